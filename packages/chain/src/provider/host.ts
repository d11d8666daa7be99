import type { ChainCall, ChainEnvironment } from "../environment.ts";
import { ChainError, type ChainErrorCode } from "../errors.ts";
import { boundedText } from "./bounded-text.ts";
import type { CheckedEndpoint } from "./endpoint.ts";
import { retryAfterMs } from "./retry-after.ts";
import { scrubber } from "./scrub.ts";

const MAX_REPLY_BYTES = 8 * 1024 * 1024;

export interface HostRequest {
  /** Below the provider's URL; "" is the URL itself. */
  readonly path: string;
  /** What is posted; without one it is a GET. */
  readonly json?: unknown;
  /** For metrics: "eth_getLogs", "GET /blocks". */
  readonly method: string;
  readonly signal?: AbortSignal | undefined;
}

export interface HostReply {
  readonly status: number;
  readonly text: string;
  readonly retryAfterMs: number | undefined;
}

/** One provider. Its URL and headers stay in here. */
export interface Host {
  readonly name: string;
  /** One request. Follows no redirect, reads 8 MB at most, waits 10 s at most. Rejects with a `ChainError`. */
  request(request: HostRequest): Promise<HostReply>;
  /** An error that names this provider. `said` is what it wrote, and is made fit to be printed. */
  error(code: ChainErrorCode, what: string, options?: HostErrorOptions): ChainError;
}

export interface HostErrorOptions {
  readonly said?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

export interface HostOptions {
  readonly network: string;
  readonly endpoint: CheckedEndpoint;
  readonly environment: ChainEnvironment;
  readonly timeoutMs: number;
  readonly onCall?: ((call: ChainCall) => void) | undefined;
}

export function createHost({ network, endpoint, environment, timeoutMs, onCall }: HostOptions): Host {
  const { name, url } = endpoint;
  const scrub = scrubber(endpoint);

  function error(code: ChainErrorCode, what: string, options: HostErrorOptions = {}): ChainError {
    const { said = "" } = options;
    const quoted = said === "" ? "" : ` It said: "${scrub(said)}".`;
    const message = `${name} (${network}) ${what}${what.endsWith("?") ? "" : "."}${quoted}`;
    return new ChainError(code, message, { provider: name, retryAfterMs: options.retryAfterMs });
  }

  async function exchange({ path, json, signal }: HostRequest, stop: AbortSignal): Promise<HostReply> {
    const target = new URL(url);
    if (path !== "") target.pathname = `${target.pathname.replace(/\/+$/, "")}${path}`;
    const response = await environment.fetch(target, {
      method: json === undefined ? "GET" : "POST",
      headers: {
        accept: "application/json",
        ...(json === undefined ? {} : { "content-type": "application/json" }),
        ...endpoint.headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      redirect: "manual",
      signal: stop,
    });
    const { status } = response;
    if (status === 0 || (status >= 300 && status < 400)) {
      await response.body?.cancel();
      throw error("broken", "answered with a redirect, which is not followed: enter its final address");
    }
    const text = await boundedText(response, MAX_REPLY_BYTES);
    signal?.throwIfAborted();
    if (text === undefined) throw error("broken", "answered with more than 8 MB, or not in UTF-8");
    return { status, text, retryAfterMs: retryAfterMs(response.headers, environment.now()) };
  }

  async function request(asked: HostRequest): Promise<HostReply> {
    const { signal } = asked;
    const stop = new AbortController();
    const abort = (): void => stop.abort();
    const timer = setTimeout(abort, timeoutMs);
    signal?.addEventListener("abort", abort);
    try {
      signal?.throwIfAborted();
      return await exchange(asked, stop.signal);
    } catch (reason) {
      if (reason instanceof ChainError) throw reason;
      // What `fetch` throws can name the URL in its message or cause, so only its code is kept.
      if (signal?.aborted === true) throw error("aborted", "was not asked to the end: the look was aborted");
      if (stop.signal.aborted) throw error("unreachable", `did not answer within ${timeoutMs} ms`);
      throw error("unreachable", `could not be reached (${codeOf(reason)})`);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    }
  }

  async function counted(asked: HostRequest): Promise<HostReply> {
    const began = environment.now();
    let outcome = "ok";
    try {
      const reply = await request(asked);
      if (reply.status >= 400) outcome = String(reply.status);
      return reply;
    } catch (reason) {
      outcome = reason instanceof ChainError ? reason.code : "broken";
      throw reason;
    } finally {
      onCall?.({
        network,
        provider: name,
        method: asked.method,
        outcome,
        ms: environment.now() - began,
      });
    }
  }

  return { name, request: counted, error };
}

/** The code of the innermost cause ("ECONNREFUSED"), or its name: safe to print, unlike its message. */
function codeOf(reason: unknown, depth = 0): string {
  if (typeof reason !== "object" || reason === null) return "unknown";
  if (depth < 5 && "cause" in reason && typeof reason.cause === "object" && reason.cause !== null) {
    return codeOf(reason.cause, depth + 1);
  }
  const texts = ["code" in reason ? reason.code : undefined, "name" in reason ? reason.name : undefined];
  const safe = texts.find((text) => typeof text === "string" && /^[A-Za-z][A-Za-z0-9_]{1,60}$/.test(text));
  return typeof safe === "string" ? safe : "unknown";
}
