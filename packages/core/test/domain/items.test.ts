import { describe, expect, it } from "vitest";
import { leaveUnknown, refuseAttempt, unknownOutcomeItem } from "../../src/domain/answer.ts";
import { CoinCoinError } from "../../src/lib/errors.ts";
import { answered, asked, CLOSE, DEADLINE, dec, issued, START, terms } from "./fixtures.ts";
import { Story } from "./story.ts";

const ID = "payment_1";
const SECOND = "payment_2";
const story = () => new Story(issued(undefined, ID));
/** Two attempts for one cart, each asking for all of it. */
const twice = () => new Story(issued(issued(undefined, ID), SECOND));
const hour = (count: number) => new Date(Date.parse(START) + count * 3_600_000).toISOString();

describe("an item that says that money is missing", () => {
  it("grows with each part after the deadline, and is one", () => {
    const late = story();
    late.tell(ID, 0, { usdt: "40" });
    late.sweep(CLOSE);
    expect(late.items).toEqual(["underpaid payment_1"]);
    late.tell(ID, 0, { usdt: "60" });
    expect(late.open).toMatchObject([{ kind: "underpaid", details: { received: "60", missing: "40" } }]);
    late.tell(ID, 0, { usdt: "60" });
    expect(late.items).toEqual(["underpaid payment_1"]);
    late.tell(ID, 1, { usdt: "100" }, CLOSE);
    expect(late.items).toEqual([]);
  });

  it("stays while nothing new is said of its attempt", () => {
    const both = twice();
    both.tell(ID, 0, { usdt: "40" });
    both.sweep(CLOSE);
    both.tell(SECOND, 0, { usdt: "10" });
    expect(both.items).toContain("underpaid payment_1");
    both.tell(ID, 0, { usdt: "40" });
    both.tell(ID, 0, { usdt: "30" });
    expect(both.items).toContain("underpaid payment_1");
  });

  it("is closed when another attempt pays the reference", () => {
    const both = twice();
    both.tell(ID, 0, { usdt: "40" });
    both.sweep(CLOSE);
    both.tell(SECOND, 1, { usdt: "100" });
    expect(both.items.filter((item) => item.startsWith("underpaid"))).toEqual([]);
  });

  it("of an address that got all it asked for is replaced when more comes there, and goes when the reference is paid", () => {
    const grown = new Story(issued(issued(undefined, ID, { price: "50", amountDue: "50" }), SECOND));
    grown.tell(ID, 2, { usdt: "50" });
    expect(grown.open).toMatchObject([{ kind: "underpaid", details: { received: "50", price: "100" } }]);
    expect(grown.open.at(0)?.message).toContain("its price is 100 now, and what came is worth 50.");
    grown.tell(ID, 2, { usdt: "50" });
    grown.tell(SECOND, 0, { usdt: "5" });
    expect(grown.items).toEqual(["underpaid payment_1"]);
    grown.tell(ID, 2, { usdt: "55" });
    expect(grown.open).toMatchObject([{ kind: "underpaid", details: { received: "55" } }]);
    grown.tell(SECOND, 1, { usdt: "45" });
    expect(grown.open).toEqual([]);
  });

  it("says that a part is settled until more comes, the deadline passes or the reference is paid", () => {
    const part = () => {
      const told = twice();
      told.tell(ID, 2, { usdt: "40" });
      expect(told.items).toEqual(["partly_settled payment_1"]);
      told.tell(ID, 2, { usdt: "40" });
      told.tell(SECOND, 0, { usdt: "1" });
      expect(told.items).toEqual(["partly_settled payment_1"]);
      return told;
    };
    const more = part();
    more.tell(ID, 0, { usdt: "41" });
    expect(more.items).toEqual([]);
    const short = part();
    short.sweep(DEADLINE);
    expect(short.items).toEqual(["underpaid payment_1"]);
    const paid = part();
    paid.tell(SECOND, 1, { usdt: "100" });
    expect(paid.items).toEqual(["overpaid payment_2"]);
  });

  it("speaks of the part that the code of settlement came with, and then of the larger one", () => {
    const told = story();
    told.tell(ID, 0, { usdt: "40" });
    told.tell(ID, 1, { usdt: "50" });
    expect(told.open).toMatchObject([{ kind: "partly_settled", details: { received: "50" } }]);
    told.tell(ID, 1, { usdt: "60" });
    expect(told.open).toMatchObject([{ kind: "partly_settled", details: { received: "60" } }]);
  });
});

