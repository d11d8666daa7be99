import { describe, expect, it } from "vitest";
import { refuseAttempt } from "../../src/domain/answer.ts";
import { applyNotification } from "../../src/domain/apply-notification.ts";
import { decideIssue } from "../../src/domain/issue.ts";
import { publicView } from "../../src/domain/view.ts";
import { CoinCoinError } from "../../src/lib/errors.ts";
import {
  applied,
  asked,
  attemptOf,
  context,
  DEADLINE,
  dec,
  issued,
  notification,
  reading,
  responseTable,
  START,
  snapshot,
  statusTable,
  terms,
} from "./fixtures.ts";
import { Story } from "./story.ts";

const ID = "payment_1";

function after(...steps: [state: number, collected: Record<string, string>][]) {
  const result = applied(
    issued(undefined, ID),
    steps.map(([state, collected]) => notification(ID, state, collected)),
  );
  return {
    ...result,
    order: attemptOf(result.purchase, ID),
    types: result.events.map(({ type }) => type),
    kinds: result.attention.map(({ kind }) => kind),
  };
}

describe("an order and its notifications", () => {
  it("goes on with the document's own example: half of the money under code 1, before the deadline", () => {
    const { order, purchase, events, types, kinds } = after([1, { usdt: "50" }]);
    expect(order).toMatchObject({ status: "completed", coverage: "partial" });
    expect(purchase.paid).toBeNull();
    expect(types).toEqual(["order.payment", "order.settled"]);
    expect(events.at(1)).toMatchObject({ coverage: "partial" });
    expect(kinds).toEqual(["partly_settled"]);
    const rest = applied(purchase, [notification(ID, 1, { usdt: "100" })]);
    expect(rest.purchase.paid).toMatchObject({ late: false, price: "100" });
  });

  it.each([1, 2])(
    "calls for a person once for a part under code %i, and takes it back when the rest comes",
    (state) => {
      const parts = ["50", "50", "60"].map((usdt) => notification(ID, state, { usdt }));
      const part = applied(issued(undefined, ID), parts);
      expect(part.open).toMatchObject([
        { kind: "partly_settled", details: { received: "60", missing: "40" } },
      ]);
      expect(
        applied(issued(undefined, ID), [...parts, notification(ID, state, { usdt: "100" })]).open,
      ).toEqual([]);
    },
  );

  it("raises the shortfall when a part comes under a code of settlement after the deadline that was shown", () => {
    const part = notification(ID, 2, { usdt: "50" });
    const { events, open } = applied(issued(undefined, ID), [part], statusTable, DEADLINE);
    expect(events.map(({ type }) => type)).toContain("order.underpaid");
    expect(open.map(({ kind }) => kind)).toEqual(["underpaid"]);
  });

  it.each([
    ["no coin", {}],
    ["nothing of the coin", { usdt: "0" }],
  ])("calls for a person at once for a code of settlement with %s", (_, collected) => {
    for (const state of [1, 2]) {
      const { kinds, purchase } = after([state, collected]);
      expect(kinds).toEqual(["no_amount"]);
      const amount = applied(purchase, [notification(ID, state, { usdt: "100" })]);
      expect(amount.purchase.paid).not.toBeNull();
    }
    expect(after([1, collected], [1, { usdt: "100" }]).open).toEqual([]);
  });

  it("calls for a person when the code of settlement comes without the amount that was notified before", () => {
    const { kinds, purchase } = after([0, { usdt: "100" }], [1, {}]);
    expect(purchase.paid).toBeNull();
    expect(kinds).toEqual(["no_amount"]);
    expect(after([2, { usdt: "100" }], [1, {}]).kinds).toEqual([]);
  });

  it("sees a full amount under code 0, and is paid only when a code of settlement confirms it", () => {
    const seen = after([0, { usdt: "100" }]);
    expect(seen.order).toMatchObject({ coverage: "full", coveredAt: START, confirmed: {} });
    expect(seen.purchase.paid).toBeNull();
    const sure = after([0, { usdt: "100" }], [2, { usdt: "100" }]);
    expect(sure.purchase.paid).toEqual({ at: START, paymentId: ID, late: false, price: "100" });
    expect(sure.types).toEqual(["order.payment", "order.settling", "order.paid"]);
  });

  it("is not confirmed by code -1 or by a code the document does not have", () => {
    expect(after([-1, { usdt: "100" }]).purchase.paid).toBeNull();
    const unknown = after([3, { usdt: "100" }]);
    expect(unknown.purchase.paid).toBeNull();
    expect(unknown.kinds).toEqual(["unknown_state"]);
  });

  it("tells part, rest and increments with what remains", () => {
    const { events } = after([0, { usdt: "40.5" }], [2, { usdt: "100" }]);
    expect(events[0]).toMatchObject({
      type: "order.payment",
      increment: "40.5",
      received: "40.5",
      remaining: "59.5",
      sequence: 2,
    });
    expect(events[1]).toMatchObject({
      type: "order.payment",
      increment: "59.5",
      received: "100",
      remaining: "0",
      sequence: 3,
    });
  });

  it("compares what floats may have left behind, after rounding to the coin's decimals", () => {
    expect(after([2, { usdt: "99.99999999999999" }]).order.coverage).toBe("full");
    expect(after([2, { usdt: "99.999999" }]).order.coverage).toBe("partial");
    expect(after([2, { usdt: "100.0000001" }]).order.coverage).toBe("full");
  });

  it("reports what was paid beyond the price, once as an event, and as one open item that says all of it", () => {
    const { types, open } = after([2, { usdt: "120" }], [2, { usdt: "130" }]);
    expect(types.filter((type) => type === "order.overpaid")).toHaveLength(1);
    expect(open).toMatchObject([{ kind: "overpaid", details: { coin: "usdt", excess: "30", price: "100" } }]);
  });

  it("says nothing of an excess while the order is not paid", () => {
    expect(after([0, { usdt: "120" }]).kinds).toEqual([]);
  });

  it("keeps other coins apart: they are noted, reported and never count", () => {
    const { order, purchase, kinds } = after([1, { trx: "100" }]);
    expect(order).toMatchObject({ coverage: "none", received: { trx: "100" } });
    expect(purchase.paid).toBeNull();
    expect(kinds).toEqual(["wrong_coin"]);
  });

  it("says how to tell another name of the order's own coin", () => {
    const told = new Story(issued(undefined, ID));
    told.tell(ID, 1, { "dollar-token": "100" });
    const message = expect.stringContaining('names: { coins: { "dollar-token": "usdt" } }');
    expect(told.open).toMatchObject([{ kind: "wrong_coin", message }]);
  });

  it("bounds how many coins are made up for it, tells a person, and takes its own all the same", () => {
    const step = (from: number): [number, Record<string, string>] => [
      0,
      Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`coin${from + at}`, "1"])),
    ];
    const { order, attention, events } = after(step(0), step(30), step(60), [
      2,
      { usdt: "100", coin0: "2", more: "1" },
    ]);
    expect(Object.keys(order.received)).toHaveLength(33);
    expect(order).toMatchObject({ coverage: "full", received: { usdt: "100", coin0: "2" } });
    expect(order.paid).not.toBeNull();
    expect(events.filter(({ type }) => type === "order.payment")).toHaveLength(34);
    const beyond = attention.filter(({ details }) => details.expected === undefined);
    expect(new Set(beyond.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(1);
    expect(beyond[0]).toMatchObject({ kind: "wrong_coin", details: { coin: "coin32" } });
  });

  it("takes a falling total for odd, and keeps the largest", () => {
    const { order, kinds } = after([0, { usdt: "60" }], [0, { usdt: "40" }]);
    expect(order.received).toEqual({ usdt: "60" });
    expect(kinds).toEqual(["suspicious_total"]);
  });

  it("keeps one item for all falling totals of an order, and closes it when all is confirmed", () => {
    const falls = [
      ["60", 0],
      ["40", 0],
      ["50", 0],
      ["80", 0],
      ["70", 2],
    ] as const;
    const steps = falls.map(([usdt, state]) => notification(ID, state, { usdt }));
    const { open, purchase } = applied(issued(undefined, ID), steps);
    expect(open.filter(({ kind }) => kind === "suspicious_total")).toHaveLength(1);
    const done = applied(purchase, [notification(ID, 1, { usdt: "100" })]);
    const item = open.find(({ kind }) => kind === "suspicious_total");
    expect(done.resolves).toContain(item?.id);
  });

  it("reads as invalid while nothing came, and calls for a person when there is money", () => {
    expect(after([-1, {}]).types).toEqual(["order.invalid"]);
    expect(after([-1, {}], [-1, {}]).types).toEqual(["order.invalid"]);
    expect(after([0, { usdt: "5" }], [-1, { usdt: "5" }]).kinds).toEqual(["invalid_with_money"]);
  });

  it("labels codes 1 and 2 as the merchant reads them, and is paid either way", () => {
    const purchase = issued(undefined, ID);
    const full = notification(ID, 2, { usdt: "100" });
    const one = applied(purchase, [full], statusTable).purchase;
    const other = applied(purchase, [full], responseTable).purchase;
    expect(attemptOf(one, ID).status).toBe("settling");
    expect(attemptOf(other, ID).status).toBe("completed");
    expect([one.paid, other.paid]).toEqual([one.paid, one.paid]);
    expect(one.paid).not.toBeNull();
  });

  it("pays within the tolerance that was copied into the order, and not below", () => {
    const tolerant = issued(undefined, ID, { tolerance: "0.005" });
    expect(applied(tolerant, [notification(ID, 1, { usdt: "99.5" })]).purchase.paid).not.toBeNull();
    expect(applied(tolerant, [notification(ID, 1, { usdt: "99.499999" })]).purchase.paid).toBeNull();
  });

  it.each([
    ["address", { address: "somebody-else" }],
    ["coin", { coin: "trx" }],
    ["network", { network: "ethereum" }],
  ] as const)("changes nothing when a notification names another %s", (field, rest) => {
    const result = applyNotification(issued(undefined, ID), {
      ...reading(notification(ID, 1, { usdt: "100" }, rest)),
    });
    expect(result).toMatchObject({ type: "conflict", field });
  });

  it("is not contradicted by fields that are absent, nor by the case of an EVM address", () => {
    const purchase = issued(undefined, ID);
    const order = attemptOf(purchase, ID);
    const evm = "0xAbCdEf0123456789aBcDeF0123456789abcdef01";
    const moved = { ...purchase, attempts: [{ ...order, address: evm }] };
    const same = notification(ID, 1, { usdt: "100" }, { address: evm.toLowerCase() });
    expect(applyNotification(moved, reading(same)).type).toBe("applied");
    const tron = notification(ID, 1, { usdt: "100" }, { address: order.address.toUpperCase() });
    expect(applyNotification(purchase, reading(tron)).type).toBe("conflict");
  });
});

