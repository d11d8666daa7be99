import type {
  AttentionItem,
  AttentionKind,
  DeliveryRecord,
  InboxEntry,
  IssuedOrder,
  Page,
  Purchase,
} from "@coincoin/core";
import { text, units } from "./decimal.ts";
import { readTold, Totals } from "./facts.ts";
import { APP_ID } from "./process.ts";
import { Violation } from "./violation.ts";
import type { World } from "./world.ts";
import { ROUNDING, worthOf } from "./worth.ts";

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

interface Ending {
  readonly world: World;
  readonly attention: readonly AttentionItem[];
  readonly deliveries: readonly DeliveryRecord[];
  readonly inbox: readonly InboxEntry[];
}

/** Holds the end against all that was told: everything is fulfilled once, or a person knows of it. */
export async function checkEnding(world: World): Promise<void> {
  const { base } = world;
  const attention = await all((after) => base.listAttention({ appId: APP_ID, limit: 200, ...after }));
  const deliveries = await all((after) => base.listDeliveries({ appId: APP_ID, limit: 200, ...after }));
  const inbox = await all((after) => base.listInbox({ appId: APP_ID, limit: 200, ...after }));
  const ending: Ending = { world, attention, deliveries, inbox };
  checkSpools(ending);
  checkInbox(ending);
  checkDeliveries(ending);
  for (const purchase of world.oracle.purchases.values()) checkPurchase(ending, purchase);
  checkUnmatched(ending);
}

async function all<T>(page: (after: { after?: string }) => Promise<Page<T>>): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | null = null;
  do {
    const next: Page<T> = await page(cursor === null ? {} : { after: cursor });
    found.push(...next.items);
    cursor = next.cursor;
  } while (cursor !== null);
  return found;
}

function checkSpools({ world }: Ending): void {
  const left = world.shops.spooled();
  if (left.length > 0) throw new Violation("left in the spool", left.join("\n"));
}

function checkInbox({ world, inbox }: Ending): void {
  const rows = new Set(inbox.map(({ paymentId, digest }) => `${paymentId} ${digest}`));
  for (const { told, body } of world.oracle.acknowledged) {
    if (rows.has(`${told.paymentId} ${told.digest}`) || world.oracle.prunedIds.has(told.paymentId)) continue;
    throw new Violation("acknowledged and lost", body);
  }
}

function checkDeliveries({ world, deliveries, attention }: Ending): void {
  for (const { event, state, attempts } of deliveries) {
    if (state === "pending")
      throw new Violation("event never delivered", `${event.type} ${event.id}, ${attempts} attempts`);
    const told = attention.some(
      ({ kind, details }) => kind === "dead_letter" && details["eventId"] === event.id,
    );
    if (state === "dead" && !told)
      throw new Violation("dead letter nobody knows of", `${event.type} ${event.id}`);
    if (state === "done" && !world.merchant.handled.has(event.id)) {
      throw new Violation("done without its handler", `${event.type} ${event.id}`);
    }
    const isOpen = attention.some(
      ({ kind, details, resolvedAt }) =>
        kind === "unhandled" && details["event"] === event.id && resolvedAt === null,
    );
    if (state === "done" && isOpen)
      throw new Violation("delivered and still called unhandled", `${event.type} ${event.id}`);
  }
}

function checkPurchase(ending: Ending, purchase: Purchase): void {
  const { world } = ending;
  const { reference } = purchase;
  const issued = purchase.attempts.filter((order) => order.status !== "pending");
  for (const order of issued) checkFacts(ending, order);
  if (purchase.paid === null && coveredBy(ending, purchase, issued)) {
    throw new Violation("paid in full and not fulfilled", reference);
  }
  const eventId = world.oracle.paidEvents.get(reference);
  if (purchase.paid !== null && eventId === undefined)
    throw new Violation("paid without an event", reference);
  if (
    eventId !== undefined &&
    !world.merchant.handled.has(eventId) &&
    !isTold(ending, purchase, "dead_letter")
  ) {
    throw new Violation("paid and never fulfilled", reference);
  }
  const short = ending.attention.find(
    ({ kind, resolvedAt, reference: about }) =>
      kind === "underpaid" && resolvedAt === null && about === reference,
  );
  if (purchase.paid !== null && short !== undefined)
    throw new Violation("paid and still called underpaid", `${reference}: ${short.message}`);
  checkMoney(ending, purchase, issued);
}

/** What the order says is what the applied notifications say, to the last digit. */
function checkFacts({ inbox }: Ending, order: IssuedOrder): void {
  const forgotten = inbox.find(
    ({ paymentId, outcome }) => paymentId === order.paymentId && outcome === "parked",
  );
  if (forgotten !== undefined) throw new Violation("parked and forgotten", forgotten.body);
  const totals = appliedTotals(inbox, order.paymentId);
  for (const facts of ["received", "confirmed"] as const) {
    const coins = new Set([...totals[facts].keys(), ...Object.keys(order[facts])]);
    for (const coin of coins) {
      const told = totals[facts].get(coin) ?? 0n;
      const known = units(order[facts][coin] ?? "0");
      if (told !== known) {
        throw new Violation(
          "facts are not the join",
          `${order.paymentId}: ${facts} ${text(known)}, told ${text(told)} ${coin}`,
        );
      }
    }
  }
}

