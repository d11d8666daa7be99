import type { IssuedOrder, Order, Purchase, Store, WebhookOutcome } from "@coincoin/core";
import type { Commit, Settlement } from "@coincoin/core/store";
import type { Engine } from "@coincoin/sandbox";
import type { Asks } from "./asks.ts";
import { text, units } from "./decimal.ts";
import { type Confirming, readTold, type Told, Totals } from "./facts.ts";
import { grown } from "./growth.ts";
import type { Merchant } from "./merchant.ts";
import { APP_ID } from "./process.ts";
import { checkRefundsAsked } from "./refunds.ts";
import type { StoreWitness } from "./store.ts";
import { Violation } from "./violation.ts";
import { addressesOf, owedFor, ROUNDING, worthOf } from "./worth.ts";

/** A notification that was answered with 200: from then on it must not be lost. */
export interface Acknowledged {
  readonly told: Told;
  /** Of the order that it is about, as the gateway made it. */
  readonly paymentId: string;
  readonly body: string;
  readonly outcome: WebhookOutcome | null;
  /** The machine that answered. */
  readonly place: string;
  /** True time, ms. */
  readonly at: number;
}

/** A commit that says in time, late or expired. */
export interface Judged {
  readonly at: number;
  /** The machine. */
  readonly place: string;
}

/**
 * Knows what was told to whom, and holds every commit against it as it happens. It shares no line with the code that decides:
 * amounts, totals and who is paid are worked out here anew.
 */
export class Oracle implements StoreWitness {
  readonly purchases = new Map<string, Purchase>();
  /** Everything authentic that reached a process, also one that died on it. */
  readonly arrived = new Map<string, Totals>();
  readonly acknowledged: Acknowledged[] = [];
  /** Orders whose addresses customers were shown. */
  readonly shown: IssuedOrder[] = [];
  /** Bodies that came with the right token and were refused. */
  readonly refused: string[] = [];
  /** References that were pruned, with whether they were paid. */
  readonly prunedReferences = new Map<string, boolean>();
  /** Their payment ids, with the true time of the pruning. */
  readonly prunedIds = new Map<string, number>();
  /** True time at which an operator closed an item. */
  readonly resolved = new Map<string, number>();
  readonly paidEvents = new Map<string, string>();
  /** Of references that became paid, and of payment ids that were called expired: who said so, and when. */
  readonly paid = new Map<string, Judged>();
  readonly expired = new Map<string, Judged>();
  /** True time at which what has this digest was applied. */
  readonly appliedAt = new Map<string, number>();
  readonly #events = new Set<string>();
  readonly #sequences = new Map<string, number>();
  readonly #applied = new Set<string>();
  readonly #engine: Engine;
  readonly #base: Store;
  readonly #merchant: Merchant;
  readonly #asks: Asks;
  readonly #tolerance: bigint;
  readonly #confirming: Confirming;
  readonly #idOf: OracleParts["idOf"];
  readonly #spooled: () => string[];
  readonly #now: () => number;
  readonly #report: (violation: Violation) => void;
  readonly #alias: OracleParts["alias"];

  constructor(parts: OracleParts) {
    this.#engine = parts.engine;
    this.#base = parts.base;
    this.#merchant = parts.merchant;
    this.#asks = parts.asks;
    this.#tolerance = units(parts.tolerance);
    this.#confirming = parts.confirming;
    this.#idOf = parts.idOf;
    this.#spooled = parts.spooled;
    this.#now = parts.now;
    this.#report = parts.report;
    this.#alias = parts.alias;
  }

  /** Of the order that a webhook is about, as the gateway made it. */
  idOf({ paymentId }: Told): string {
    return this.#idOf(paymentId);
  }

