import type { Commit, IssuedOrder, Order, Purchase, Settlement, Store, WebhookOutcome } from "@coincoin/core";
import type { Engine } from "@coincoin/sandbox";
import { text, units } from "./decimal.ts";
import { readTold, type Told, Totals } from "./facts.ts";
import { grown } from "./growth.ts";
import type { Merchant } from "./merchant.ts";
import { APP_ID } from "./process.ts";
import type { StoreWitness } from "./store.ts";
import { Violation } from "./violation.ts";
import { owedFor, ROUNDING, worthOf } from "./worth.ts";

/** A notification that was answered with 200: from then on it must not be lost. */
export interface Acknowledged {
  readonly told: Told;
  readonly body: string;
  /** True time, ms. */
  readonly at: number;
}

/** How much less than its price a reference may bring: terms within 5% are accepted, and the tolerance comes on top. */
const LEAST_WORTH = { numerator: 94n, denominator: 100n };
const UNITS_PER_PRICE: Readonly<Record<string, bigint>> = { usdt: 1n, trx: 4n };

/**
 * Knows what was told to whom, and holds every commit against it as it happens. It shares no line with the code that decides:
 * amounts, totals and who is paid are worked out here anew.
 */
export class Oracle implements StoreWitness {
  readonly purchases = new Map<string, Purchase>();
  /** Everything authentic that reached a process, also one that died on it. */
  readonly arrived = new Map<string, Totals>();
  readonly acknowledged: Acknowledged[] = [];
  /** References that were pruned, with whether they were paid. */
  readonly prunedReferences = new Map<string, boolean>();
  readonly prunedIds = new Set<string>();
  /** True time at which an operator closed an item. */
  readonly resolved = new Map<string, number>();
  readonly paidEvents = new Map<string, string>();
  readonly #events = new Set<string>();
  readonly #sequences = new Map<string, number>();
  readonly #applied = new Set<string>();
  readonly #engine: Engine;
  readonly #base: Store;
  readonly #merchant: Merchant;
  readonly #tolerance: bigint;
  readonly #spooled: () => string[];
  readonly #now: () => number;
  readonly #report: (violation: Violation) => void;
  readonly #alias: OracleParts["alias"];

  constructor(parts: OracleParts) {
    this.#engine = parts.engine;
    this.#base = parts.base;
    this.#merchant = parts.merchant;
    this.#tolerance = units(parts.tolerance);
    this.#spooled = parts.spooled;
    this.#now = parts.now;
    this.#report = parts.report;
    this.#alias = parts.alias;
  }

  /** An authentic webhook is handed to a process. */
  arriving(body: string): void {
    const told = readTold(body);
    const totals = this.arrived.get(told.paymentId) ?? new Totals();
    this.arrived.set(told.paymentId, totals);
    totals.join(told);
  }

  /** A process answered 200: it must be in the inbox or on a disk, now and until it is applied. */
  async acknowledge(body: string, at: number, outcome: WebhookOutcome | null): Promise<void> {
    const told = readTold(body);
    this.acknowledged.push({ told, body, at });
    const { seen } = await this.#base.read({ appId: APP_ID, paymentId: told.paymentId, digest: told.digest });
    const kept = seen !== undefined || this.#spooled().includes(body) || this.prunedIds.has(told.paymentId);
    if (!kept) this.#fail("acknowledged and not kept", `${outcome} ${body}`);
    if (
      (outcome === "applied" || outcome === "duplicate") &&
      seen !== undefined &&
      seen.outcome !== "applied"
    ) {
      this.#fail("acknowledged as applied and not applied", `${seen.outcome} ${body}`);
    }
  }

