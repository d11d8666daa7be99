import type { Fact, Look } from "./reader.ts";

/** `network:txId:index`, the key of a fact. */
export function factKey({ network, txId, index }: Pick<Fact, "network" | "txId" | "index">): string {
  return `${network}:${txId}:${index}`;
}

/** One reading of a transfer, and the providers that gave it. */
export interface Testimony {
  readonly fact: Fact;
  /** Names of providers, sorted. */
  readonly providers: readonly string[];
}

/** All readings of each transfer by its `factKey`. More than one reading of a key means that providers contradict each other. */
export type Testimonies = ReadonlyMap<string, readonly Testimony[]>;

/**
 * Adds what a look showed. It is a join: any order and any repetition of looks gives the same. Only final transfers are compared
 * between providers, never their heads or raw answers, which differ all the time.
 */
export function joinFacts(known: Testimonies, look: Pick<Look, "facts" | "provider">): Testimonies {
  const joined = new Map(known);
  for (const fact of look.facts) {
    const key = factKey(fact);
    joined.set(key, withTestimony(joined.get(key) ?? [], fact, look.provider));
  }
  return joined;
}

/** The transfers that at least `quorum` providers showed alike, and that none showed otherwise. */
export function agreedFacts(known: Testimonies, quorum: number): Fact[] {
  return [...known.values()].flatMap((readings) => {
    const [only] = readings;
    return only !== undefined && readings.length === 1 && only.providers.length >= quorum ? [only.fact] : [];
  });
}

function withTestimony(readings: readonly Testimony[], fact: Fact, provider: string): readonly Testimony[] {
  const same = readings.find((reading) => contentOf(reading.fact) === contentOf(fact));
  if (same === undefined) return sorted([...readings, { fact, providers: [provider] }]);
  // Providers tell the time of a block finer or coarser; of two times the earlier is kept, whichever came first.
  const kept = fact.at < same.fact.at ? fact : same.fact;
  if (kept === same.fact && same.providers.includes(provider)) return readings;
  const more = { fact: kept, providers: [...new Set([...same.providers, provider])].sort() };
  return readings.map((reading) => (reading === same ? more : reading));
}

function sorted(readings: readonly Testimony[]): readonly Testimony[] {
  return [...readings].sort((a, b) => (contentOf(a.fact) < contentOf(b.fact) ? -1 : 1));
}

/** Without the time. */
function contentOf({ address, coin, amount, block }: Fact): string {
  return JSON.stringify([address, coin, amount, block.number, block.hash]);
}