  totals(): Totals {
    return new Totals(this.#confirming);
  }

  /** An authentic webhook is handed to a process. */
  arriving(body: string): void {
    const told = readTold(body);
    const id = this.idOf(told);
    const totals = this.arrived.get(id) ?? this.totals();
    this.arrived.set(id, totals);
    totals.join(told);
  }

  /** A process answered 200: it must be in the inbox or on a disk, now and until it is applied. */
  async acknowledge(body: string, outcome: WebhookOutcome | null, place: string): Promise<void> {
    const told = readTold(body);
    const paymentId = this.idOf(told);
    this.acknowledged.push({ told, paymentId, body, outcome, place, at: this.#now() });
    const seen = await this.#seen(told, paymentId);
    const kept = seen !== undefined || this.#spooled().includes(body) || this.prunedIds.has(paymentId);
    if (!kept) this.#fail("acknowledged and not kept", `${outcome} ${body}`);
    if (
      (outcome === "applied" || outcome === "duplicate") &&
      seen !== undefined &&
      seen.outcome !== "applied"
    ) {
      this.#fail("acknowledged as applied and not applied", `${seen.outcome} ${body}`);
    }
  }

  /** Its row: under the order's id, or under the id that the gateway wrote where that was not understood. */
  async #seen({ paymentId: spelled, digest }: Told, paymentId: string) {
    const { seen } = await this.#base.read({ appId: APP_ID, paymentId, digest });
    return seen ?? (await this.#base.read({ appId: APP_ID, paymentId: spelled, digest })).seen;
  }

  /** Something leaves the house: what it costs has to have come. */
  shipped(reference: string, price: string): void {
    const purchase = this.purchases.get(reference);
    if (purchase === undefined) return;
    const worth = this.#worthOnChain(purchase);
    if (worth < this.owed(price)) {
      this.#fail("shipped without the money", `${reference}: worth ${text(worth)} for ${price}`);
    }
  }

  committed(change: Commit, place: string): void {
    this.#guarded(() => {
      for (const event of change.events ?? []) this.#checkEvent(event, place);
      for (const entry of change.inbox ?? []) {
        const key = `${entry.paymentId} ${entry.digest}`;
        if (entry.outcome === "applied") {
          this.#applied.add(key);
          if (!this.appliedAt.has(entry.digest)) this.appliedAt.set(entry.digest, this.#now());
        }
        if (entry.outcome !== "applied" && this.#applied.has(key))
          this.#fail("applied is taken back", `${key} is ${entry.outcome}`);
      }
      if (change.purchase !== undefined) this.#checkPurchase(change.purchase, change);
      const refund = checkRefundsAsked(change, this.arrived);
      if (refund !== undefined) this.#report(refund);
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
        this.prunedIds.set(paymentId, this.#now());
        for (const key of this.#applied) if (key.startsWith(`${paymentId} `)) this.#applied.delete(key);
      }
      if (tombstone === undefined) this.#fail("pruned without a tombstone", reference);
      if (purchase.paid !== null && tombstone?.paidAt === null) {
        this.#fail("tombstone forgot that it was paid", reference);
      }
      if (purchase.wakeAt !== null) this.#fail("pruned before its time", reference);
    }
  }

  #checkEvent(event: NonNullable<Commit["events"]>[number], place: string): void {
    if (this.#events.has(event.id)) this.#fail("event raised twice", `${event.type} ${event.id}`);
    this.#events.add(event.id);
    const last = this.#sequences.get(event.paymentId) ?? 0;
    if (event.sequence !== last + 1) {
      this.#fail("gap in an order's events", `${event.paymentId}: ${event.sequence} after ${last}`);
    }
    this.#sequences.set(event.paymentId, event.sequence);
    const judged = { at: this.#now(), place };
    if (event.type === "order.expired") this.expired.set(event.paymentId, judged);
    if (event.type !== "order.paid" && event.type !== "order.paid_late") return;
    const known = this.paidEvents.get(event.reference);
    if (known !== undefined) this.#fail("paid twice", `${event.reference} by ${known} and ${event.id}`);
    this.paidEvents.set(event.reference, event.id);
    this.paid.set(event.reference, judged);
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
    const told = this.arrived.get(order.paymentId) ?? this.totals();
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
      addressesOf(
        issued,
        paying.coin,
        ({ paymentId, coin }) => this.arrived.get(paymentId)?.confirmed.get(coin) ?? 0n,
      ),
    );
    if (paid?.price !== price || !this.#asks.mayBeLast(reference, price)) {
      this.#fail("paid at another price than was asked last", `${reference}: ${paid?.price}`);
    }
    const owed = this.owed(price);
    if (confirmed < owed) {
      this.#fail(
        "paid without the confirmed worth",
        `${reference}: worth ${text(confirmed)} of ${text(owed)} in ${paying.coin}`,
      );
    }
    const worth = this.#worthOnChain({ attempts });
    if (worth < owed) this.#fail("paid without the money", `${reference}: worth ${text(worth)} for ${price}`);
  }

  /** What is at the addresses is worth, by the gateway's own record of what it was asked for: in the coin that brought most. */
  #worthOnChain({ attempts }: Pick<Purchase, "attempts">): bigint {
    const orders = attempts
      .filter((order) => order.status !== "pending")
      .flatMap(({ paymentId }) => this.#engine.order(paymentId) ?? []);
    const worths = orders.map(({ coin }) => {
      const addresses = orders
        .filter((order) => order.coin === coin)
        .map((order) => ({
          due: units(order.amountDue),
          price: units(order.price),
          came: units(order.collected[coin] ?? "0"),
        }));
      return worthOf(addresses);
    });
    return worths.reduce((most, worth) => (worth > most ? worth : most), 0n);
  }

  /** The least worth that pays a price. */
  owed(price: string): bigint {
    return owedFor(price, this.#tolerance);
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
  readonly asks: Asks;
  readonly tolerance: string;
  readonly confirming: Confirming;
  /** The gateway's own spelling of a payment id that a webhook names. */
  readonly idOf: (paymentId: string) => string;
  readonly spooled: () => string[];
  readonly now: () => number;
  readonly report: (violation: Violation) => void;
  /** Hears what a payment id that core made stands for. */
  readonly alias: (paymentId: string, meaning: string) => void;
}
