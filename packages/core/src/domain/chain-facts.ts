import { add, compare, type Decimal, ZERO } from "./amount.ts";

/** Who may say that an order is paid: the gateway, the gateway and the chain, or one of the two. */
export type PaidBy = "gateway" | "both" | "either";

/** What the chain shows of an order's address, beside what the gateway says. The two are never added or mixed. */
export interface OnChain {
  /** As it was configured when the order was issued. */
  readonly paidBy: PaidBy;
  /** How many hosts have to show a final transfer alike before it counts. */
  readonly quorum: number;
  /** How many confirmations a customer is told to wait for. For display. */
  readonly needs: number;
  /** `open`: looked at in every look. `late`: once more, seven days after its creation. */
  readonly watch: "open" | "late" | "over";
  /** From when on a look asks for its address; null: not at all. Follows from the rest, at each commit. */
  readonly lookFrom: string | null;
  /** From when on a look reads the order also where it shows nothing. Follows from the rest, at each commit. */
  readonly visitAt: string | null;
  /** Final ones alone, by `keyOf`: a set that only grows, held to the `MOST_TRANSFERS` largest. */
  readonly transfers: Readonly<Record<string, ChainTransfer>>;
  /** Time of the block with which final transfers cover the order, whichever host showed them. */
  readonly coveredAt: string | null;
  /** What was not final in the look with the highest head. For display: it decides nothing. */
  readonly glimpse: ChainGlimpse | null;
  /** Transfers of other coins that a person was notified of, by transaction and index. */
  readonly others: readonly string[];
  /** Who said that the order may be paid though the chain does not show it. */
  readonly overriddenBy: string | null;
}

export interface ChainTransfer {
  readonly txId: string;
  readonly index: number;
  readonly amount: Decimal;
  readonly block: { readonly number: number; readonly hash: string };
  /** Time of the block, ISO 8601. */
  readonly at: string;
  /** Names of the hosts that showed it, sorted. */
  readonly shownBy: readonly string[];
}

export interface ChainGlimpse {
  /** Number of the newest block of the look. */
  readonly head: number;
  /** Sorted by transaction and index. */
  readonly parts: readonly GlimpsePart[];
}

export interface GlimpsePart {
  readonly txId: string;
  readonly index: number;
  readonly amount: Decimal;
  /** 0 while it waits for a block. */
  readonly confirmations: number;
}

/** Dust costs its sender next to nothing: the largest are kept, so that it does not push a payment out. */
export const MOST_TRANSFERS = 64;

type Transfers = OnChain["transfers"];

/** What two hosts tell otherwise of one transfer is two readings, each with its own witnesses. */
function keyOf({ txId, index, amount, block }: ChainTransfer): string {
  return `${txId}:${index}:${amount}@${block.hash}`;
}

/** A join: any order and any repetition of looks ends in the same set. */
export function joinTransfers(known: Transfers, shown: readonly ChainTransfer[]): Transfers {
  const all = new Map(Object.entries(known));
  for (const transfer of shown) {
    const key = keyOf(transfer);
    const before = all.get(key);
    all.set(key, before === undefined ? transfer : sameTransfer(before, transfer));
  }
  const largest = [...all].sort(([a, x], [b, y]) => compare(y.amount, x.amount) || (a < b ? -1 : 1));
  return Object.fromEntries(largest.slice(0, MOST_TRANSFERS).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Hosts tell the time of a block finer or coarser; the earlier is kept. */
function sameTransfer(a: ChainTransfer, b: ChainTransfer): ChainTransfer {
  const shownBy = [...new Set([...a.shownBy, ...b.shownBy])].sort();
  return { ...a, at: a.at < b.at ? a.at : b.at, shownBy };
}

/** The one with the higher head wins; of two with one head the one that shows more. */
export function laterGlimpse(a: ChainGlimpse | null, b: ChainGlimpse): ChainGlimpse {
  if (a === null || b.head > a.head) return b;
  if (b.head < a.head) return a;
  const order = compare(amountOf(a.parts), amountOf(b.parts));
  if (order !== 0) return order > 0 ? a : b;
  return JSON.stringify(a.parts) < JSON.stringify(b.parts) ? a : b;
}

/** The final transfers that at least `quorum` hosts showed alike: of each transaction and index one reading. */
export function countedTransfers(
  { transfers }: Pick<OnChain, "transfers">,
  quorum: number,
): readonly ChainTransfer[] {
  const counted = new Map<string, ChainTransfer>();
  for (const transfer of Object.values(transfers)) {
    if (transfer.shownBy.length < quorum) continue;
    const place = placeOf(transfer);
    const other = counted.get(place);
    if (other === undefined || compare(transfer.amount, other.amount) > 0) counted.set(place, transfer);
  }
  return [...counted.values()];
}

/** Parts of the glimpse that are not final yet, whatever another host said meanwhile. */
export function openParts({ glimpse, transfers }: OnChain): readonly GlimpsePart[] {
  const final = new Set(Object.values(transfers).map(placeOf));
  return (glimpse?.parts ?? []).filter((part) => !final.has(placeOf(part)));
}

export function amountOf(parts: readonly { readonly amount: Decimal }[]): Decimal {
  return parts.map(({ amount }) => amount).reduce(add, ZERO);
}

export function placeOf({ txId, index }: { readonly txId: string; readonly index: number }): string {
  return `${txId}:${index}`;
}