describe("a reference with several attempts", () => {
  const part = (id: string, amount: string, state = 2) => notification(id, state, { usdt: amount });

  function partThenRest() {
    const first = applied(issued(undefined, "payment_1"), [part("payment_1", "40")]).purchase;
    return issued(first, "payment_2", { amountDue: "60" });
  }

  it("asks the next attempt only for what remains, and is paid when they cover it together", () => {
    const purchase = partThenRest();
    expect(attemptOf(purchase, "payment_2")).toMatchObject({ askedPrice: "60", attempt: 2 });
    expect(applied(purchase, [part("payment_2", "59")]).purchase.paid).toBeNull();
    const done = applied(purchase, [part("payment_2", "60")]);
    expect(done.purchase.paid?.paymentId).toBe("payment_2");
    expect(done.events.find(({ type }) => type === "order.paid")).toMatchObject({
      amount: "100",
      price: "100",
      paymentId: "payment_2",
      parts: [
        { paymentId: "payment_1", askedPrice: "100", amountDue: "100", confirmed: "40" },
        { paymentId: "payment_2", askedPrice: "60", amountDue: "60", confirmed: "60" },
      ],
    });
  });

  it("counts money that comes to an earlier address of the reference", () => {
    const { purchase, events } = applied(partThenRest(), [part("payment_1", "100")]);
    expect(purchase.paid?.paymentId).toBe("payment_1");
    expect(events.filter(({ type }) => type === "order.paid")).toHaveLength(1);
  });

  it("does not serve the larger cart for the smaller cart's price", () => {
    const small = issued(undefined, "payment_1", { price: "50", amountDue: "50" });
    const large = issued(small, "payment_2", { price: "100", amountDue: "100" });
    const paidSmall = applied(large, [part("payment_1", "50")]);
    expect(paidSmall.purchase.paid).toBeNull();
    expect(applied(paidSmall.purchase, [part("payment_2", "50")]).purchase.paid).not.toBeNull();
  });

  it("does not let a rate that moved serve for less: later money counts for the later attempt's terms", () => {
    const first = applied(issued(undefined, "payment_1", { coin: "btc", amountDue: "1" }), [
      notification("payment_1", 2, { btc: "0.4" }),
    ]);
    const second = issued(first.purchase, "payment_2", { coin: "btc", amountDue: "1.2" });
    expect(applied(second, [notification("payment_2", 2, { btc: "0.6" })]).purchase.paid).toBeNull();
    expect(applied(second, [notification("payment_2", 2, { btc: "1.2" })]).purchase.paid).not.toBeNull();
  });

  it("calls for a person when a paid reference is paid again, and raises no second order.paid", () => {
    const twice = issued(issued(undefined, "payment_1"), "payment_2");
    const { events, attention } = applied(twice, [part("payment_1", "100"), part("payment_2", "100")]);
    expect(events.filter(({ type }) => type === "order.paid")).toHaveLength(1);
    expect(attention.map(({ kind }) => kind)).toEqual(["paid_twice"]);
  });

  it("calls for a person when money in another coin came to a paid reference, before it was paid or after", () => {
    const both = issued(issued(undefined, "payment_1"), "payment_2", { coin: "trx", amountDue: "400" });
    const usdt = part("payment_1", "99");
    const trx = notification("payment_2", 2, { trx: "400" });
    for (const order of [
      [usdt, trx],
      [trx, usdt],
    ]) {
      const { purchase, attention } = applied(both, order);
      expect(purchase.paid?.paymentId).toBe("payment_2");
      const twice = attention.filter(({ kind }) => kind === "paid_twice");
      expect(twice.map(({ details }) => details)).toEqual([{ coin: "usdt", excess: "99", price: "100" }]);
    }
  });

  it("calls for a person when an order is paid in full whose cart has changed its price", () => {
    const small = issued(undefined, "payment_1", { price: "50", amountDue: "50" });
    const large = issued(small, "payment_2", { price: "100", amountDue: "400", coin: "trx" });
    const { purchase, attention } = applied(large, [part("payment_1", "50", 0), part("payment_1", "50")]);
    expect(purchase.paid).toBeNull();
    expect(attention).toMatchObject([
      { kind: "underpaid", paymentId: "payment_1", details: { received: "50" } },
    ]);
  });

  it("is not paid at the price before when the order at the price that was asked last is refused", () => {
    const small = issued(undefined, "payment_1", { price: "50", amountDue: "50" });
    const { purchase, order } = asked(small, terms({ paymentId: "payment_2", price: dec("100") }));
    const refusal = new CoinCoinError("gateway_refused", "No.");
    const refused = refuseAttempt(purchase, order, refusal, START).purchase;
    const { purchase: after, open } = applied(refused, [part("payment_1", "50")]);
    expect(after.paid).toBeNull();
    expect(open).toMatchObject([{ kind: "underpaid", details: { price: "100", received: "50" } }]);
  });

  it("shows on every attempt that the reference is paid", () => {
    const { purchase } = applied(partThenRest(), [part("payment_2", "60")]);
    expect(purchase.attempts.map(({ paid }) => paid?.paymentId)).toEqual(["payment_2", "payment_2"]);
  });

  it("pays the large cart by what was sent to the address of the small one, and calls nothing of it too much", () => {
    const small = issued(undefined, "payment_1", { price: "10", amountDue: "10" });
    const large = issued(small, "payment_2", { price: "1000", amountDue: "1000" });
    const { purchase, events, attention } = applied(large, [part("payment_1", "1000")]);
    expect(purchase.paid).toMatchObject({ paymentId: "payment_1", price: "1000" });
    expect(events.map(({ type }) => type)).toEqual(["order.payment", "order.settling", "order.paid"]);
    expect(attention).toEqual([]);
  });

  it("is not paid by the cheap address when the dear one was handed out again", () => {
    const dear = issued(undefined, "payment_1", { price: "1000", amountDue: "1000" });
    const cheap = issued(dear, "payment_2", { price: "10", amountDue: "10" });
    const again = decideIssue(
      terms({ paymentId: "payment_1", price: dec("1000") }),
      snapshot(cheap),
      snapshot(cheap),
      context(),
    );
    if (again.type !== "existing" || again.priced === undefined) throw new TypeError("not handed out");
    const { purchase, open } = applied(again.priced.purchase, [part("payment_2", "10")]);
    expect(purchase.paid).toBeNull();
    expect(open.map(({ kind }) => kind)).toEqual(["underpaid"]);
  });

  it("counts what an old address got beyond its amount at the newest rate, not at its own", () => {
    const before = issued(undefined, "payment_1", { price: "511", amountDue: "511" });
    const halved = issued(before, "payment_2", { price: "1011", amountDue: "2022" });
    expect(applied(halved, [part("payment_1", "1011")]).purchase.paid).toBeNull();
    expect(applied(halved, [part("payment_1", "1511")]).purchase.paid).not.toBeNull();
  });

  it("is paid by exactly the rest where less than the minimum was missing, and raises what the minimum added", () => {
    const nearly = applied(issued(undefined, "payment_1"), [part("payment_1", "97")]).purchase;
    const rest = issued(nearly, "payment_2", { amountDue: "10" });
    expect(attemptOf(rest, "payment_2").askedPrice).toBe("10");
    const exact = applied(rest, [part("payment_2", "3")]);
    expect(exact.purchase.paid).not.toBeNull();
    expect(exact.open).toEqual([]);
    const asked10 = applied(rest, [part("payment_2", "10")]);
    expect(asked10.open).toMatchObject([{ kind: "overpaid", details: { excess: "7" } }]);
  });

  it("judges the tolerance on the whole price, whatever address fell short", () => {
    const first = applied(issued(undefined, "payment_1", { tolerance: "0.01" }), [part("payment_1", "50")]);
    const second = issued(first.purchase, "payment_2", { amountDue: "50", tolerance: "0.01" });
    expect(applied(second, [part("payment_2", "49")]).purchase.paid).not.toBeNull();
    expect(applied(second, [part("payment_2", "48.99")]).purchase.paid).toBeNull();
  });

  it("says which earlier part is waited for when the rest is there and it is not confirmed", () => {
    const first = applied(issued(undefined, "payment_1"), [part("payment_1", "40", 0)]).purchase;
    const rest = issued(first, "payment_2", { amountDue: "60" });
    const { purchase, open } = applied(rest, [part("payment_2", "60")]);
    expect(purchase.paid).toBeNull();
    expect(open.map(({ message }) => message)).toEqual([expect.stringContaining("40 usdt at payment_1")]);
    const view = publicView(attemptOf(purchase, "payment_2"), START, null, purchase);
    expect(view.waitingFor).toEqual({ amount: "40", coin: "usdt", until: DEADLINE });
    const done = applied(purchase, [part("payment_1", "40")]);
    expect(done.purchase.paid).not.toBeNull();
    expect(
      publicView(attemptOf(done.purchase, "payment_2"), START, null, done.purchase).waitingFor,
    ).toBeNull();
  });
});
