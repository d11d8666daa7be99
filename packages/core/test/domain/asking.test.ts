import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leaveUnknown, refuseAttempt } from "../../src/domain/answer.ts";
import type { IssueContext, OrderTerms } from "../../src/domain/asking.ts";
import { type Decision, decideIssue } from "../../src/domain/issue.ts";
import type { PendingOrder, Purchase } from "../../src/domain/order.ts";
import { CoinCoinError } from "../../src/lib/errors.ts";
import {
  answered,
  asked,
  CLOSE,
  context,
  DEADLINE,
  dec,
  issued,
  START,
  snapshot,
  terms,
} from "./fixtures.ts";
import { Story } from "./story.ts";

const ID = "payment_1";
const SECOND = "payment_2";
const minute = (count: number) => new Date(Date.parse(START) + count * 60_000).toISOString();

/** As `createOrder` asks: by the payment id where there is one, and by the reference. */
function request(
  purchase: Purchase | undefined,
  over: Partial<OrderTerms> = {},
  at: Partial<IssueContext> = {},
): Decision {
  const wanted = terms({ paymentId: undefined, ...over });
  const holds = purchase?.attempts.some(({ paymentId }) => paymentId === wanted.paymentId) === true;
  const byPayment = wanted.paymentId === undefined ? undefined : snapshot(holds ? purchase : undefined);
  return decideIssue(wanted, byPayment, snapshot(purchase), context({ leaseId: "second", ...at }));
}

const outcome = (decision: Decision) => (decision.type === "refuse" ? decision.error.code : decision.type);
const fail = (code: CoinCoinError["code"], details = {}) => new CoinCoinError(code, "no", { details });

function idOf(decision: Decision): string {
  return "order" in decision ? decision.order.paymentId : decision.type;
}

describe("a lease", () => {
  const leased = () => asked(undefined, terms()).purchase;

  it.each([{ paymentId: ID }, {}])("is waited for until it ends, by %o", (wanted) => {
    const at = (time: string) => request(leased(), wanted, { at: time, leaseUntil: minute(999) });
    expect(at("2026-01-01T00:00:59.999Z")).toEqual({ type: "wait", until: minute(1) });
    expect(idOf(at(minute(1)))).toBe(ID);
    expect(outcome(at(minute(1)))).toBe("ask");
  });

  it("binds nobody when it ends later than twice as long as one taken now, since a clock was set back", () => {
    const back = (by: number) =>
      outcome(
        request(
          leased(),
          {},
          { at: minute(-by), leaseUntil: new Date(Date.parse(minute(1 - by))).toISOString() },
        ),
      );
    expect(back(0)).toBe("wait");
    expect(back(1)).toBe("wait");
    expect(back(1.01)).toBe("ask");
  });

  it("is not there any more once the call was answered, whatever its end says", () => {
    const { purchase, order } = asked(undefined, terms());
    const left = leaveUnknown(purchase, order, fail("outcome_unknown"), START).purchase;
    const attempts = left.attempts.map((each) =>
      each.status === "pending" ? { ...each, creation: { ...each.creation, leaseUntil: minute(1) } } : each,
    );
    expect(outcome(request({ ...left, attempts }, { paymentId: ID }))).toBe("ask");
  });

  it("that ran out says that the order may have been made, and that is never forgotten", () => {
    const creation = (decision: Decision): Partial<PendingOrder["creation"]> =>
      decision.type === "ask" ? decision.order.creation : {};
    const first = request(undefined, { paymentId: ID });
    expect(creation(first)).toEqual({
      outcome: "asking",
      leaseId: "second",
      leaseUntil: minute(1),
      maybeMade: false,
      lastError: null,
      reported: false,
    });
    const { purchase, order } = asked(undefined, terms());
    const again = request(purchase, { paymentId: ID }, { at: minute(2) });
    expect(creation(again)).toMatchObject({ maybeMade: true, lastError: null, reported: false });
    const left = leaveUnknown(purchase, order, fail("outcome_unknown"), minute(2)).purchase;
    const third = request(left, { paymentId: ID }, { at: minute(3) });
    expect(creation(third)).toMatchObject({
      outcome: "asking",
      maybeMade: true,
      lastError: "outcome_unknown",
      reported: true,
    });
    if (third.type !== "ask") throw new TypeError("not asked");
    // Refused by the gateway now, and yet it may have been made by the call before.
    const refused = refuseAttempt(
      third.purchase,
      third.order,
      fail("gateway_unreachable"),
      minute(3),
    ).purchase;
    const fourth = request(refused, { paymentId: ID }, { at: minute(4) });
    expect(creation(fourth)).toMatchObject({ maybeMade: true, lastError: "gateway_unreachable" });
  });
});

