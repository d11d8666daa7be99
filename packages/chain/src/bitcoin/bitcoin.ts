import { realEnvironment } from "../environment.ts";
import { ChainError } from "../errors.ts";
import type { ReaderOptions } from "../options.ts";
import { looksADay } from "../pace.ts";
import type { Endpoint } from "../provider/endpoint.ts";
import type { Host } from "../provider/host.ts";
import { createHosts } from "../provider/hosts.ts";
import { reportOf } from "../provider/report.ts";
import { Rotation } from "../provider/rotation.ts";
import type { ChainReader } from "../reader.ts";
import { createEsplora } from "./esplora.ts";
import { type BitcoinSetup, type BitcoinSource, lookThrough, readTip } from "./look.ts";

/** Hash of the first block: which chain it is. */
const GENESIS = "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";
const TICK_MS = 60_000;
const DAY_MS = 86_400_000;
/** `GET /blocks` lists ten. */
const MOST_CONFIRMATIONS = 10;

export interface BitcoinOptions extends ReaderOptions {
  /** Servers of the Esplora API, such as `https://blockstream.info/api`, as URLs or with headers. */
  readonly esplora: readonly (string | Endpoint)[];
  /** From how many confirmations on a payment is final, 1 to 10. Default 6. */
  readonly confirmations?: number;
  /** Between two calls of a look, ms. Public servers refuse clients that ask faster. Default 250; 0 for an own server. */
  readonly gapMs?: number;
  /** Hash of the first block, for a test network. */
  readonly genesis?: string;
}

/**
 * Reads Bitcoin through the Esplora API: one call an address, so pass those addresses that are due by `nextLookMs`.
 *
 * Throws `config_invalid`.
 *
 * @example
 * ```ts
 * const reader = bitcoin({ esplora: ["https://blockstream.info/api", "https://mempool.space/api"] });
 * ```
 */
export function bitcoin(options: BitcoinOptions): ChainReader {
  const environment = { ...realEnvironment, ...options.environment };
  const { confirmations = 6, gapMs = 250, genesis = GENESIS } = options;
  if (!Number.isInteger(confirmations) || confirmations < 1 || confirmations > MOST_CONFIRMATIONS) {
    const message = `Option "confirmations" of bitcoin() must be a whole number from 1 to ${MOST_CONFIRMATIONS}, received ${confirmations}.`;
    throw new ChainError("config_invalid", message);
  }
  const setup: BitcoinSetup = { confirmations, gapMs, environment };
  const sources = createHosts("bitcoin", options.esplora, environment, options).map((host) =>
    createSource(host, genesis),
  );
  const rotation = new Rotation(sources, environment.now);
  return {
    network: "bitcoin",
    coins: ["btc"],
    providers: sources.map(({ host }) => host.name),
    trusted: options.trusted ?? false,
    pace: { tickMs: TICK_MS, asks: "each" },
    look: (query) => rotation.run((source) => lookThrough(source, setup, query)),
    check: async (signal) =>
      await Promise.all(
        sources.map((source) =>
          reportOf(source.host, environment.now, async () => {
            await source.vet(signal);
            const { head } = await readTip(source, setup, signal);
            const chain = `first block ${genesis.slice(0, 16)}…`;
            return { headAt: head.at, finality: "counted", chain, decimals: { btc: 8 }, mostBlocks: null };
          }),
        ),
      ),
    // One a look for the newest blocks, and one for each address whose turn it is.
    callsADay: (openOrders) => (openOrders === 0 ? 0 : DAY_MS / TICK_MS + openOrders * looksADay()),
  };
}

function createSource(host: Host, genesis: string): BitcoinSource {
  const esplora = createEsplora(host);
  let isVetted = false;
  return {
    host,
    esplora,
    async vet(signal) {
      if (isVetted) return;
      const first = await esplora.hashAt(0, signal);
      if (first !== genesis) {
        throw host.error("broken", "has another first block than Bitcoin: is it the URL of another network?");
      }
      isVetted = true;
    },
  };
}
