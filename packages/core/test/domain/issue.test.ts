import { describe, expect, it } from "vitest";
import { leaveUnknown, refuseAttempt } from "../../src/domain/answer.ts";
import { type Decision, decideIssue } from "../../src/domain/issue.ts";
import type { Purchase } from "../../src/domain/order.ts";
import { CoinCoinError } from "../../src/lib/errors.ts";
import {
  applied,
  asked,
  attemptOf,
  CLOSE,
  context,
  dec,
  issued,
  notification,
  START,
  snapshot,
  terms,
} from "./fixtures.ts";

const LATER = "2026-01-01T01:00:00.000Z";

function decide(purchase: Purchase, request: Parameters<typeof terms>[0], at = LATER): Decision {
  const wanted = terms(request);
  const holds = purchase.attempts.some(({ paymentId }) => paymentId === wanted.paymentId);
  const byPayment = wanted.paymentId === undefined ? undefined : snapshot(holds ? purchase : undefined);
  const decision = decideIssue(wanted, byPayment, snapshot(purchase), context({ at, leaseId: "second" }));
  return decision.type === "reprice" ? decide(decision.priced.purchase, request, at) : decision;
}

const code = (decision: Decision) => (decision.type === "refuse" ? decision.error.code : decision.type);

describe("asking for an order", () => {
  it("gives the stored order for the same id and the same terms, compared as numbers", () => {
    const purchase = issued(undefined, "payment_1");
    expect(decide(purchase, { price: dec("100.00") })).toEqual({
      type: "existing",
      order: attemptOf(purchase, "payment_1"),
    });
  });

  it.each([{ price: dec("101") }, { reference: "other" }])(
    "refuses the same id with other terms: %o",
    (other) => {
      expect(code(decide(issued(undefined, "payment_1"), other))).toBe("order_conflict");
    },
  );

  it("gives the order that another call was given between the look by id and the look by reference", () => {
    const purchase = issued(undefined, "payment_1");
    const decision = decideIssue(terms(), snapshot(undefined), snapshot(purchase), context({ at: LATER }));
    expect(decision).toEqual({ type: "existing", order: attemptOf(purchase, "payment_1") });
  });

  it("waits for the one who is asking, and takes over when their lease has run out", () => {
    const { purchase } = asked(undefined, terms());
    expect(decide(purchase, {}, START)).toEqual({ type: "wait", until: "2026-01-01T00:01:00.000Z" });
    const decision = decide(purchase, {});
    expect(decision).toMatchObject({
      type: "ask",
      order: { paymentId: "payment_1", creation: { leaseId: "second", maybeMade: true } },
    });
  });

  it("asks again for what was refused, with new terms if need be", () => {
    const { purchase, order } = asked(undefined, terms());
    const refused = refuseAttempt(
      purchase,
      order,
      new CoinCoinError("gateway_unauthorized", "no"),
      START,
    ).purchase;
    expect(decide(refused, { price: dec("50") })).toMatchObject({
      type: "ask",
      order: { price: "50", askedPrice: "50", attempt: 1 },
    });
  });

  it("tells of terms that are not accepted once an hour, however many customers meet them", () => {
    const item = (paymentId: string, at: string) => {
      const { purchase, order } = asked(undefined, terms({ paymentId, reference: paymentId }));
      const refusal = new CoinCoinError("terms_not_accepted", "no", { details: { coin: "usdt" } });
      return refuseAttempt(purchase, order, refusal, at).attention.map(({ id }) => id);
    };
    expect(item("payment_1", START)).toEqual(item("payment_2", "2026-01-01T00:59:59.999Z"));
    expect(item("payment_1", START)).not.toEqual(item("payment_1", LATER));
  });

  it("does not use up attempts while the gateway is down", () => {
    const { purchase, order } = asked(undefined, terms({ paymentId: undefined }));
    const down = refuseAttempt(
      purchase,
      order,
      new CoinCoinError("gateway_unreachable", "no"),
      START,
    ).purchase;
    const decision = decide(down, { paymentId: undefined });
    expect(decision).toMatchObject({ type: "ask", order: { paymentId: order.paymentId, attempt: 1 } });
  });

  const unanswered = (lastError = "outcome_unknown") => {
    const { purchase, order } = asked(undefined, terms());
    const error = new CoinCoinError("outcome_unknown", "?", { details: { lastError } });
    return leaveUnknown(purchase, order, error, START).purchase;
  };
  const SOON = "2026-01-01T00:59:59.999Z";
  const anonymous = { paymentId: undefined };

  it("asks for what may have been made with the very same terms, or under another id", () => {
    const unknown = unanswered();
    expect(code(decide(unknown, { price: dec("50") }))).toBe("order_conflict");
    expect(decide(unknown, {})).toMatchObject({ type: "ask", order: { paymentId: "payment_1" } });
    const same = {
      type: "ask",
      order: { paymentId: "payment_1", attempt: 1, creation: { maybeMade: true } },
    };
    const other = { type: "ask", order: { paymentId: "fresh_id_1", attempt: 2 } };
    expect(decide(unknown, anonymous, SOON)).toMatchObject(same);
    expect(decide(unknown, { ...anonymous, price: dec("50") }, SOON)).toMatchObject(other);
    expect(decide(unknown, anonymous, LATER)).toMatchObject(other);
  });

  it("asks under another id where the gateway's answer will not change", () => {
    for (const lastError of ["not_understood", "gateway_refused"]) {
      expect(decide(unanswered(lastError), anonymous, SOON)).toMatchObject({
        type: "ask",
        order: { paymentId: "fresh_id_1", attempt: 2 },
      });
    }
  });

  it("asks for less under another id where money came to an attempt before", () => {
    const before = issued(undefined, "payment_0");
    const { purchase, order } = asked(before, terms(), { at: "2026-01-01T12:10:00.000Z" });
    const error = new CoinCoinError("outcome_unknown", "?");
    const unknown = leaveUnknown(purchase, order, error, "2026-01-01T12:10:00.000Z").purchase;
    const AFTER = "2026-01-01T12:20:00.000Z";
    expect(decide(unknown, anonymous, AFTER)).toMatchObject({ order: { paymentId: "payment_1" } });
    const funded = applied(unknown, [notification("payment_0", 0, { usdt: "40" })]).purchase;
    expect(decide(funded, anonymous, AFTER)).toMatchObject({
      type: "ask",
      order: { paymentId: "fresh_id_1", askedPrice: "60" },
    });
  });

  it("gives the open order of a reference, and issues again when its price changed or its time is over", () => {
    const purchase = issued(undefined, "payment_1");
    const anonymous = { paymentId: undefined };
    expect(decide(purchase, anonymous).type).toBe("existing");
    expect(decide(purchase, { ...anonymous, price: dec("120") })).toMatchObject({
      type: "ask",
      order: { askedPrice: "120", attempt: 2 },
    });
    expect(decide(purchase, anonymous, CLOSE)).toMatchObject({ type: "ask", order: { attempt: 2 } });
  });

  it("takes off what earlier attempts received at their own rate, rounded up, and never asks below the minimum", () => {
    const odd = applied(issued(undefined, "payment_1", { amountDue: "99.7" }), [
      notification("payment_1", 0, { usdt: "33.3" }),
    ]).purchase;
    const next = { paymentId: "payment_2" };
    expect(decide(odd, next)).toMatchObject({ type: "existing", order: { paymentId: "payment_1" } });
    expect(decide(odd, next, CLOSE)).toMatchObject({
      type: "ask",
      order: { askedPrice: "66.6", credit: { coin: "usdt", amount: "33.3" } },
    });
    const nearly = applied(issued(undefined, "payment_1"), [
      notification("payment_1", 0, { usdt: "97" }),
    ]).purchase;
    expect(decide(nearly, next, CLOSE)).toMatchObject({ order: { askedPrice: "10" } });
  });

  it("asks for nothing more once the reference is paid, or is covered and waits for confirmation", () => {
    const paid = applied(issued(undefined, "payment_1"), [
      notification("payment_1", 1, { usdt: "100" }),
    ]).purchase;
    expect(code(decide(paid, { paymentId: "payment_2" }))).toBe("already_paid");
    const seen = applied(issued(undefined, "payment_1"), [
      notification("payment_1", 0, { usdt: "100" }),
    ]).purchase;
    expect(decide(seen, { paymentId: "payment_2" })).toMatchObject({ type: "existing" });
    expect(code(decide(seen, { paymentId: "payment_2", price: dec("90") }))).toBe("already_covered");
  });

  it("pays at once what was asked for less later, and shows the order that paid", () => {
    const most = applied(issued(undefined, "payment_1"), [
      notification("payment_1", 2, { usdt: "60" }),
    ]).purchase;
    for (const request of [{ paymentId: undefined }, { paymentId: "payment_2" }]) {
      const decision = decide(most, { ...request, price: dec("60") });
      expect(decision).toMatchObject({
        type: "existing",
        order: { paymentId: "payment_1", paid: { price: "60", late: false } },
        priced: { events: [{ type: "order.paid", price: "60", amount: "60" }] },
      });
    }
  });

  it("keeps the price of a request that is refused, so that what is confirmed later pays it", () => {
    const seen = applied(issued(undefined, "payment_1"), [
      notification("payment_1", 0, { usdt: "60" }),
    ]).purchase;
    const decision = decide(seen, { paymentId: "payment_2", price: dec("60") });
    if (decision.type !== "refuse" || decision.priced === undefined) throw new TypeError("not refused");
    expect(decision.error.code).toBe("already_covered");
    const confirmed = applied(decision.priced.purchase, [notification("payment_1", 2, { usdt: "60" })]);
    expect(confirmed.purchase.paid).toMatchObject({ price: "60" });
  });

  it("hands out the newest order that asks for what is missing at the price, and not one whose rest has changed", () => {
    const dear = issued(undefined, "payment_1");
    const cheap = issued(dear, "payment_2", { price: "50", amountDue: "50" });
    const anonymous = { paymentId: undefined };
    expect(decide(cheap, anonymous)).toMatchObject({ type: "existing", order: { paymentId: "payment_1" } });
    const funded = applied(cheap, [notification("payment_2", 0, { usdt: "20" })]).purchase;
    expect(decide(funded, anonymous)).toMatchObject({ type: "ask", order: { askedPrice: "80" } });
  });

  it("refuses ids and references that a pruned order used up", () => {
    const tombstone = {
      appId: "app",
      paymentId: "payment_1",
      reference: "cart",
      address: null,
      paidAt: START,
      prunedAt: LATER,
    };
    const pruned = { ...snapshot(), tombstone };
    expect(code(decideIssue(terms(), pruned, snapshot(), context()))).toBe("order_conflict");
    expect(code(decideIssue(terms({ paymentId: "payment_2" }), snapshot(), pruned, context()))).toBe(
      "already_paid",
    );
  });

  it("gives an open order at the same price whatever else is asked, with the metadata that was asked last", () => {
    const purchase = issued(undefined, "payment_1");
    const others = { paymentId: "payment_2", customer: "another", expiresInHours: 48 };
    expect(decide(purchase, others)).toMatchObject({ type: "existing", order: { paymentId: "payment_1" } });
    expect(decide(purchase, others)).not.toHaveProperty("priced.purchase");
    const marked = decide(purchase, { ...others, metadata: { session: "b" } });
    if (marked.type !== "existing" || marked.priced === undefined) throw new TypeError("not kept");
    expect(marked.order).toMatchObject({
      paymentId: "payment_1",
      customer: null,
      metadata: { session: "b" },
    });
    const kept = decide(marked.priced.purchase, { ...others, metadata: { session: "b" } });
    expect(kept).toMatchObject({ type: "existing", order: marked.order, priced: undefined });
    expect(decide(marked.priced.purchase, others)).toMatchObject({ order: { metadata: { session: "b" } } });
  });

  it("keeps a new price and new metadata, where both come with an order that serves again", () => {
    const both = issued(issued(undefined, "payment_1"), "payment_2", { price: "50", amountDue: "50" });
    const decision = decide(both, { paymentId: "payment_3", metadata: { session: "b" } });
    expect(decision).toMatchObject({
      type: "existing",
      order: { paymentId: "payment_1", metadata: { session: "b" } },
      priced: { purchase: { price: "100" } },
    });
  });
});