describe("an attempt that may have been made", () => {
  const left = () => {
    const { purchase, order } = asked(undefined, terms());
    const unknown = leaveUnknown(purchase, order, fail("outcome_unknown"), START).purchase;
    const again = request(unknown, { paymentId: ID });
    if (again.type !== "ask") throw new TypeError("not asked");
    return {
      unknown,
      refused: refuseAttempt(again.purchase, again.order, fail("gateway_unreachable"), START).purchase,
    };
  };

  it("is never asked for again at another price, and for as many hours as the first time", () => {
    for (const purchase of Object.values(left())) {
      const again = request(purchase, { paymentId: ID, expiresInHours: 13 });
      expect(again).toMatchObject({ type: "ask", order: { expiresInHours: 12 } });
      expect(outcome(request(purchase, { paymentId: ID, price: dec("50") }))).toBe("order_conflict");
    }
  });

  it("keeps its customer, metadata and time of creation when it is asked for again", () => {
    for (const purchase of Object.values(left())) {
      const again = request(
        purchase,
        { paymentId: ID, customer: "Ada", metadata: { a: "b" } },
        { at: minute(5) },
      );
      expect(again).toMatchObject({
        type: "ask",
        order: { customer: null, metadata: {}, createdAt: START, updatedAt: minute(5) },
      });
    }
  });

  it("is not asked for again for a reference alone when a later try was refused, nor at another price", () => {
    const { unknown, refused } = left();
    expect(idOf(request(unknown))).toBe(ID);
    expect(idOf(request(refused))).toBe("fresh_id_1");
    const dear = request(unknown, { price: dec("120") });
    expect(dear.type).toBe("reprice");
    if (dear.type === "reprice") {
      expect(idOf(request(dear.priced.purchase, { price: dec("120") }))).toBe("fresh_id_1");
    }
    expect(idOf(request(unknown, {}, { at: minute(60) }))).toBe("fresh_id_1");
    expect(idOf(request(unknown, {}, { at: minute(59.99) }))).toBe(ID);
  });

  it("and was certainly not made takes new terms, with the time of now", () => {
    const { purchase, order } = asked(undefined, terms());
    const refused = refuseAttempt(purchase, order, fail("gateway_unreachable"), START).purchase;
    const other = {
      paymentId: ID,
      price: dec("50"),
      expiresInHours: 24,
      customer: "Ada",
      metadata: { a: "b" },
      display: null,
    };
    let decision = request(refused, other, { at: minute(5) });
    if (decision.type === "reprice") decision = request(decision.priced.purchase, other, { at: minute(5) });
    expect(decision).toMatchObject({
      type: "ask",
      order: { attempt: 1, askedPrice: "50", ...other, createdAt: minute(5), creation: { maybeMade: false } },
      purchase: { attempts: [{ price: "50", expiresInHours: 24 }] },
    });
  });

  it.each(["terms_not_accepted", "gateway_refused"] as const)(
    "is not asked for again for a reference alone where the gateway said %s",
    (code) => {
      const { purchase, order } = asked(undefined, terms());
      const refused = refuseAttempt(purchase, order, fail(code), START).purchase;
      expect(idOf(request(refused))).toBe("fresh_id_1");
      const unreachable = refuseAttempt(purchase, order, fail("gateway_unreachable"), START).purchase;
      expect(idOf(request(unreachable))).toBe(ID);
    },
  );
});

