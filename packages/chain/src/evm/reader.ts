import { REREAD_SECONDS } from "../cursor.ts";
import { realEnvironment } from "../environment.ts";
import { ChainError } from "../errors.ts";
import type { ReaderOptions } from "../options.ts";
import type { Endpoint } from "../provider/endpoint.ts";
import { createHosts } from "../provider/hosts.ts";
import { reportOf } from "../provider/report.ts";
import { Rotation } from "../provider/rotation.ts";
import type { ChainReader } from "../reader.ts";
import { remembered } from "../remembered.ts";
import { TOKENS, type Token } from "../tokens.ts";
import { readTip } from "./headers.ts";
import { type LookSetup, lookThrough } from "./look.ts";
import { measureRange } from "./measure-range.ts";
import { MOST_CALLS } from "./read-logs.ts";
import { contractsOf, createSource, type Source } from "./source.ts";
import type { EvmSpec } from "./spec.ts";

export interface TokenReaderOptions extends ReaderOptions {
  /** Providers, as URLs or with headers. URLs are secrets: they are never printed. */
  readonly urls: readonly (string | Endpoint)[];
  /** Replaces `TOKENS`, for a test network. */
  readonly tokens?: readonly Token[];
  /** Replaces the chain id of the network, for a test network. */
  readonly chainId?: number;
}

const DAY_MS = 86_400_000;
/** The newest block and the newest final one. */
const HEADER_CALLS = 2;

/** Blocks that a look reads again, and the new ones; fewer a call where the strictest provider takes fewer. */
function logCalls(
  sources: readonly Source[],
  { blockSeconds, tickMs, depth }: EvmSpec,
  orders: number,
): number {
  const blocks = Math.ceil((REREAD_SECONDS + tickMs / 1000) / blockSeconds) + depth;
  const [range, addresses] = [
    Math.min(...sources.map(({ portions }) => portions.range)),
    Math.min(...sources.map(({ portions }) => portions.addresses)),
  ];
  return Math.min(MOST_CALLS, Math.ceil(blocks / range) * Math.ceil(orders / addresses));
}

/** The reader of a network's tokens by `eth_getLogs`: one call for all addresses. */
export function tokenReader(network: EvmSpec, options: TokenReaderOptions): ChainReader {
  const environment = { ...realEnvironment, ...options.environment };
  const { chainId = network.chainId } = options;
  const spec = { ...network, chainId, bytesOf: remembered(network.bytesOf) };
  const contracts = contractsOf(spec, options.tokens ?? TOKENS);
  if (contracts.size === 0) {
    const message = `The reader of ${spec.network} has no token to look for: none of those given is on this network.`;
    throw new ChainError("config_invalid", message);
  }
  const hosts = createHosts(spec.network, options.urls, environment, options);
  const sources = hosts.map((host) => createSource(spec, contracts, host));
  const rotation = new Rotation(sources, environment.now);
  // Each provider is refused where it says others.
  const decimals = Object.fromEntries([...contracts.values()].map((token) => [token.coin, token.decimals]));
  const setup: LookSetup = { spec, contracts, now: environment.now };
  return {
    network: spec.network,
    coins: [...new Set([...contracts.values()].map(({ coin }) => coin))],
    providers: sources.map(({ host }) => host.name),
    trusted: options.trusted ?? false,
    pace: { tickMs: spec.tickMs, asks: "together" },
    look: (query) => rotation.run((source) => lookThrough(source, setup, query)),
    check: async (signal) =>
      await Promise.all(
        sources.map((source) =>
          reportOf(source.host, environment.now, async () => {
            await source.vet(signal);
            const { head, finality } = await readTip(source.rpc, spec.depth, signal);
            const mostBlocks = await measureRange(
              source.rpc,
              source.portions,
              contracts,
              head.number,
              signal,
            );
            return { headAt: head.at, finality, chain: `chain ${spec.chainId}`, decimals, mostBlocks };
          }),
        ),
      ),
    callsADay: (openOrders) =>
      openOrders === 0
        ? 0
        : Math.round(DAY_MS / spec.tickMs) * (HEADER_CALLS + logCalls(sources, spec, openOrders)),
  };
}
