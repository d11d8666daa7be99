import type { AttentionKind, DomainEvent, IssuedOrder, Purchase } from "@coincoin/core";
import { text, units } from "./decimal.ts";
import { readTold, type Totals } from "./facts.ts";
import type { Ending } from "./final-state.ts";
import { checkLateness } from "./lateness.ts";
import { checkMoney, checkRefused, checkUnmatched } from "./money.ts";
import { APP_ID } from "./process.ts";
import { checkRefunds } from "./refunds.ts";
import { Violation } from "./violation.ts";
import type { World } from "./world.ts";
import { addressesOf, worthOf } from "./worth.ts";

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
  checkCalled(ending);
  checkShown(ending);
  for (const purchase of world.oracle.purchases.values()) checkPurchase(ending, purchase);
  checkUnmatched(ending);
  checkRefused(ending);
}

type Cursor = string | null;

async function all<T>(
  page: (after: { after?: string }) => Promise<{ readonly items: readonly T[]; readonly cursor: Cursor }>,
): Promise<T[]> {
  const found: T[] = [];
  let cursor: Cursor = null;
  do {
    const next: { readonly items: readonly T[]; readonly cursor: Cursor } = await page(
      cursor === null ? {} : { after: cursor },
    );
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
  const rows = new Set(inbox.map(({ digest }) => digest));
  for (const { told, paymentId, body } of world.oracle.acknowledged) {
    if (rows.has(told.digest) || world.oracle.prunedIds.has(paymentId)) continue;
    throw new Violation("acknowledged and lost", body);
  }
}

function checkDeliveries(ending: Ending): void {
  const { world, deliveries, attention } = ending;
  for (const { event, state, attempts } of deliveries) {
    if (state === "pending")
      throw new Violation("event never delivered", `${event.type} ${event.id}, ${attempts} attempts`);
    if (state === "dead" && !isDeathTold(ending, event))
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

/** Of events that call a person and cannot, one item a day tells. */
function isDeathTold({ attention }: Ending, { id, type }: DomainEvent): boolean {
  const isCall = type === "attention.opened" || type === "attention.resolved";
  return attention.some(({ kind, details }) =>
    isCall ? kind === "alert_failed" : kind === "dead_letter" && details["eventId"] === id,
  );
}

/** What needs a person calls one, or an item says that nobody could be called. Pruning drops calls that nobody took. */
function checkCalled({ world, attention }: Ending): void {
  if (world.faults.knobs.prune > 0) return;
  if (attention.some(({ kind }) => kind === "alert_failed")) return;
  const silent = attention.find(({ id }) => !world.merchant.called.has(id));
  if (silent !== undefined) throw new Violation("an item and nobody called", `${silent.kind} ${silent.id}`);
}

/** An address that a customer was shown stays one of their purchase. */
function checkShown({ world }: Ending): void {
  const { shown, purchases, prunedIds } = world.oracle;
  for (const { reference, paymentId, address, amountDue } of shown) {
    if (prunedIds.has(paymentId)) continue;
    const known = purchases.get(reference)?.attempts.find((order) => order.paymentId === paymentId);
    const isKept = known !== undefined && known.status !== "pending" && known.address === address;
    if (!isKept || known.amountDue !== amountDue)
      throw new Violation("shown and forgotten", `${paymentId}, ${address}`);
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
      (kind === "underpaid" || kind === "partly_settled") && resolvedAt === null && about === reference,
  );
  if (purchase.paid !== null && short !== undefined)
    throw new Violation("paid and still called underpaid", `${reference}: ${short.message}`);
  checkMoney(ending, purchase, issued);
  checkRefunds(purchase, ending.attention, ending.world.oracle.arrived);
  checkLateness(ending, purchase, issued);
}

/** What the order says is what the applied notifications say, to the last digit. */
function checkFacts(ending: Ending, order: IssuedOrder): void {
  const { inbox } = ending;
  const forgotten = inbox.find(
    ({ paymentId, outcome }) => paymentId === order.paymentId && outcome === "parked",
  );
  if (forgotten !== undefined) throw new Violation("parked and forgotten", forgotten.body);
  const totals = appliedTotals(ending, order.paymentId);
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

function appliedTotals({ inbox, world }: Ending, paymentId: string): Totals {
  const totals = world.oracle.totals();
  for (const entry of inbox) {
    if (entry.paymentId === paymentId && entry.outcome === "applied") totals.join(readTold(entry.body));
  }
  return totals;
}

/** True when what was applied is worth the price that was asked last. */
function coveredBy(ending: Ending, { price }: Purchase, issued: readonly IssuedOrder[]): boolean {
  const coins = new Set(issued.map(({ coin }) => coin));
  return [...coins].some((coin) => {
    const confirmed = ({ paymentId }: IssuedOrder) =>
      appliedTotals(ending, paymentId).confirmed.get(coin) ?? 0n;
    return worthOf(addressesOf(issued, coin, confirmed), 0n) >= units(price);
  });
}

function isTold({ attention }: Ending, { reference }: Purchase, kind: AttentionKind): boolean {
  return attention.some((item) => item.kind === kind && item.reference === reference);
}