describe("an attempt whose process died while it asked", () => {
  const dead = () => asked(undefined, terms()).purchase;

  it("is not asked for again at another price, though nobody left a word of it", () => {
    const other = { paymentId: ID, price: dec("50") };
    expect(outcome(request(dead(), other, { at: minute(5) }))).toBe("order_conflict");
  });

  it("is waited for also by a request at another price while its lease holds", () => {
    const dear = request(dead(), { price: dec("120") });
    expect(dear).toEqual({ type: "wait", until: minute(1) });
  });

  it("gets another id where the price changed, also where both prices ask for the same minimum", () => {
    const told = new Story(issued(undefined, ID));
    told.tell(ID, 0, { usdt: "95" });
    const { purchase } = asked(told.purchase, terms({ paymentId: SECOND }));
    const wanted = { price: dec("98") };
    const first = request(purchase, wanted, { at: minute(750) });
    const again =
      first.type === "reprice" ? request(first.priced.purchase, wanted, { at: minute(5) }) : first;
    expect(again).toMatchObject({ type: "ask", order: { paymentId: "fresh_id_1", askedPrice: "10" } });
  });
});

describe("a rest", () => {
  it("has to come in the coin that was paid last, of all that came in it", () => {
    const both = new Story(issued(issued(undefined, ID), SECOND, { coin: "trx", amountDue: "400" }));
    both.tell(ID, 0, { usdt: "40" });
    const credit = (told: Story) => {
      const decision = request(told.purchase, { paymentId: "payment_3" }, { at: CLOSE });
      return decision.type === "ask" ? decision.order.credit : undefined;
    };
    expect(credit(both)).toEqual({ coin: "usdt", amount: "40" });
    both.tell(SECOND, 0, { trx: "100" });
    expect(request(both.purchase, { paymentId: "payment_3" }, { at: CLOSE })).toMatchObject({
      order: { askedPrice: "75", credit: { coin: "trx", amount: "100" } },
    });
    both.purchase = issued(both.purchase, "payment_3", { coin: "trx", amountDue: "300" });
    both.tell("payment_3", 0, { trx: "20" });
    const fourth = request(both.purchase, { paymentId: "payment_4" }, { at: CLOSE });
    expect(fourth).toMatchObject({ order: { credit: { coin: "trx", amount: "120" } } });
    expect(request(undefined)).toMatchObject({ order: { credit: null, askedPrice: "100" } });
  });

  it("is asked for in whole cents, rounded up", () => {
    const told = new Story(issued(undefined, ID, { amountDue: "3" }));
    told.tell(ID, 0, { usdt: "2" });
    expect(request(told.purchase, { paymentId: SECOND }, { at: CLOSE })).toMatchObject({
      order: { askedPrice: "33.34" },
    });
  });

  it("of an attempt that was refused leaves that attempt itself out, and nothing where others cover the price", () => {
    const first = issued(undefined, ID);
    const { purchase, order } = asked(first, terms({ paymentId: SECOND }));
    const refused = refuseAttempt(purchase, order, fail("gateway_unreachable"), START).purchase;
    const told = new Story(refused);
    told.tell(ID, 0, { usdt: "40" });
    const again = (wanted = {}) => request(told.purchase, { paymentId: SECOND, ...wanted });
    expect(again()).toMatchObject({ type: "ask", order: { askedPrice: "60", credit: { amount: "40" } } });
    told.tell(ID, 0, { usdt: "100" });
    expect(outcome(again())).toBe("already_covered");
    told.tell(ID, 1, { usdt: "100" });
    expect(outcome(again())).toBe("already_paid");
  });
});

