import type { Host } from "../provider/host.ts";
import type { Token } from "../tokens.ts";
import { countOf, hexOf } from "./hex.ts";
import type { Contract } from "./logs.ts";
import { Portions } from "./portions.ts";
import { createRpc, type Rpc } from "./rpc.ts";
import type { EvmSpec } from "./spec.ts";

/** `decimals()` */
const DECIMALS_SELECTOR = "0x313ce567";

/** Times of final blocks that are remembered, so that a block which is read again does not cost a call again. */
const MOST_TIMES = 1_000;

/** One provider with what is known of it. */
export interface Source {
  readonly host: Host;
  readonly rpc: Rpc;
  readonly portions: Portions;
  /** Time of a block by its hash, seconds. */
  readonly times: Map<string, number>;
  /** Rejects with `broken` where the provider is on another chain, or a token has other decimals than it is known for. */
  vet(signal?: AbortSignal): Promise<void>;
}

export function createSource(spec: EvmSpec, contracts: ReadonlyMap<string, Contract>, host: Host): Source {
  const rpc = createRpc(host, spec.path);
  let isVetted = false;

  async function checkChain(signal?: AbortSignal): Promise<void> {
    const chainId = countOf(await rpc.call("eth_chainId", [], signal));
    if (chainId === spec.chainId) return;
    const what = `is on chain ${chainId ?? "unknown"}, and ${spec.network} is chain ${spec.chainId}: is it the URL of another network?`;
    throw host.error("broken", what);
  }

  async function checkDecimals(contract: string, token: Contract, signal?: AbortSignal): Promise<void> {
    const said = await rpc.call("eth_call", [{ to: contract, data: DECIMALS_SELECTOR }, "latest"], signal);
    if (countOf(said) === token.decimals) return;
    const found = typeof said === "string" && said.length <= 66 ? said : "nothing that can be read";
    const what = `says that ${token.coin} at ${contract} has ${found} decimals, and not ${hexOf(token.decimals)}: amounts would be wrong, so it is not used`;
    throw host.error("broken", what);
  }

  return {
    host,
    rpc,
    portions: new Portions(spec.range),
    times: new Map(),
    async vet(signal) {
      if (isVetted) return;
      await checkChain(signal);
      for (const [contract, token] of contracts) await checkDecimals(contract, token, signal);
      isVetted = true;
    },
  };
}

/** Tokens by the 20 bytes of their contract. */
export function contractsOf(spec: EvmSpec, tokens: readonly Token[]): ReadonlyMap<string, Contract> {
  const contracts = new Map<string, Contract>();
  for (const { network, contract, coin, decimals } of tokens) {
    const bytes = spec.bytesOf(contract);
    if (network === spec.network && bytes !== undefined) contracts.set(bytes, { coin, decimals });
  }
  return contracts;
}

/** Remembers the time of a block, and forgets the oldest. */
export function rememberTime({ times }: Source, hash: string, at: number): void {
  times.set(hash, at);
  const [oldest] = times.keys();
  if (times.size > MOST_TIMES && oldest !== undefined) times.delete(oldest);
}
