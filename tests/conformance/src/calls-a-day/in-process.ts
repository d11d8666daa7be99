import type { ChainEnvironment } from "@coincoin/chain";
import { createChains, type PretendChains } from "@coincoin/sandbox";
import type { WorldNetwork } from "../reader-worlds/readers.ts";

/** A pretend chain without sockets, under a clock that is set. */
export interface InProcessChain {
  readonly chains: PretendChains;
  readonly environment: Partial<ChainEnvironment>;
  /** For a reader; nothing listens there. */
  readonly url: string;
  now(): number;
  advance(ms: number): void;
}

const START = Date.UTC(2026, 0, 1);

export function inProcessChain(network: WorldNetwork): InProcessChain {
  let now = START;
  const chains = createChains("calls", () => now);
  const url = "http://localhost";

  const fetch: ChainEnvironment["fetch"] = async (input, init) => {
    const target = new URL(input instanceof Request ? input.url : input);
    const body = typeof init?.body === "string" ? init.body : "";
    const request = { method: init?.method ?? "GET", path: target.pathname + target.search, body };
    const answer = chains.ask(network, "first", request);
    if (answer.kind !== "reply") throw new TypeError("the pretend provider did not answer");
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  };

  return {
    chains,
    environment: { fetch, now: () => now, sleep: async () => {} },
    url,
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
  };
}
