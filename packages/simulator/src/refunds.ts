import type {
  AttentionDraft,
  AttentionItem,
  Commit,
  IssuedOrder,
  OrderEvent,
  Purchase,
} from "@coincoin/core";
import { text, units } from "./decimal.ts";
import type { Ending } from "./ending.ts";
import type { Totals } from "./facts.ts";
import { Violation } from "./violation.ts";
import { addressesOf, ROUNDING, surplusOf } from "./worth.ts";

/** A refund is named in decimals of the coin that count. */
const ROUGHLY = 10n * ROUNDING;

/** What was told of each payment id. */
type Arrived = ReadonlyMap<string, Totals>;

const RULE = "a refund of what was counted";

/** Nobody is asked to refund what counted toward the price: neither by an item nor by an event, at no time. */
export function checkRefundsAsked(
  { purchase, events = [], attention = [] }: Commit,
  arrived: Arrived,
): Violation | undefined {
  if (purchase === undefined) return undefined;
  const asked = [...attention.flatMap(refundOf), ...events.flatMap(refundIn)];
  for (const { coin, amount, at } of asked) {
    const owed = owedBack(purchase, coin, at, arrived);
    if (amount > owed + ROUGHLY)
      return new Violation(RULE, `${purchase.reference}: ${text(amount)} of ${text(owed)} ${coin}`);
  }
  return undefined;
}

/** What is still on the list at the end is true then, and is said once. */
export function checkRefunds({ world, attention }: Ending, purchase: Purchase): void {
  const { reference } = purchase;
  const open = attention.filter((item) => item.reference === reference && item.resolvedAt === null);
  const refunds = open.flatMap(refundOf);
  for (const { coin, at } of refunds) {
    const asked = refunds.filter((refund) => refund.coin === coin && refund.at === at);
    const sum = asked.reduce((total, { amount }) => total + amount, 0n);
    const owed = owedBack(purchase, coin, at, world.oracle.arrived);
    if (sum > owed + ROUGHLY)
      throw new Violation(RULE, `${reference}: ${text(sum)} of ${text(owed)} ${coin} at the end`);
  }
}

interface Refund {
  readonly coin: string;
  readonly amount: bigint;
  /** The one address where it came in a coin that was not asked for; null: over all addresses of the coin. */
  readonly at: string | null;
}

function refundOf({ kind, details, paymentId }: AttentionDraft | AttentionItem): Refund[] {
  const coin = details["coin"] ?? "";
  if (kind === "wrong_coin") return [{ coin, amount: units(details["amount"] ?? "0"), at: paymentId }];
  if (kind !== "overpaid" && kind !== "paid_twice") return [];
  return [{ coin, amount: units(details["excess"] ?? "0"), at: null }];
}

function refundIn(event: OrderEvent): Refund[] {
  if (event.type !== "order.overpaid") return [];
  return [{ coin: event.coin, amount: units(event.excess), at: null }];
}

/** In the coin that paid, what is beyond the price; in another, or where nobody asked for it, all of it. */
function owedBack({ attempts, paid }: Purchase, coin: string, at: string | null, arrived: Arrived): bigint {
  const issued = attempts.filter((order) => order.status !== "pending");
  const came = (order: IssuedOrder) => arrived.get(order.paymentId)?.received.get(coin) ?? 0n;
  const elsewhere = issued.find(({ paymentId }) => paymentId === at);
  if (elsewhere !== undefined) return elsewhere.coin === coin ? 0n : came(elsewhere);
  const paying = issued.find(({ paymentId }) => paymentId === paid?.paymentId);
  if (paid === null || paying === undefined) return 0n;
  if (paying.coin === coin) return surplusOf(addressesOf(issued, coin, came), units(paid.price));
  return issued
    .filter((order) => order.coin === coin)
    .map(came)
    .reduce((sum, amount) => sum + amount, 0n);
}