  committed(change: Commit): void {
    this.#guarded(() => {
      for (const event of change.events ?? []) this.#checkEvent(event);
      for (const entry of change.inbox ?? []) {
        const key = `${entry.paymentId} ${entry.digest}`;
        if (entry.outcome === "applied") this.#applied.add(key);
        else if (this.#applied.has(key)) this.#fail("applied is taken back", `${key} is ${entry.outcome}`);
      }
      if (change.purchase !== undefined) this.#checkPurchase(change.purchase, change);
    });
  }

  settled({ result, eventId }: Settlement): void {
    if (result.type === "done" && !this.#merchant.handled.has(eventId)) {
      this.#fail("done without its handler", eventId);
    }
  }

  resolvedByPerson(itemId: string): void {
    this.resolved.set(itemId, this.#now());
  }

  async pruned(): Promise<void> {
    for (const [reference, purchase] of this.purchases) {
      const { purchase: left, tombstone } = await this.#base.read({ appId: APP_ID, reference });
      if (left !== undefined) continue;
      this.purchases.delete(reference);
      this.prunedReferences.set(
        reference,
        purchase.paid !== null || this.prunedReferences.get(reference) === true,
      );
      for (const { paymentId } of purchase.attempts) {
        this.prunedIds.add(paymentId);
        for (const key of this.#applied) if (key.startsWith(`${paymentId} `)) this.#applied.delete(key);
      }
      if (tombstone === undefined) this.#fail("pruned without a tombstone", reference);
      if (purchase.paid !== null && tombstone?.paidAt === null) {
        this.#fail("tombstone forgot that it was paid", reference);
      }
      if (purchase.wakeAt !== null) this.#fail("pruned before its time", reference);
    }
  }

  #checkEvent(event: NonNullable<Commit["events"]>[number]): void {
    if (this.#events.has(event.id)) this.#fail("event raised twice", `${event.type} ${event.id}`);
    this.#events.add(event.id);
    const last = this.#sequences.get(event.paymentId) ?? 0;
    if (event.sequence !== last + 1) {
      this.#fail("gap in an order's events", `${event.paymentId}: ${event.sequence} after ${last}`);
    }
    this.#sequences.set(event.paymentId, event.sequence);
    if (event.type !== "order.paid" && event.type !== "order.paid_late") return;
    const known = this.paidEvents.get(event.reference);
    if (known !== undefined) this.#fail("paid twice", `${event.reference} by ${known} and ${event.id}`);
    this.paidEvents.set(event.reference, event.id);
  }

  #checkPurchase(after: Purchase, change: Commit): void {
    const { reference } = after;
    const before = this.purchases.get(reference);
    if (after.version !== (before?.version ?? 0) + 1) {
      this.#fail("version not counted", `${reference}: ${after.version} after ${before?.version}`);
    }
    const shrunk = before === undefined ? undefined : grown(before, after);
    if (shrunk !== undefined) this.#fail("facts shrank", `${reference}: ${shrunk}`);
    for (const order of after.attempts) {
      this.#alias(order.paymentId, `attempt ${order.attempt} of ${reference}`);
      this.#checkOrder(order);
    }
    const paidNow = after.paid !== null && (before?.paid ?? null) === null;
    const events = change.events ?? [];
    const paidEvents = events.filter(({ type }) => type === "order.paid" || type === "order.paid_late");
    if (paidEvents.length !== (paidNow ? 1 : 0)) {
      this.#fail("paid and its event in different commits", `${reference}: ${paidEvents.length} events`);
    }
    if (paidNow) this.#checkPaid(after);
    this.purchases.set(reference, after);
  }

  /** What the order says was told to us, and its terms are the gateway's. */
  #checkOrder(order: Order): void {
    if (order.status === "pending") return;
    const truth = this.#engine.order(order.paymentId);
    if (truth === undefined) return this.#fail("issued without the gateway", order.paymentId);
    if (
      truth.address !== order.address ||
      truth.coin !== order.coin ||
      !isSame(truth.amountDue, order.amountDue)
    ) {
      this.#fail("terms are not the gateway's", `${order.paymentId}: ${order.amountDue} ${order.coin}`);
    }
    const told = this.arrived.get(order.paymentId) ?? new Totals();
    for (const facts of ["received", "confirmed"] as const) {
      for (const [coin, amount] of Object.entries(order[facts])) {
        if (units(amount) > (told[facts].get(coin) ?? 0n)) {
          this.#fail(`${facts} more than was told`, `${order.paymentId}: ${amount} ${coin}`);
        }
      }
    }
    if (order.status !== "receiving" && !told.states.has(1) && !told.states.has(2)) {
      this.#fail("closed without being told", order.paymentId);
    }
    if (order.invalidSeen && !told.states.has(-1)) this.#fail("invalid without being told", order.paymentId);
  }

  /** Nobody who did not pay is fulfilled: by what was told, and by what is on the chain. */
  #checkPaid({ reference, attempts, paid, price }: Purchase): void {
    const issued = attempts.filter((order) => order.status !== "pending");
    const paying = issued.find(({ paymentId }) => paymentId === paid?.paymentId);
    if (paying === undefined) return this.#fail("paid by an attempt that is not there", reference);
    const confirmed = worthOf(
      issued,
      paying.coin,
      ({ paymentId, coin }) => this.arrived.get(paymentId)?.confirmed.get(coin) ?? 0n,
    );
    if (paid?.price !== price) this.#fail("paid at another price than was asked last", reference);
    const owed = this.owed(price);
    if (confirmed < owed) {
      this.#fail(
        "paid without the confirmed worth",
        `${reference}: worth ${text(confirmed)} of ${text(owed)} in ${paying.coin}`,
      );
    }
    const worth = sum(
      issued.map((order) => this.#collected(order, order.coin) / (UNITS_PER_PRICE[order.coin] ?? 1n)),
    );
    if (worth * LEAST_WORTH.denominator < units(price) * LEAST_WORTH.numerator) {
      this.#fail("paid without the money", `${reference}: worth ${text(worth)} for ${price}`);
    }
  }

  /** The least worth that pays a price. */
  owed(price: string): bigint {
    return owedFor(price, this.#tolerance);
  }

  #collected(order: IssuedOrder, coin: string): bigint {
    const collected: Readonly<Record<string, string>> = this.#engine.order(order.paymentId)?.collected ?? {};
    return units(collected[coin] ?? "0");
  }

  #guarded(check: () => void): void {
    try {
      check();
    } catch (error) {
      this.#fail("the oracle broke", error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }

  #fail(rule: string, what: string): void {
    this.#report(new Violation(rule, what));
  }
}

function isSame(a: string, b: string): boolean {
  const difference = units(a) - units(b);
  return difference < ROUNDING && difference > -ROUNDING;
}

export interface OracleParts {
  readonly engine: Engine;
  readonly base: Store;
  readonly merchant: Merchant;
  readonly tolerance: string;
  readonly spooled: () => string[];
  readonly now: () => number;
  readonly report: (violation: Violation) => void;
  /** Hears what a payment id that core made stands for. */
  readonly alias: (paymentId: string, meaning: string) => void;
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
