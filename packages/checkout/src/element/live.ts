import type { CheckoutView } from "../view.ts";
import { isView } from "./merge.ts";

export type Connection = "live" | "polling" | "offline";

export interface LiveOptions {
  src: string;
  events: string;
  /** The page already has a view, so the stream may bring the next one. */
  hasView: boolean;
  /** Nothing is expected soon. */
  isCalm: () => boolean;
  onView: (view: CheckoutView) => void;
  onConnection: (connection: Connection) => void;
  /** The server answered, and not with a view: 404 for a wrong key, 500, … */
  onRefused: (status: number) => void;
}

const pollMs = 4000;
/**
 * How often to look where nothing is expected soon: beside a stream, which can die behind a proxy without a word; in a tab that
 * nobody looks at; once money is no longer asked for; and after failures.
 */
const slowMs = 30_000;
/** A browser allows few connections to a server: a tab that nobody looks at gives its stream back. */
const closeHiddenMs = 60_000;
const requestTimeoutMs = 10_000;

/** Follows an order: server-sent events, polling where they fail, and at once when the page comes back to life. */
export class Live {
  readonly #options: LiveOptions;
  readonly #stopped = new AbortController();
  #stream: EventSource | undefined;
  #streaming = false;
  #failures = 0;
  #pollTimer: ReturnType<typeof setTimeout> | undefined;
  #streamTimer: ReturnType<typeof setTimeout> | undefined;
  #hiddenTimer: ReturnType<typeof setTimeout> | undefined;
  #polling: Promise<void> | undefined;

  constructor(options: LiveOptions) {
    this.#options = options;
    const listen = { signal: this.#stopped.signal };
    document.addEventListener("visibilitychange", () => this.#onVisibility(), listen);
    window.addEventListener("online", () => this.wake(), listen);
    window.addEventListener("offline", () => this.#options.onConnection("offline"), listen);
    window.addEventListener("pageshow", (event) => event.persisted && this.wake(), listen);
    // A page in the back-forward cache must not hold a connection, and browsers do not keep one that does.
    window.addEventListener("pagehide", () => this.#closeStream(), listen);
    this.#openStream();
    if (options.hasView) this.#schedule(pollMs);
    else void this.refresh();
  }

  stop(): void {
    this.#stopped.abort();
    this.#closeStream();
    clearTimeout(this.#pollTimer);
    clearTimeout(this.#streamTimer);
    clearTimeout(this.#hiddenTimer);
  }

  /** After sleep or a lost network: what looks like a stream may be a dead socket. */
  wake(): void {
    if (this.#stopped.signal.aborted) return;
    this.#failures = 0;
    this.#openStream();
    void this.refresh();
  }

  /** Looks now. Resolves when an answer was dealt with or the try failed. */
  refresh(): Promise<void> {
    this.#polling ??= this.#poll().finally(() => {
      this.#polling = undefined;
      this.#schedule();
    });
    return this.#polling;
  }

  async #poll(): Promise<void> {
    // Not `AbortSignal.any`, which browsers have had since 2023 only.
    const request = new AbortController();
    const abort = (): void => request.abort();
    this.#stopped.signal.addEventListener("abort", abort);
    const timeout = setTimeout(abort, requestTimeoutMs);
    try {
      const response = await fetch(this.#options.src, {
        headers: { accept: "application/json" },
        cache: "no-store",
        referrerPolicy: "no-referrer",
        signal: request.signal,
      });
      const body: unknown = response.ok ? await response.json() : undefined;
      if (this.#stopped.signal.aborted) return;
      if (isView(body)) {
        this.#heard();
        this.#options.onView(body);
        return;
      }
      this.#options.onRefused(response.status);
    } catch {
      // No network, a timeout, or no JSON: all the same to somebody who waits.
    } finally {
      clearTimeout(timeout);
      this.#stopped.signal.removeEventListener("abort", abort);
    }
    this.#failures++;
    if (!this.#streaming && !this.#stopped.signal.aborted) this.#options.onConnection("offline");
  }

  #schedule(delay = this.#delay()): void {
    clearTimeout(this.#pollTimer);
    if (!this.#stopped.signal.aborted) this.#pollTimer = setTimeout(() => void this.refresh(), delay);
  }

  #delay(): number {
    const calm = this.#streaming || document.hidden || this.#options.isCalm();
    const slowed = calm ? slowMs : Math.min(slowMs, pollMs * 2 ** this.#failures);
    // Customers of one shop must not all come back in the same instant.
    return slowed * (0.8 + 0.4 * Math.random());
  }

  #openStream(): void {
    this.#closeStream();
    clearTimeout(this.#streamTimer);
    if (typeof EventSource === "undefined") return;
    const stream = new EventSource(this.#options.events);
    this.#stream = stream;
    stream.addEventListener("order", (event: MessageEvent<string>) => {
      const view = parse(event.data);
      if (!isView(view)) return;
      this.#streaming = true;
      this.#heard();
      this.#options.onView(view);
      this.#schedule();
    });
    stream.addEventListener("error", () => {
      const wasStreaming = this.#streaming;
      this.#streaming = false;
      // The browser tries again automatically unless the answer was no event stream; meanwhile the page asks.
      if (stream.readyState === EventSource.CLOSED) {
        this.#streamTimer = setTimeout(() => this.#openStream(), slowMs);
      }
      if (wasStreaming) void this.refresh();
    });
  }

  #closeStream(): void {
    this.#stream?.close();
    this.#stream = undefined;
    this.#streaming = false;
  }

  #heard(): void {
    this.#failures = 0;
    this.#options.onConnection(this.#streaming ? "live" : "polling");
  }

  #onVisibility(): void {
    clearTimeout(this.#hiddenTimer);
    if (document.hidden) {
      this.#hiddenTimer = setTimeout(() => this.#closeStream(), closeHiddenMs);
      return;
    }
    if (this.#stream === undefined || this.#stream.readyState === EventSource.CLOSED) this.#openStream();
    this.#failures = 0;
    void this.refresh();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
