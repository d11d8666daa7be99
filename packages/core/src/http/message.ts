import type { HeaderSource } from "../lib/headers.ts";

/**
 * Requests and replies as the routes see them. Not `Request` and `Response`: those cost more than a whole webhook
 * does, and cannot carry a body that was parsed already.
 */
export interface SurfaceRequest<Original = unknown> {
  readonly method: string;
  /** Percent-encoded as it came, relative to the mount, without the query: "/orders/EX100100". */
  readonly path: string;
  /** What follows "?", or "". */
  readonly search: string;
  readonly headers: HeaderSource;
  /** Aborts when the one who asked is gone. */
  readonly signal: AbortSignal;
  /** Reads at most `HttpLimits.bodyBytes` bytes. Called once at most. */
  readBody(): Promise<BodyResult>;
  /** The server's own request. */
  readonly original: Original;
}

export type BodyResult =
  | { readonly type: "read"; readonly body: Uint8Array | string | object }
  | { readonly type: "too_large" }
  /** It took longer than allowed. */
  | { readonly type: "timeout" }
  /** Cut off: nobody is there to be answered. */
  | { readonly type: "aborted" }
  /** Something read it before us and left nothing. */
  | { readonly type: "consumed" };

export type SurfaceReply = WholeReply | StreamReply | { readonly type: "nothing" };

/** Header names in lower case. */
export type ReplyHeaders = Readonly<Record<string, string>>;

export interface WholeReply {
  readonly type: "whole";
  readonly status: number;
  readonly headers: ReplyHeaders;
  readonly body: string | Uint8Array;
}

export interface StreamReply {
  readonly type: "stream";
  readonly status: number;
  readonly headers: ReplyHeaders;
  /** Asked for the next chunk only when the last one was taken: a slow reader gets the latest state, not a queue. */
  readonly chunks: AsyncIterable<string>;
  /** Frees what the stream holds. To be called in any case, also when no chunk was ever asked for. */
  readonly close: () => void;
}
