import type { Collection, Payment, PlacedOrder, Session } from "../../src/medusa/rows.ts";
import {
  type Account,
  type AccountFacts,
  accountOf,
  allowsRefund,
  allowsWithdrawal,
} from "../../src/payments/account.ts";
import { difference, exact, isPositive, largest, sum } from "../../src/payments/money.ts";
import { type Decision, decide } from "../../src/placing/decision.ts";
import { issued, purchaseOf } from "./orders.ts";

export interface Step {
  readonly do: string;
  readonly amount?: number;
  readonly address?: number;
  readonly isConfirmed?: boolean;
  readonly which?: number;
}

interface Address {
  readonly reference: string;
  readonly price: string;
  received: string;
  confirmed: string;
}

const NOW = "2026-01-01T12:00:00.000Z";
const OURS = "pp_coincoin_coincoin";

/** One cart of a shop in memory: what Medusa does with it, and what is known of its money. */
export class Model {
  #total: string;
  #order: Omit<PlacedOrder, "pending" | "paidTotal"> | undefined;
  #session: Session | undefined;
  #hasStock = true;
  #paidElsewhere = false;
  readonly #addresses: Address[] = [];
  #payments: Payment[] = [];
  #records: string[] = [];
  #assigned = "0";
  #decision: Decision = { type: "nothing" };

  constructor(total: number) {
    this.#total = exact(total);
  }