describe("handing out an order again", () => {
  const both = () => new Story(issued(issued(undefined, ID), SECOND));

  it("gives the newest that still takes the money, and none past the deadline that was shown", () => {
    const at = (time: string, purchase = both().purchase) => idOf(request(purchase, {}, { at: time }));
    expect(at("2026-01-01T11:59:59.999Z")).toBe(SECOND);
    for (const time of [DEADLINE, minute(12 * 60 + 30), CLOSE]) expect(at(time)).toBe("fresh_id_1");
    const lapsed = both();
    lapsed.sweep(CLOSE);
    expect(at(START, lapsed.purchase)).toBe("fresh_id_1");
  });

  it("gives none that the gateway calls invalid, nor one for another price", () => {
    const told = both();
    told.tell(SECOND, -1, {});
    expect(idOf(request(told.purchase))).toBe(ID);
    told.tell(ID, -1, {});
    expect(idOf(request(told.purchase))).toBe("fresh_id_1");
    const prices = issued(issued(undefined, ID), SECOND, { price: "50", amountDue: "50" });
    expect(idOf(request(prices, { price: dec("100") }))).toBe(ID);
    expect(idOf(request(prices, { price: dec("50") }))).toBe(SECOND);
  });

  it("gives what has its money and waits for the gateway, whenever that is", () => {
    const told = both();
    told.tell(ID, 0, { usdt: "100" });
    expect(idOf(request(told.purchase, {}, { at: CLOSE }))).toBe(ID);
    expect(idOf(request(told.purchase, { paymentId: "payment_3" }, { at: CLOSE }))).toBe(ID);
  });

  it("does not give one that asks for more than is missing since money came to another address", () => {
    const told = both();
    told.tell(ID, 0, { usdt: "40" });
    // What came to the first counts for the second, and what the second asks for is all of the price.
    expect(idOf(request(told.purchase))).toBe(ID);
    told.tell(SECOND, 0, { usdt: "10" });
    expect(request(told.purchase)).toMatchObject({ type: "ask", order: { askedPrice: "50" } });
  });

  it("does not give what is covered at the price before when more is asked for now", () => {
    const told = new Story(issued(undefined, ID, { price: "50", amountDue: "50" }));
    told.tell(ID, 0, { usdt: "50" });
    const wanted = { price: dec("100") };
    const dear = request(told.purchase, wanted);
    if (dear.type !== "reprice") throw new TypeError("not repriced");
    expect(request(dear.priced.purchase, wanted)).toMatchObject({ type: "ask", order: { askedPrice: "50" } });
  });

  it("does not take an order without terms for one", () => {
    const { purchase } = asked(issued(undefined, ID), terms({ paymentId: SECOND }));
    expect(idOf(request(purchase, {}, { at: minute(2) }))).toBe(ID);
    expect(request(purchase, {}, { at: DEADLINE })).toMatchObject({ type: "ask" });
  });

  it("shows it as a new price leaves it", () => {
    const told = both();
    const decision = request(told.purchase, { paymentId: ID, price: dec("100") });
    expect(decision).toEqual({ type: "existing", order: told.order(ID), priced: undefined });
    const most = new Story(issued(issued(undefined, ID, { price: "60", amountDue: "60" }), SECOND));
    most.tell(ID, 2, { usdt: "60" });
    expect(most.purchase.paid).toBeNull();
    const paid = request(most.purchase, { paymentId: ID, price: dec("60") });
    expect(paid).toMatchObject({ type: "existing", order: { paymentId: ID, paid: { price: "60" } } });
  });
});

