import { connect, type Socket } from "node:net";

/** How the other side reacted to what was sent. */
export interface Reaction {
  /** Of each reply, in order, interim ones (1xx) left out. Empty: the connection was closed without a word. */
  readonly statuses: readonly number[];
  /** From the last byte sent to the end of the reply, or of the connection. */
  readonly ms: number;
  /** True when nothing came within the time allowed. */
  readonly hung: boolean;
  /** Everything that came, for searching it. */
  readonly text: string;
}

/** After this long without an end an input counts as hanging; it is sent once more, alone, before that is said. */
export const HANG_MS = 1_000;

/** Speaks to one port over one connection at a time, and opens another where the last one was closed. */
export class Wire {
  readonly #port: number;
  #socket: Socket | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  /** A whole request on a connection that may be used again: the end of the reply is the end. */
  async request(bytes: Buffer, isHead: boolean, waitMs = HANG_MS): Promise<Reaction> {
    const socket = await this.#open();
    const reaction = await exchange(socket, bytes, waitMs, (text) => replyIn(text, isHead));
    if (reaction.end !== "kept") this.drop();
    return reaction;
  }

  /** Bytes of any kind: our side is closed after them, and the other side has to come to an end as well. */
  async blurt(bytes: Buffer, waitMs = HANG_MS): Promise<Reaction> {
    this.drop();
    const socket = await this.#open();
    const reaction = exchange(socket, bytes, waitMs, () => undefined);
    socket.end();
    const settled = await reaction;
    this.drop();
    return settled;
  }

  drop(): void {
    // A reset, not a farewell: a million connections would leave too many ports waiting.
    this.#socket?.resetAndDestroy();
    this.#socket = undefined;
  }

  async #open(): Promise<Socket> {
    if (this.#socket !== undefined && !this.#socket.destroyed && this.#socket.writable) return this.#socket;
    const socket = connect({ port: this.#port, host: "127.0.0.1", noDelay: true, allowHalfOpen: true });
    socket.on("error", () => {});
    await new Promise<void>((resolve) => {
      socket.once("connect", resolve).once("close", () => resolve());
    });
    this.#socket = socket;
    return socket;
  }
}

interface Reply {
  readonly status: number;
  /** Where in the text it ends; Infinity for a stream that has begun. */
  readonly end: number;
  readonly closes: boolean;
}

type Ended = Reaction & { readonly end: "kept" | "closed" };

function exchange(
  socket: Socket,
  bytes: Buffer,
  waitMs: number,
  read: (text: string) => Reply | undefined,
): Promise<Ended> {
  return new Promise((resolve) => {
    let text = "";
    const since = performance.now();
    const finish = (hung: boolean, end: "kept" | "closed") => {
      clearTimeout(timer);
      socket.off("data", onData).off("close", onClose).off("end", onClose);
      resolve({ statuses: statusesIn(text), ms: performance.now() - since, hung, text, end });
    };
    const onData = (chunk: Buffer) => {
      text += chunk.toString("latin1");
      const reply = read(text);
      if (reply !== undefined) finish(false, reply.closes ? "closed" : "kept");
    };
    const onClose = () => finish(false, "closed");
    const timer = setTimeout(() => finish(true, "closed"), waitMs);
    socket.on("data", onData).on("close", onClose).on("end", onClose);
    if (socket.destroyed) return onClose();
    socket.write(bytes);
  });
}

/** The first whole reply, interim ones passed over; undefined while more has to come. */
export function replyIn(text: string, isHead = false): Reply | undefined {
  const headEnd = text.indexOf("\r\n\r\n");
  if (headEnd < 0) return undefined;
  const head = text.slice(0, headEnd);
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0);
  const bodyAt = headEnd + 4;
  if (status >= 100 && status < 200) return replyIn(text.slice(bodyAt), isHead);
  const closes = /^connection: *close/im.test(head);
  if (isHead || status === 204 || status === 304) return { status, end: bodyAt, closes };
  if (/^content-type: *text\/event-stream/im.test(head)) return { status, end: Infinity, closes: true };
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  if (length !== undefined) {
    const end = bodyAt + Number(length);
    return text.length < end ? undefined : { status, end, closes };
  }
  const end = text.indexOf("\r\n0\r\n\r\n", headEnd);
  return end < 0 ? undefined : { status, end: end + 7, closes };
}

function statusesIn(text: string): number[] {
  return [...text.matchAll(/HTTP\/1\.[01] (\d{3}) /g)]
    .map(([, status]) => Number(status))
    .filter((status) => status >= 200);
}
