import type { AttentionKind, IssuedOrder, Purchase } from "@coincoin/core";
import { units } from "./decimal.ts";
import type { Told, Totals } from "./facts.ts";
import type { Ending } from "./final-state.ts";
import { Violation } from "./violation.ts";
import { addressesOf, worthOf } from "./worth.ts";

/** A rest is asked for in whole cents, rounded up. */
const CENT = 10n ** 16n;

/** Kinds that tell a person of money. */
const ABOUT_MONEY: ReadonlySet<AttentionKind> = new Set<AttentionKind>([
  "unmatched",
  "conflict",
  "held",
  "partly_settled",
  "no_amount",
  "underpaid",
  "overpaid",
  "paid_late",
  "paid_twice",
  "pruned",
  "wrong_coin",
  "invalid_with_money",
  "stalled",
  "outcome_unknown",
  "terms_not_accepted",
]);

/** Money that was acknowledged fulfils, or a person knows of it. */
export function checkMoney(ending: Ending, purchase: Purchase, issued: readonly IssuedOrder[]): void {
  const { world } = ending;
  const ids = new Set(purchase.attempts.map(({ paymentId }) => paymentId));
  const totals = new Map<string, Totals>();
  const closed = new Set<string>();
  let lastAt = -1;
  for (const { told, paymentId, at } of world.oracle.acknowledged) {
    if (!ids.has(paymentId)) continue;
    const total = totals.get(paymentId) ?? world.oracle.totals();
    totals.set(paymentId, total);
    // A code of settlement says that there is money, also where it does not say how much.
    const isNews = total.join(told) || (isUnsaid(told) && !closed.has(paymentId));
    if (isUnsaid(told)) closed.add(paymentId);
    if (isNews) lastAt = Math.max(lastAt, at);
  }
  if (lastAt < 0) return;
  const paying = issued.find(({ paymentId }) => paymentId === purchase.paid?.paymentId);
  if (paying !== undefined) {
    const others = [...totals.values()].flatMap((total) => [...total.received.keys()]);
    const isOther = others.some((coin) => coin !== paying.coin);
    const received = ({ paymentId, coin }: IssuedOrder) => totals.get(paymentId)?.received.get(coin) ?? 0n;
    const worth = worthOf(addressesOf(issued, paying.coin, received));
    if (!isOther && worth <= units(purchase.paid?.price ?? "0") + CENT) return;
    if (!isToldOfMoney(ending, purchase, -1))
      throw new Violation("money beyond the price and nobody knows", purchase.reference);
    return;
  }
  if (!isToldOfMoney(ending, purchase, lastAt)) {
    throw new Violation("money and nobody knows", purchase.reference);
  }
}

function isUnsaid({ state, collected }: Told): boolean {
  return (state === 1 || state === 2) && ![...collected.values()].some((amount) => amount > 0n);
}

/** True when there is an item about it: open, or closed by a person after the money had come. */
function isToldOfMoney(
  { world, attention }: Ending,
  { attempts, reference }: Purchase,
  since: number,
): boolean {
  const ids = new Set(attempts.map(({ paymentId }) => paymentId));
  return attention.some((item) => {
    if (!ABOUT_MONEY.has(item.kind)) return false;
    const isAbout = item.reference === reference || ids.has(world.gateway.idOf(item.paymentId ?? ""));
    if (!isAbout) return false;
    return item.resolvedAt === null || (world.oracle.resolved.get(item.id) ?? -2) >= since;
  });
}

/** Money for an order that is not there, or no more. */
export function checkUnmatched({ world, attention }: Ending): void {
  const { purchases, prunedIds, acknowledged, resolved } = world.oracle;
  const known = new Set(
    [...purchases.values()].flatMap(({ attempts }) => attempts.map((order) => order.paymentId)),
  );
  const firstAt = new Map<string, number>();
  for (const { paymentId, body, told, at: came } of acknowledged) {
    if (known.has(paymentId) || came < (prunedIds.get(paymentId) ?? 0)) continue;
    // What a person closed is not news when it comes again.
    const at = firstAt.get(told.digest) ?? came;
    firstAt.set(told.digest, at);
    const isAbout = attention.some(
      (item) =>
        world.gateway.idOf(item.paymentId ?? "") === paymentId &&
        (item.resolvedAt === null || (resolved.get(item.id) ?? -1) >= at),
    );
    if (!isAbout) throw new Violation("unknown order and nobody knows", body);
  }
}

/** What came with the right token and was refused is in front of a person: sending it again would change nothing. */
export function checkRefused({ world, attention }: Ending): void {
  for (const body of world.oracle.refused) {
    const isTold = attention.some(
      ({ kind, details }) => kind === "unreadable" && body.startsWith(details["body"] ?? "\n"),
    );
    if (!isTold) throw new Violation("refused and nobody knows", body);
  }
}