function appliedTotals(inbox: readonly InboxEntry[], paymentId: string): Totals {
  const totals = new Totals();
  for (const entry of inbox) {
    if (entry.paymentId === paymentId && entry.outcome === "applied") totals.join(readTold(entry.body));
  }
  return totals;
}

/** True when what was applied is worth the price that was asked last. */
function coveredBy({ inbox }: Ending, { price }: Purchase, issued: readonly IssuedOrder[]): boolean {
  const coins = new Set(issued.map(({ coin }) => coin));
  return [...coins].some((coin) => {
    const worth = worthOf(issued, coin, ({ paymentId }) => confirmedIn(inbox, paymentId, coin));
    return worth >= units(price) + ROUNDING;
  });
}

function confirmedIn(inbox: readonly InboxEntry[], paymentId: string, coin: string): bigint {
  return appliedTotals(inbox, paymentId).confirmed.get(coin) ?? 0n;
}

/** Money that was acknowledged fulfils, or a person knows of it. */
function checkMoney(ending: Ending, purchase: Purchase, issued: readonly IssuedOrder[]): void {
  const { world } = ending;
  const ids = new Set(purchase.attempts.map(({ paymentId }) => paymentId));
  const totals = new Map<string, Totals>();
  let lastAt = -1;
  for (const { told, at } of world.oracle.acknowledged) {
    if (!ids.has(told.paymentId)) continue;
    const total = totals.get(told.paymentId) ?? new Totals();
    totals.set(told.paymentId, total);
    if (total.join(told)) lastAt = Math.max(lastAt, at);
  }
  if (lastAt < 0 || ![...totals.values()].some((total) => total.hasMoney)) return;
  const paying = issued.find(({ paymentId }) => paymentId === purchase.paid?.paymentId);
  if (paying !== undefined) {
    const others = [...totals.values()].flatMap((total) => [...total.received.keys()]);
    const isOther = others.some((coin) => coin !== paying.coin);
    const worth = worthOf(
      issued,
      paying.coin,
      ({ paymentId, coin }) => totals.get(paymentId)?.received.get(coin) ?? 0n,
    );
    const price = units(purchase.paid?.price ?? "0");
    checkRefunds(ending, purchase.reference, paying, issued, price);
    if (!isOther && worth <= price + CENT) return;
    if (!isToldOfMoney(ending, purchase, -1))
      throw new Violation("money beyond the price and nobody knows", purchase.reference);
    return;
  }
  if (!isToldOfMoney(ending, purchase, lastAt)) {
    throw new Violation("money and nobody knows", purchase.reference);
  }
}

/** Nobody is asked to refund what was counted toward the price. */
function checkRefunds(
  { world, attention }: Ending,
  reference: string,
  { coin }: IssuedOrder,
  issued: readonly IssuedOrder[],
  price: bigint,
): void {
  // Also what a process was told of and died before it answered.
  const worth = worthOf(issued, coin, (order) => {
    return world.oracle.arrived.get(order.paymentId)?.received.get(coin) ?? 0n;
  });
  const wrong = attention.find(
    (item) =>
      (item.kind === "overpaid" || item.kind === "paid_twice") &&
      item.reference === reference &&
      item.resolvedAt === null &&
      item.details["coin"] === coin,
  );
  if (worth <= price && wrong !== undefined)
    throw new Violation("a refund of what was counted", `${reference}: ${wrong.message}`);
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
    if (item.reference !== reference && !ids.has(item.paymentId ?? "")) return false;
    return item.resolvedAt === null || (world.oracle.resolved.get(item.id) ?? -2) >= since;
  });
}

function isTold({ attention }: Ending, { reference }: Purchase, kind: AttentionKind): boolean {
  return attention.some((item) => item.kind === kind && item.reference === reference);
}

/** Money for an order that is not there, or no more. */
function checkUnmatched({ world, attention }: Ending): void {
  const known = new Set(
    [...world.oracle.purchases.values()].flatMap(({ attempts }) => attempts.map((order) => order.paymentId)),
  );
  for (const { told, at } of world.oracle.acknowledged) {
    const { paymentId } = told;
    if (known.has(paymentId) || world.oracle.prunedIds.has(paymentId)) continue;
    const isAbout = attention.some(
      (item) =>
        item.paymentId === paymentId &&
        (item.resolvedAt === null || (world.oracle.resolved.get(item.id) ?? -1) >= at),
    );
    if (!isAbout) throw new Violation("unknown order and nobody knows", paymentId);
  }
}