describe("a new price", () => {
  it("for an attempt without terms is committed before it is asked for, or pays at once", () => {
    const { purchase, order } = asked(issued(undefined, ID), terms({ paymentId: SECOND }));
    const refused = refuseAttempt(purchase, order, fail("gateway_unreachable"), START).purchase;
    const told = new Story(refused);
    told.tell(ID, 2, { usdt: "60" });
    const dear = request(told.purchase, { paymentId: SECOND, price: dec("120") });
    expect(dear).toMatchObject({ type: "reprice", priced: { purchase: { price: "120" } } });
    const cheap = request(told.purchase, { paymentId: SECOND, price: dec("60") });
    expect(cheap).toMatchObject({
      type: "existing",
      order: { paymentId: ID, paid: { price: "60" } },
      priced: { purchase: { price: "60" }, events: [{ type: "order.paid" }] },
    });
  });

  it("changes nothing once the reference is paid", () => {
    const told = new Story(issued(undefined, ID));
    told.tell(ID, 1, { usdt: "100" });
    for (const wanted of [{}, { paymentId: SECOND }]) {
      const decision = request(told.purchase, { ...wanted, price: dec("50") });
      expect(outcome(decision)).toBe("already_paid");
      expect("priced" in decision ? decision.priced : undefined).toBeUndefined();
    }
    expect(request(told.purchase, { paymentId: ID })).toEqual({
      type: "existing",
      order: told.order(ID),
      priced: undefined,
    });
    const both = new Story(issued(issued(undefined, ID, { price: "50", amountDue: "50" }), SECOND));
    both.tell(SECOND, 1, { usdt: "100" });
    expect(request(both.purchase, { paymentId: ID, price: dec("50") })).toEqual({
      type: "existing",
      order: both.order(ID),
      priced: undefined,
    });
  });

  it("of a new attempt is committed first, and then asked for", () => {
    const first = request(issued(undefined, ID), { paymentId: SECOND, price: dec("120") });
    expect(first).toMatchObject({ type: "reprice", priced: { purchase: { price: "120" } } });
    if (first.type !== "reprice") throw new TypeError("not repriced");
    expect(first.priced.purchase.attempts).toHaveLength(1);
    expect(request(first.priced.purchase, { paymentId: SECOND, price: dec("120") })).toMatchObject({
      type: "ask",
      order: { askedPrice: "120", price: "120", attempt: 2 },
    });
  });
});

describe("the first request for a reference", () => {
  it("makes a purchase that was never committed, with all that was asked for", () => {
    const decision = request(undefined, { customer: "Ada", metadata: { a: "b" }, reference: undefined });
    const order = {
      appId: "app",
      paymentId: "fresh_id_1",
      reference: "fresh_id_1",
      attempt: 1,
      price: "100",
      askedPrice: "100",
      credit: null,
      expiresInHours: 12,
      underpaymentTolerance: "0",
      customer: "Ada",
      metadata: { a: "b" },
      display: null,
      paid: null,
      sequence: 0,
      createdAt: START,
      updatedAt: START,
      status: "pending",
      creation: {
        outcome: "asking",
        leaseId: "second",
        leaseUntil: minute(1),
        maybeMade: false,
        lastError: null,
        reported: false,
      },
    };
    expect(decision).toEqual({
      type: "ask",
      order,
      purchase: {
        appId: "app",
        reference: "fresh_id_1",
        version: 0,
        price: "100",
        paid: null,
        attempts: [order],
        wakeAt: null,
      },
    });
  });

  it("is refused for what was pruned after it was paid, and served where it was pruned unpaid", () => {
    const tombstone = {
      appId: "app",
      paymentId: "payment_0",
      reference: "cart",
      address: null,
      prunedAt: START,
    };
    const after = (paidAt: string | null) =>
      outcome(
        decideIssue(
          terms({ paymentId: undefined }),
          undefined,
          { ...snapshot(), tombstone: { ...tombstone, paidAt } },
          context(),
        ),
      );
    expect([after(START), after(null)]).toEqual(["already_paid", "ask"]);
  });

  it("keeps an order with the reference that its id was its own", () => {
    const own = request(undefined, { paymentId: ID, reference: undefined });
    if (own.type !== "ask") throw new TypeError("not asked");
    const made = answered(own).purchase;
    expect(outcome(request(made, { paymentId: ID, reference: undefined }))).toBe("existing");
    const elsewhere = terms({ paymentId: ID, reference: "other" });
    expect(outcome(decideIssue(elsewhere, snapshot(made), snapshot(), context()))).toBe("order_conflict");
  });
});