  run(step: Step): void {
    const amount = exact(step.amount ?? 0);
    switch (step.do) {
      case "ask":
        this.#ask();
        break;
      case "pay":
        this.#pay(step, amount);
        break;
      case "confirm":
        for (const address of this.#addresses) address.confirmed = address.received;
        break;
      case "record":
        if (isPositive(amount) && !exceeds(amount, this.#account().expected)) this.#records.push(amount);
        break;
      case "withdraw":
        this.#withdraw(step.which ?? 0);
        break;
      case "book":
        if (isPositive(amount)) this.#book(amount);
        break;
      case "assignAway":
        if (!exceeds(amount, this.#account().free)) this.#assigned = difference(this.#assigned, amount);
        break;
      case "assignIn":
        this.#assigned = sum([this.#assigned, amount]);
        break;
      case "edit":
        this.#total = amount;
        // A cart that changes loses its session.
        if (this.#order === undefined) this.#session = undefined;
        break;
      case "complete":
        if (this.#session !== undefined && this.#hasStock) this.#place();
        break;
      case "cancel":
        if (this.#order !== undefined) this.#order = { ...this.#order, status: "canceled" };
        break;
      case "markPaid":
        this.#paidElsewhere ||= this.#order !== undefined && this.#payments.length === 0;
        break;
      case "restock":
        this.#hasStock = true;
        break;
      case "sellOut":
        this.#hasStock = false;
    }
    this.#decision = this.#settle();
  }

  /** What has to hold at any time. */
  check(): void {
    const { held, free, booked, captured } = this.#account();
    const { type } = this.#decision;
    const isRow = type === "blocked" || (type === "complete" && !this.#hasStock);
    if (this.#order?.status === "canceled") {
      // All that is held is owed back, and all that went back is out of the books.
      if (isPositive(held)) claim(isRow);
      else claim(!(exceeds(booked, "0") && isPositive(this.#unbookedRecords())));
      return;
    }
    if (type === "placed" || type === "nothing") claim(!isPositive(free));
    if (isPositive(captured)) {
      // Booked to the last digit, or a person is notified of the difference.
      if (isPositive(free) || isPositive(difference("0", free))) claim(isRow || type === "wait");
      if (type === "wait") claim(this.#addresses.some(({ reference }) => !this.#isPaid(reference)));
    }
    if (isPositive(free) && type === "wait") {
      // The customer may still pay the rest; CoinCoin's own rows say so when the time is over.
      claim(exceeds(this.#due(), free));
    }
  }

  #settle(): Decision {
    for (let turn = 0; turn < 8; turn++) {
      const decision = decide(this.#collection(), this.#account());
      if (decision.type === "complete" && this.#hasStock) this.#complete();
      else if (decision.type === "capture") this.#capture(decision.amount);
      else if (decision.type === "refund") {
        this.#book(decision.amount);
      } else return decision;
    }
    throw new Error("the decisions do not come to an end");
  }

  #complete(): void {
    const account = this.#account();
    // Nothing is shipped that is not held.
    claim(!exceeds(this.#total, account.free));
    this.#session ??= this.#newSession();
    this.#place();
    if (isPositive(this.#total)) this.#capture(this.#total);
  }

  #place(): void {
    this.#order ??= { id: "order_1", displayId: "#1", status: "pending" };
  }

  #capture(amount: string): void {
    const before = this.#account();
    claim(!exceeds(amount, before.free));
    const id = `pay_${this.#payments.length + 1}`;
    const made = { id, sessionId: this.#session?.id ?? null, providerId: OURS, amount, captured: amount };
    this.#payments.push({ ...made, refunds: [], isCanceled: false });
    claim(!exceeds(this.#account().booked, this.#account().held));
  }

  #ask(): void {
    if (this.#order?.status === "canceled") return;
    const paid = this.#purchases().filter((purchase) => purchase.paid !== null);
    const rest = difference(this.#due(), accountOf({ ...this.#facts(), purchases: paid }, NOW).free);
    this.#session = this.#newSession();
    if (!isPositive(rest)) return;
    const reference = paid.length === 0 ? "pay_col_1" : `pay_col_1.${paid.length + 1}`;
    const open = this.#addresses.filter((address) => address.reference === reference);
    const credit = sum(open.map((address) => address.received));
    const price = largest(difference(rest, credit), "10");
    this.#addresses.push({ reference, price, received: "0", confirmed: "0" });
  }

  #newSession(): Session {
    return {
      id: `payses_${this.#addresses.length}`,
      collectionId: "pay_col_1",
      providerId: OURS,
      status: "pending",
      amount: this.#total,
      currency: "usd",
      data: { payment_id: "known" },
      createdAt: this.#addresses.length,
    };
  }

  #pay({ address: which = 0, isConfirmed = true }: Step, amount: string): void {
    const address = this.#addresses[which % Math.max(this.#addresses.length, 1)];
    if (address === undefined) return;
    address.received = sum([address.received, amount]);
    if (isConfirmed) address.confirmed = address.received;
  }

  /** A refund in Medusa's books, which asks the provider. */
  #book(amount: string): void {
    if (!allowsRefund(this.#account(), amount)) return;
    let rest = amount;
    this.#payments = this.#payments.map((payment) => {
      const left = difference(payment.captured, sum(payment.refunds.map((refund) => refund.amount)));
      const part = exceeds(rest, left) ? left : rest;
      if (!isPositive(part)) return payment;
      rest = difference(rest, part);
      return { ...payment, refunds: [...payment.refunds, { id: "ref", amount: part }] };
    });
  }

  #withdraw(which: number): void {
    const amount = this.#records[which];
    if (amount === undefined || !allowsWithdrawal(this.#account(), amount)) return;
    this.#records = this.#records.filter((_, index) => index !== which);
  }

  #unbookedRecords(): string {
    const { sentBack, refunded } = this.#account();
    return difference(sentBack, refunded);
  }

  #isPaid(reference: string): boolean {
    return this.#purchases().some((purchase) => purchase.reference === reference && purchase.paid !== null);
  }

  #due(): string {
    const { captured } = this.#account();
    return largest(difference(this.#total, captured), "0");
  }

  #purchases() {
    const references = [...new Set(this.#addresses.map(({ reference }) => reference))];
    return references.map((reference) =>
      purchaseOf(
        this.#addresses
          .filter((address) => address.reference === reference)
          .map(({ price, received, confirmed }, index) =>
            issued({ reference, attempt: index + 1, price, amountDue: price, came: received, confirmed }),
          ),
      ),
    );
  }

  #facts(): AccountFacts {
    return {
      currency: "usd",
      purchases: this.#purchases(),
      assigned: { usd: this.#assigned },
      sentBack: { usd: sum(this.#records) },
      payments: this.#payments,
    };
  }

  #account(): Account {
    return accountOf(this.#facts(), NOW);
  }

  #collection(): Collection {
    const { captured } = this.#account();
    const paidTotal = this.#paidElsewhere ? sum([captured, this.#total]) : captured;
    return {
      id: "pay_col_1",
      amount: this.#total,
      currency: "usd",
      sessions: this.#session === undefined ? [] : [this.#session],
      payments: this.#payments,
      cartId: "cart_1",
      order:
        this.#order === undefined
          ? undefined
          : { ...this.#order, paidTotal, pending: difference(this.#total, paidTotal) },
    };
  }
}

/** What the model's own steps promise, wherever they are run from. */
function claim(holds: boolean): void {
  if (!holds) throw new Error("a promise about money was broken");
}

function exceeds(amount: string, other: string): boolean {
  return isPositive(difference(amount, other));
}