describe("an item of a settlement without an amount", () => {
  it("stays until an amount comes, it is confirmed, or the reference is paid elsewhere", () => {
    const silent = () => {
      const told = twice();
      told.tell(ID, 2, {});
      told.tell(ID, 2, {});
      expect(told.items).toEqual(["no_amount payment_1"]);
      return told;
    };
    const more = silent();
    more.tell(SECOND, 0, { usdt: "1" });
    expect(more.items).toEqual(["no_amount payment_1"]);
    more.tell(ID, 0, { usdt: "1" });
    expect(more.items).toEqual([]);
    const paid = silent();
    paid.tell(SECOND, 1, { usdt: "100" });
    expect(paid.items).toEqual([]);
  });

  it("is closed by the confirmation of what was known before", () => {
    const told = twice();
    told.tell(ID, 0, { usdt: "40" });
    told.tell(ID, 2, {});
    expect(told.items).toEqual(["no_amount payment_1"]);
    const grown = new Story(issued(issued(undefined, ID, { price: "50", amountDue: "50" }), SECOND));
    grown.tell(ID, 0, { usdt: "50" });
    grown.tell(ID, 2, {});
    expect(grown.items).toEqual(["no_amount payment_1"]);
    grown.tell(ID, 2, { usdt: "50" });
    expect(grown.items).toEqual(["underpaid payment_1"]);
  });
});

describe("an item of a falling total", () => {
  it("stays until all that was asked for is confirmed", () => {
    const told = story();
    told.tell(ID, 0, { usdt: "100" });
    told.tell(ID, 0, { usdt: "40" });
    expect(told.open).toMatchObject([
      { kind: "suspicious_total", details: { coin: "usdt", before: "100", now: "40" } },
    ]);
    told.tell(ID, 0, { usdt: "100" });
    expect(told.items).toEqual(["suspicious_total payment_1"]);
    told.tell(ID, 2, { usdt: "100" });
    expect(told.items).toEqual([]);
    told.tell(ID, 2, { usdt: "70" });
    expect(told.items).toEqual(["suspicious_total payment_1"]);
    told.tell(ID, 2, { usdt: "100" });
    expect(told.items).toEqual(["suspicious_total payment_1"]);
  });
});

describe("an item of silence", () => {
  it("for a confirmation is closed by the confirmation, and not by more of the same", () => {
    const told = story();
    told.tell(ID, 0, { usdt: "100" });
    told.sweep(hour(1));
    expect(told.items).toEqual(["stalled payment_1"]);
    told.tell(ID, 0, { usdt: "100" });
    expect(told.items).toEqual(["stalled payment_1"]);
    told.tell(ID, 2, { usdt: "100" });
    expect(told.items).toEqual([]);
  });

  it("for a completion is closed by the completion alone", () => {
    const told = story();
    told.tell(ID, 2, { usdt: "100" });
    told.sweep(hour(5.99));
    expect(told.items).toEqual([]);
    told.sweep(hour(6));
    expect(told.open).toMatchObject([
      {
        kind: "stalled",
        message: expect.stringContaining("not completed"),
        details: { reason: "not_completed", status: "settling" },
      },
    ]);
    expect(told.sweep(hour(7)).attention).toEqual([]);
    told.tell(ID, 2, { usdt: "100" });
    expect(told.items).toEqual(["stalled payment_1"]);
    told.tell(ID, 1, {});
    expect(told.items).toEqual([]);
  });

  it("is not closed by a code of completion that confirms less than all", () => {
    const told = story();
    told.tell(ID, 0, { usdt: "100" });
    told.sweep(hour(6), { unconfirmedMs: Number.POSITIVE_INFINITY });
    expect(told.open).toMatchObject([
      { message: expect.stringContaining("has not confirmed"), details: { reason: "unconfirmed" } },
    ]);
    told.tell(ID, 1, { usdt: "40" });
    expect(told.items).toContain("stalled payment_1");
    told.tell(ID, 1, { usdt: "100" });
    expect(told.items).not.toContain("stalled payment_1");
  });

  it("is one for a first confirmation and one for a completion: the second stays when the first is closed", () => {
    const told = story();
    told.tell(ID, 0, { usdt: "100" });
    told.sweep(hour(1));
    told.sweep(hour(6));
    expect(told.items).toEqual(["stalled payment_1", "stalled payment_1"]);
    expect(told.order(ID).told).toEqual(["unconfirmed", "stalled"]);
    told.tell(ID, 2, { usdt: "100" });
    expect(told.open).toMatchObject([{ details: { reason: "unconfirmed", status: "receiving" } }]);
    told.tell(ID, 1, { usdt: "100" });
    expect(told.items).toEqual([]);
  });
});