describe("the bound on attempts", () => {
  /** Attempts one after the other, all refused, each a minute after the one before. */
  function refusals(count: number): Purchase {
    let purchase: Purchase | undefined;
    for (let index = 0; index < count; index++) {
      const at = minute(index);
      const pending = asked(purchase, terms({ paymentId: `payment_${index}` }), { at, maximumAttempts: 999 });
      ({ purchase } = refuseAttempt(pending.purchase, pending.order, fail("gateway_refused"), at));
    }
    if (purchase === undefined) throw new TypeError("none asked");
    return purchase;
  }
  const next = (purchase: Purchase, at: string, maximumAttempts: number) =>
    outcome(request(purchase, { paymentId: "payment_n" }, { at, maximumAttempts }));

  it("counts what nobody was shown for ten minutes", () => {
    const purchase = refusals(3);
    expect(next(purchase, minute(3), 3)).toBe("too_many_attempts");
    expect(next(purchase, minute(3), 4)).toBe("ask");
    expect(next(purchase, minute(9.99), 3)).toBe("too_many_attempts");
    expect(next(purchase, minute(10), 3)).toBe("ask");
  });

  /** A cart whose price changes, and whose customer presses pay each time. */
  function changes(purchase: Purchase | undefined, price: number, at: string) {
    const wanted = { paymentId: undefined, price: dec(String(price)) };
    const context = { at, maximumAttempts: 3, freshId: `payment_${price}` };
    const decision = request(purchase, wanted, context);
    return decision.type === "reprice" ? request(decision.priced.purchase, wanted, context) : decision;
  }

  it("counts what a customer was shown until it is over, and lets one through every ten minutes all the same", () => {
    let purchase: Purchase | undefined;
    for (const price of [20, 30, 40]) {
      const decision = changes(purchase, price, START);
      if (decision.type !== "ask") throw new TypeError(decision.type);
      purchase = answered(decision).purchase;
    }
    expect(outcome(changes(purchase, 50, minute(9.99)))).toBe("too_many_attempts");
    expect(outcome(changes(purchase, 20, minute(9.99)))).toBe("existing");
    const fourth = changes(purchase, 50, minute(10));
    if (fourth.type !== "ask") throw new TypeError(fourth.type);
    const four = answered(fourth).purchase;
    expect(outcome(changes(four, 60, minute(19.99)))).toBe("too_many_attempts");
    expect(outcome(changes(four, 60, minute(20)))).toBe("ask");
    expect(outcome(changes(four, 60, DEADLINE))).toBe("ask");
  });

  it("counts ten times as many in all, whatever became of them", () => {
    const purchase = refusals(20);
    expect(next(purchase, "2026-02-01T00:00:00.000Z", 2)).toBe("too_many_attempts");
    expect(next(refusals(19), "2026-02-01T00:00:00.000Z", 2)).toBe("ask");
  });
});

describe("whatever is asked", () => {
  it("asks for nothing at all or for what is missing in whole cents, at least the minimum and at most the price", () => {
    const step = fc.record({
      id: fc.nat({ max: 2 }),
      usdt: fc.integer({ min: 0, max: 12_000 }).map((cents) => dec((cents / 100).toFixed(2))),
      price: fc.integer({ min: 10, max: 200 }).map((price) => dec(String(price))),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 5 }), (steps) => {
        const told = new Story(issued(undefined, "payment_0"));
        for (const { id, usdt, price } of steps) {
          const ids = told.purchase.attempts.map(({ paymentId }) => paymentId);
          told.tell(ids[id % ids.length] ?? "", 0, { usdt });
          const wanted = { paymentId: `payment_${ids.length}`, price };
          let decision = request(told.purchase, wanted);
          if (decision.type === "reprice") {
            told.take(decision.priced);
            decision = request(told.purchase, wanted);
          }
          if (decision.type !== "ask") continue;
          const { askedPrice } = decision.order;
          expect(Number(askedPrice)).toBeGreaterThanOrEqual(10);
          expect(Number(askedPrice)).toBeLessThanOrEqual(Math.max(10, Number(price)));
          expect(askedPrice).toMatch(/^\d+(\.\d{1,2})?$/);
          told.take(answered(decision, { rate: 100 }));
        }
      }),
    );
  });
});
