import type { ChainCall, ChainEnvironment } from "./environment.ts";

/** What all readers can be told. */
export interface ReaderOptions {
  /** The merchant runs the nodes behind the URLs: what one says needs no second opinion. Default false. */
  readonly trusted?: boolean;
  /** Hosts that may be reached without TLS, such as a node in a private network. Loopback always may. Default none. */
  readonly plainHttpHosts?: readonly string[];
  /** How long a request may take, ms. Default 10,000. */
  readonly timeoutMs?: number;
  /** Called after every request, for metrics. */
  readonly onCall?: (call: ChainCall) => void;
  /** Replaces `fetch`, clock and waiting, for a simulator. */
  readonly environment?: Partial<ChainEnvironment>;
}