describe("an item of a reference that got too much", () => {
  it("says all of it, in place of the smaller one, whatever address it came to", () => {
    const both = twice();
    both.tell(ID, 1, { usdt: "100" });
    both.tell(SECOND, 1, { usdt: "10" });
    expect(both.open).toMatchObject([{ kind: "paid_twice", paymentId: SECOND, details: { excess: "10" } }]);
    expect(both.open.at(0)?.message).toContain("over its addresses");
    both.tell(SECOND, 1, { usdt: "10" });
    expect(both.items).toEqual(["paid_twice payment_2"]);
    both.tell(ID, 1, { usdt: "105" });
    expect(both.open).toMatchObject([{ kind: "overpaid", paymentId: ID, details: { excess: "15" } }]);
    expect(both.open.at(0)?.message).not.toContain("over its addresses");
    both.tell(SECOND, 1, { usdt: "20" });
    expect(both.open).toMatchObject([{ kind: "paid_twice", details: { excess: "25" } }]);
    expect(both.types.filter((type) => type === "order.overpaid")).toHaveLength(1);
  });

  it("is not raised again by a repetition once a person has closed it", () => {
    const told = story();
    told.tell(ID, 1, { usdt: "120" });
    expect(told.tell(ID, 1, { usdt: "120" }).attention).toEqual([]);
    expect(told.order(ID).told).toEqual(["settled", "overpaid"]);
  });

  it("adds up what came in another coin over several addresses", () => {
    const paid = issued(issued(undefined, ID), SECOND, { coin: "trx", amountDue: "400" });
    const told = new Story(issued(paid, "payment_3", { coin: "trx", amountDue: "400" }));
    told.tell(SECOND, 0, { trx: "5" });
    told.tell("payment_3", 0, { trx: "7" });
    told.tell(ID, 1, { usdt: "100" });
    expect(told.open).toMatchObject([
      { kind: "paid_twice", paymentId: ID, details: { coin: "trx", excess: "12", price: "100" } },
    ]);
  });
});

describe("a notification for an attempt that cannot have one", () => {
  it("is a fault of the caller: none of that id, or one without terms", () => {
    const { purchase } = asked(issued(undefined, ID), terms({ paymentId: SECOND }));
    const told = new Story(purchase);
    expect(() => told.tell("payment_9", 0, {})).toThrow("no issued attempt payment_9");
    expect(() => told.tell(SECOND, 0, {})).toThrow("no issued attempt payment_2");
  });
});

