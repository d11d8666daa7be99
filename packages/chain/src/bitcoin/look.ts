import { amountOf } from "../decimal.ts";
import type { ChainEnvironment } from "../environment.ts";
import { ChainError } from "../errors.ts";
import type { Fact, Glimpse, Look, LookQuery } from "../reader.ts";
import { sinceSeconds } from "../since.ts";
import type { Esplora, EsploraBlock, EsploraTx } from "./esplora.ts";
import { readAddress } from "./payments.ts";

const NETWORK = "bitcoin";
const DECIMALS = 8;
/** How far a provider's newest block may be ahead of our clock: consensus allows two hours. */
const AHEAD_MS = 3 * 3_600_000;

export interface BitcoinSource {
  readonly host: Esplora["host"];
  readonly esplora: Esplora;
  /** Rejects with `broken` where the provider is on another chain. */
  vet(signal?: AbortSignal): Promise<void>;
}

export interface BitcoinSetup {
  /** Confirmations from which a payment is final. */
  readonly confirmations: number;
  /** Between two calls, ms. */
  readonly gapMs: number;
  readonly environment: ChainEnvironment;
}

export interface BitcoinTip {
  readonly head: EsploraBlock;
  readonly final: EsploraBlock;
}

/** The head and the newest final block, in one call. */
export async function readTip(
  { esplora, host }: BitcoinSource,
  { confirmations, environment }: BitcoinSetup,
  signal?: AbortSignal,
): Promise<BitcoinTip> {
  const blocks = await esplora.newestBlocks(signal);
  const [head] = blocks;
  const final = blocks.find(({ number }) => head !== undefined && number === head.number - confirmations + 1);
  if (head === undefined || final === undefined) {
    throw host.error("broken", `lists fewer than ${confirmations} blocks below its newest one`);
  }
  if (head.at * 1000 > environment.now() + AHEAD_MS)
    throw host.error("broken", "has a newest block in the future");
  return { head, final };
}

/**
 * One look by one provider: a call for the head, and one for each address. Where it asks to slow down on the way, the rest is left
 * for the next look.
 */
export async function lookThrough(
  source: BitcoinSource,
  setup: BitcoinSetup,
  query: LookQuery,
): Promise<Look> {
  const { esplora, host } = source;
  const since = sinceSeconds(query);
  await source.vet(query.signal);
  const tip = await readTip(source, setup, query.signal);
  const facts: Fact[] = [];
  const glimpses: Glimpse[] = [];
  const unread: string[] = [];
  for (const [place, address] of query.addresses.entries()) {
    try {
      if (setup.gapMs > 0) await setup.environment.sleep(setup.gapMs, query.signal);
      const { transactions, isWhole } = await readAddress(esplora, address, since, query.signal);
      if (!isWhole) unread.push(address);
      for (const transaction of transactions) addPayments(transaction, address, tip, facts, glimpses);
    } catch (error) {
      const isBusy = error instanceof ChainError && error.code === "busy";
      if (!isBusy || place === 0) throw error;
      unread.push(...query.addresses.slice(place));
      break;
    }
  }
  const { head, final } = tip;
  return {
    network: NETWORK,
    provider: host.name,
    head: { number: head.number, hash: head.hash, at: isoOf(head.at) },
    final: { number: final.number, hash: final.hash, at: isoOf(final.at) },
    facts,
    glimpses,
    cursor: null,
    unread,
  };
}

function addPayments(
  { txId, block, outputs }: EsploraTx,
  address: string,
  { head, final }: BitcoinTip,
  facts: Fact[],
  glimpses: Glimpse[],
): void {
  for (const [index, output] of outputs.entries()) {
    if (output.address !== address || output.satoshi === 0) continue;
    const amount = amountOf(BigInt(output.satoshi), DECIMALS);
    const transfer = { network: NETWORK, txId, index, address, coin: "btc", amount };
    if (block !== null && block.number <= final.number) {
      facts.push({ ...transfer, block: { number: block.number, hash: block.hash }, at: isoOf(block.at) });
      continue;
    }
    // The head can move between two calls of a look, so a block may be newer than the head it began with.
    const confirmations = block === null ? 0 : Math.max(1, head.number - block.number + 1);
    const place = block === null ? null : { number: block.number, hash: block.hash };
    glimpses.push({ ...transfer, block: place, confirmations });
  }
}

function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