describe("the answer of the gateway", () => {
  const failure = (code: "terms_not_accepted" | "gateway_refused" | "outcome_unknown", details = {}) =>
    new CoinCoinError(code, `it says ${code}`, { details });

  it("that refuses raises an item only for terms that are not accepted, one an hour", () => {
    const { purchase, order } = asked(undefined, terms());
    const refused = (code: Parameters<typeof failure>[0], at: string) =>
      refuseAttempt(purchase, order, failure(code, { coin: "usdt" }), at);
    expect(refused("gateway_refused", START).attention).toEqual([]);
    const [item] = refused("terms_not_accepted", START).attention;
    expect(item).toMatchObject({ kind: "terms_not_accepted", paymentId: ID, details: { coin: "usdt" } });
    const idAt = (at: string) => refused("terms_not_accepted", at).attention.at(0)?.id;
    expect(idAt("2026-01-01T00:59:59.999Z")).toBe(item?.id);
    for (const other of ["2026-01-01T01:00:00.000Z", "2026-01-02T00:00:00.000Z", "2027-01-01T00:00:00.000Z"])
      expect(idAt(other)).not.toBe(item?.id);
    expect(refused("gateway_refused", CLOSE).purchase.attempts).toEqual([
      {
        ...order,
        updatedAt: CLOSE,
        creation: {
          ...order.creation,
          outcome: "refused",
          leaseUntil: CLOSE,
          lastError: "gateway_refused",
        },
      },
    ]);
  });

  it("that never came raises an item, which an answer after all closes by its id", () => {
    const { purchase, order } = asked(undefined, terms());
    const error = failure("outcome_unknown", { lastError: "gateway_timeout" });
    const left = leaveUnknown(purchase, order, error, CLOSE);
    expect(left.attention).toMatchObject([
      { id: unknownOutcomeItem(order), kind: "outcome_unknown", details: { lastError: "gateway_timeout" } },
    ]);
    expect(left.purchase.attempts).toMatchObject([
      {
        creation: {
          outcome: "unknown",
          leaseId: "lease",
          maybeMade: true,
          reported: true,
          lastError: "gateway_timeout",
        },
      },
    ]);
  });

  it("that is not an order raises one item an hour, whatever order it was for", () => {
    const answer = (paymentId: string, at: string) => {
      const { purchase, order } = asked(undefined, terms({ paymentId }));
      const error = failure("outcome_unknown", { lastError: "not_understood" });
      return leaveUnknown(purchase, order, error, at);
    };
    const first = answer(ID, START);
    const [item, ...others] = first.attention;
    expect([item?.kind, item?.message, others]).toEqual([
      "gateway_not_understood",
      "it says outcome_unknown",
      [],
    ]);
    expect(first.purchase.attempts).toMatchObject([
      { creation: { outcome: "unknown", maybeMade: true, reported: true } },
    ]);
    expect(answer(SECOND, "2026-01-01T00:59:59.999Z").attention.at(0)?.id).toBe(item?.id);
    expect(answer(SECOND, "2026-01-01T01:00:00.000Z").attention.at(0)?.id).not.toBe(item?.id);
  });

  it("is judged at once where its terms make the reference paid", () => {
    const first = issued(undefined, ID);
    const pending = asked(first, terms({ paymentId: SECOND }), { underpaymentTolerance: dec("0.02") });
    const told = new Story(pending.purchase);
    told.tell(ID, 1, { usdt: "99" });
    expect(told.purchase.paid).toBeNull();
    told.take(answered({ purchase: told.purchase, order: pending.order }));
    expect(told.purchase.paid).toMatchObject({ paymentId: ID, price: "100" });
    expect(told.types.slice(-2)).toEqual(["order.created", "order.paid"]);
  });

  it("says nothing more of a reference that was paid meanwhile", () => {
    const pending = asked(issued(undefined, ID), terms({ paymentId: SECOND }));
    const told = new Story(pending.purchase);
    told.tell(ID, 1, { usdt: "120" });
    const late = told.take(answered({ purchase: told.purchase, order: pending.order }));
    expect([late.attention, late.resolves]).toEqual([[], []]);
    expect(told.order(SECOND).paid).toEqual(told.purchase.paid);
  });
});

describe("an item that asks for a refund", () => {
  const excess = (told: Story) =>
    told.open
      .map(({ kind, details }) => `${kind} ${details["excess"] ?? details["amount"]} ${details["coin"]}`)
      .sort();
  const inTwoCoins = () => {
    const first = issued(undefined, ID, { coin: "trx", amountDue: "400" });
    return new Story(issued(first, SECOND));
  };

  it("of another coin than the one that paid tells of all of it, once", () => {
    const told = inTwoCoins();
    told.tell(SECOND, 1, { usdt: "100" });
    for (const trx of ["100", "250", "250"]) told.tell(ID, 0, { trx });
    expect(excess(told)).toEqual(["paid_twice 250 trx"]);
    told.correct(ID, 0, { trx: "30" });
    expect(excess(told)).toEqual(["paid_twice 30 trx"]);
    told.correct(ID, 0, { trx: "0" });
    expect(excess(told)).toEqual([]);
  });

  it("of a coin that was not asked for tells of all of it, once", () => {
    const told = story();
    for (const eth of ["1", "2", "2"]) told.tell(ID, 0, { eth });
    expect(excess(told)).toEqual(["wrong_coin 2 eth"]);
    told.correct(ID, 0, { eth: "1.5" });
    expect(excess(told)).toEqual(["wrong_coin 1.5 eth"]);
    told.correct(ID, 0, {});
    expect(excess(told)).toEqual(["wrong_coin 1.5 eth"]);
  });

  it("says the same surplus once, whichever address hears next", () => {
    const told = inTwoCoins();
    told.tell(SECOND, 1, { usdt: "120" });
    told.tell(ID, 0, { trx: "100" });
    told.tell(SECOND, 1, { usdt: "120" });
    expect(excess(told)).toEqual(["overpaid 20 usdt", "paid_twice 100 trx"]);
  });

  it("follows what a person takes back", () => {
    const told = story();
    told.tell(ID, 1, { usdt: "130" });
    told.correct(ID, 1, { usdt: "110" });
    expect(excess(told)).toEqual(["overpaid 10 usdt"]);
    told.correct(ID, 1, { usdt: "100" });
    expect(excess(told)).toEqual([]);
  });
});
