import { describe, expect, it } from "vitest";
import { ZERO } from "../../src/domain/amount.ts";
import { coverageOf, isShort, remainingOf } from "../../src/domain/coverage.ts";
import type { Purchase } from "../../src/domain/order.ts";
import { paidInOtherCoins, surplusOf } from "../../src/domain/surplus.ts";
import { amountIn, meetsPrice, valued, worthIn } from "../../src/domain/worth.ts";
import { asked, CLOSE, DEADLINE, dec, issued, START, terms } from "./fixtures.ts";
import { Story } from "./story.ts";

const ID = "payment_1";
const SECOND = "payment_2";
const THIRD = "payment_3";
const LATE = "2026-01-01T13:00:00.001Z";
const story = (options: Parameters<typeof issued>[2] = {}) => new Story(issued(undefined, ID, options));
const worth = ({ attempts }: Purchase, coin = "usdt") => worthIn(attempts, coin, "received");

describe("what came is worth", () => {
  it("nothing where nothing was asked for in the coin", () => {
    expect(valued([], () => dec("1"))).toBe("0");
    const told = story();
    told.tell(ID, 2, { usdt: "100", trx: "7" });
    expect(worth(told.purchase, "trx")).toBe("0");
    expect(worth(asked(undefined, terms()).purchase)).toBe("0");
  });

  it("nothing in a coin whose name is that of a property of all objects", () => {
    expect(amountIn({}, "constructor")).toBe(ZERO);
    expect(amountIn({ usdt: dec("1") }, "toString")).toBe(ZERO);
    expect(amountIn({ usdt: dec("1") }, "usdt")).toBe("1");
  });

  it("only what came in its own coin, whatever other attempts got in others", () => {
    const both = new Story(issued(issued(undefined, ID), SECOND, { coin: "trx", amountDue: "400" }));
    both.tell(ID, 2, { usdt: "50" });
    both.tell(SECOND, 2, { trx: "200", usdt: "50" });
    expect(worth(both.purchase)).toBe("50");
    expect(worth(both.purchase, "trx")).toBe("50");
    expect(both.purchase.paid).toBeNull();
  });

  it("what each attempt asked for, and not the price it was asked under", () => {
    const first = story();
    first.tell(ID, 2, { usdt: "40" });
    const rest = new Story(issued(first.purchase, SECOND, { amountDue: "60" }));
    rest.tell(SECOND, 2, { usdt: "30" });
    expect(worth(rest.purchase)).toBe("70");
    expect(rest.purchase.paid).toBeNull();
  });

  it("at the newest rate what is beyond at several addresses, added up", () => {
    const three = new Story(
      issued(issued(issued(undefined, ID), SECOND), THIRD, { price: "400", amountDue: "800" }),
    );
    three.tell(ID, 2, { usdt: "120" });
    three.tell(SECOND, 2, { usdt: "130" });
    expect(worth(three.purchase)).toBe("225");
  });

  it("without what floats leave behind the decimals that count for the coin", () => {
    const told = story();
    told.tell(ID, 2, { usdt: "39.9999996" });
    expect(worth(told.purchase)).toBe("40");
    told.tell(ID, 2, { usdt: "100.0000004" });
    expect(worth(told.purchase)).toBe("100");
  });

  it("rounded down to 12 decimals where a rate does not come out even", () => {
    const told = story({ amountDue: "3" });
    told.tell(ID, 2, { usdt: "2" });
    expect(worth(told.purchase)).toBe("66.666666666666");
  });

  it("enough to the eighth decimal of a price, each side rounded to the nearest", () => {
    const meets = (sum: string, price = "100", tolerance = "0") =>
      meetsPrice(dec(sum), dec(price), dec(tolerance));
    expect(meets("99.999999995")).toBe(true);
    expect(meets("99.999999994999")).toBe(false);
    expect(meets("99.99999998", "100", "0.00000000015")).toBe(false);
    expect(meets("99.99999999", "100", "0.00000000005")).toBe(false);
    expect(meets("99.99999998", "99.999999984")).toBe(true);
    expect(meets("99.99999998", "99.999999985")).toBe(false);
    expect(meets("99", "100", "0.01")).toBe(true);
    expect(meets("98.99", "100", "0.01")).toBe(false);
  });
});

describe("how far an address got its amount", () => {
  const order = (tolerance = "0") => ({
    coin: "usdt",
    amountDue: dec("100"),
    underpaymentTolerance: dec(tolerance),
  });

  it.each([
    ["0", "0", "none"],
    ["0.0000001", "0", "none"],
    ["0.000001", "0", "partial"],
    ["99.999999", "0", "partial"],
    ["99", "0.01", "full"],
    ["98.999999", "0.01", "partial"],
    ["100", "0", "full"],
    ["100.0000004", "0", "full"],
    ["100.000001", "0", "over"],
  ])("%s of 100, of which a share of %s may be missing, is %s", (amount, tolerance, coverage) => {
    expect(coverageOf(order(tolerance), dec(amount))).toBe(coverage);
  });

  it("leaves nothing to pay once there is as much or more", () => {
    const told = story();
    const remaining = (usdt: string) => {
      told.tell(ID, 0, { usdt });
      return remainingOf(told.order(ID));
    };
    expect(["40", "100", "120"].map(remaining)).toEqual(["60", "0", "0"]);
  });

  it("is short from its deadline under a code of settlement, else from when it lapsed, and never when it is covered", () => {
    const part = story();
    part.tell(ID, 0, { usdt: "40" });
    expect(isShort(part.order(ID), CLOSE)).toBe(false);
    part.tell(ID, 2, { usdt: "40" });
    const at = ["2026-01-01T11:59:59.999Z", DEADLINE, CLOSE].map((now) => isShort(part.order(ID), now));
    expect(at).toEqual([false, true, true]);
    const lapsed = story();
    lapsed.tell(ID, 0, { usdt: "40" });
    lapsed.sweep(CLOSE);
    expect(isShort(lapsed.order(ID), START)).toBe(true);
    for (const usdt of ["100", "120"]) {
      lapsed.tell(ID, 2, { usdt });
      expect(isShort(lapsed.order(ID), CLOSE)).toBe(false);
    }
  });
});

describe("when it came", () => {
  const times = (told: Story) => {
    const { receivedInTime, coveredAt } = told.order(ID);
    return [receivedInTime, coveredAt];
  };

  it("counts how much had come in time, and since when there was enough, in whatever order it is taken in", () => {
    const told = story();
    expect(times(told)).toEqual(["0", null]);
    told.tell(ID, 0, { usdt: "40" }, LATE);
    expect(times(told)).toEqual(["0", null]);
    told.tell(ID, 0, { usdt: "30" }, CLOSE);
    expect(times(told)).toEqual(["30", null]);
    told.tell(ID, 0, { usdt: "40" }, DEADLINE);
    told.tell(ID, 0, { usdt: "30" }, START);
    told.tell(ID, 0, { trx: "90" }, START);
    expect(times(told)).toEqual(["40", null]);
    told.tell(ID, 0, { usdt: "100" }, LATE);
    expect(times(told)).toEqual(["40", LATE]);
    told.tell(ID, 0, { usdt: "120" }, LATE);
    told.tell(ID, 0, { usdt: "100" }, DEADLINE);
    expect(times(told)).toEqual(["100", DEADLINE]);
    told.tell(ID, 0, { usdt: "50" }, START);
    expect(times(told)).toEqual(["100", DEADLINE]);
  });

  it("is forgotten where a person takes it back", () => {
    const told = story();
    told.tell(ID, 0, { usdt: "100" }, DEADLINE);
    told.correct(ID, 0, { usdt: "40" }, CLOSE);
    expect(times(told)).toEqual(["40", null]);
  });

  it("keeps the status that is furthest, and that the gateway said invalid", () => {
    const told = story();
    const status = (state: number) => {
      told.tell(ID, state, {});
      return `${told.order(ID).status} ${told.order(ID).invalidSeen}`;
    };
    expect([2, 0, -1, 2, 1, 2, 0, 7].map(status)).toEqual([
      "settling false",
      "settling false",
      "settling true",
      "settling true",
      "completed true",
      "completed true",
      "completed true",
      "completed true",
    ]);
  });

  it("keeps the largest confirmed total, whatever a later code confirms", () => {
    const told = story();
    told.tell(ID, 2, { usdt: "60" });
    told.tell(ID, 2, { usdt: "50" });
    expect(told.order(ID)).toMatchObject({ received: { usdt: "60" }, confirmed: { usdt: "60" } });
    told.tell(ID, 0, { usdt: "100" });
    told.tell(ID, 1, { usdt: "0" });
    expect(told.order(ID)).toMatchObject({ received: { usdt: "100" }, confirmed: { usdt: "60" } });
  });
});

describe("which coins are noted", () => {
  const others = (count: number, from = 0) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`coin${from + at}`, "1"]));

  it("is 32 beside the order's own, whether that came first or last", () => {
    for (const first of [{}, { usdt: "1" }]) {
      const told = story();
      told.tell(ID, 0, first);
      const kept = told.tell(ID, 0, others(32));
      expect(kept.attention.filter(({ details }) => details["expected"] === undefined)).toEqual([]);
      expect(told.tell(ID, 0, { one: "1" }).attention).toMatchObject([
        { kind: "wrong_coin", details: { coin: "one" } },
      ]);
      expect(told.tell(ID, 0, { usdt: "2" }).attention).toEqual([]);
      expect(Object.keys(told.order(ID).received)).toHaveLength(33);
    }
  });
});

describe("who pays", () => {
  it("is the address to which the last money came, where that has some confirmed", () => {
    const both = new Story(issued(issued(undefined, ID), SECOND));
    both.tell(ID, 0, { usdt: "60" });
    both.tell(SECOND, 2, { usdt: "40" });
    both.tell(ID, 2, { usdt: "60" });
    expect(both.purchase.paid?.paymentId).toBe(ID);
  });

  it("is the newest of those that got money, where a lower price makes it enough", () => {
    const three = new Story(issued(issued(issued(undefined, ID), SECOND), THIRD));
    three.tell(ID, 2, { usdt: "30" });
    three.tell(SECOND, 2, { usdt: "40" });
    three.purchase = { ...three.purchase, price: dec("70") };
    three.tell(THIRD, 0, {});
    expect(three.purchase.paid).toMatchObject({ paymentId: SECOND, price: "70" });
    const paid = three.events.find(({ type }) => type === "order.paid");
    expect(paid).toMatchObject({ parts: [{ paymentId: ID }, { paymentId: SECOND }], amount: "70" });
  });

  it("is the coin of the older attempt where both are enough", () => {
    const both = new Story(issued(issued(undefined, ID), SECOND, { coin: "trx", amountDue: "400" }));
    both.tell(ID, 2, { usdt: "50" });
    both.tell(SECOND, 2, { trx: "200" });
    both.purchase = { ...both.purchase, price: dec("50") };
    both.tell(SECOND, 0, {});
    expect(both.events.at(-1)).toMatchObject({ type: "order.paid", coin: "usdt", paymentId: ID });
  });

  it("is held to the tolerance of the newest terms", () => {
    const terms = (first: string, second: string) => {
      const both = new Story(
        issued(issued(undefined, ID, { tolerance: first }), SECOND, { tolerance: second }),
      );
      both.tell(ID, 2, { usdt: "99" });
      return both.purchase.paid !== null;
    };
    expect(terms("0.01", "0")).toBe(false);
    expect(terms("0", "0.01")).toBe(true);
  });
});

describe("paid late", () => {
  it("is what was covered after the deadline, also where an earlier part was in time", () => {
    const told = story();
    told.tell(ID, 0, { usdt: "40" }, START);
    told.tell(ID, 1, { usdt: "100" }, LATE);
    expect(told.purchase.paid).toMatchObject({ late: true });
    expect(told.events.at(-1)).toMatchObject({ type: "order.paid_late", price: "100", amount: "100" });
    expect(told.open).toMatchObject([
      { kind: "paid_late", message: expect.stringContaining("after its deadline") },
    ]);
  });

  it("is not what was covered in time, though more came afterwards", () => {
    const told = story();
    told.tell(ID, 0, { usdt: "100" }, CLOSE);
    told.tell(ID, 0, { usdt: "120" }, LATE);
    told.tell(ID, 1, { usdt: "120" }, LATE);
    expect(told.purchase.paid).toMatchObject({ late: false });
    expect(told.items).toEqual(["overpaid payment_1"]);
  });

  it("is a part that came late to its address, whatever came to others in time", () => {
    const both = new Story(issued(issued(undefined, ID), SECOND));
    both.tell(ID, 2, { usdt: "40" }, START);
    both.tell(SECOND, 2, { usdt: "60" }, LATE);
    expect(both.purchase.paid).toMatchObject({ late: true });
    const inTime = new Story(issued(issued(undefined, ID), SECOND));
    inTime.tell(ID, 2, { usdt: "40" }, LATE);
    inTime.tell(SECOND, 2, { usdt: "100" }, CLOSE);
    expect(inTime.purchase.paid).toMatchObject({ late: false });
  });

  it("is not what came in time to an address, where only what came there later was late", () => {
    const both = new Story(issued(issued(undefined, ID), SECOND));
    both.tell(ID, 2, { usdt: "60" }, START);
    both.tell(ID, 2, { usdt: "90" }, LATE);
    both.tell(SECOND, 2, { usdt: "40" }, CLOSE);
    expect(both.purchase.paid).toMatchObject({ late: false });
  });

  it("is taken back for a person when what came before the deadline is taken in after all", () => {
    const told = story();
    const said = () => told.open.filter(({ kind }) => kind === "paid_late").map(({ message }) => message);
    told.tell(ID, 1, { usdt: "100" }, LATE);
    told.tell(ID, 0, { usdt: "40" }, START);
    expect(said()).toEqual([expect.stringContaining("after its deadline")]);
    told.tell(ID, 2, { usdt: "100" }, CLOSE);
    expect(told.purchase.paid).toMatchObject({ late: true });
    expect(said()).toEqual([expect.stringContaining("in time after all")]);
    expect(told.types.filter((type) => type.startsWith("order.paid"))).toEqual(["order.paid_late"]);
  });

  it("is not taken back by money for another address that came after it was paid", () => {
    const both = new Story(issued(issued(undefined, ID), SECOND));
    const purchase = {
      ...both.purchase,
      attempts: both.purchase.attempts.map((order) =>
        order.paymentId === SECOND ? { ...order, closesAt: "2026-01-03T00:00:00.000Z" } : order,
      ),
    };
    const told = new Story(purchase);
    told.tell(ID, 1, { usdt: "100" }, LATE);
    told.tell(SECOND, 1, { usdt: "100" }, "2026-01-02T12:00:00.000Z");
    expect(told.items.sort()).toEqual(["paid_late payment_1", "paid_twice payment_2"]);
    expect(told.open.some(({ message }) => message.includes("after all"))).toBe(false);
  });

  it("is judged for each part by its own address and time, and not by those of the newest", () => {
    const paid = (first: string, second: string, [one, two]: readonly [string, string]) => {
      const both = new Story(issued(issued(undefined, ID), SECOND));
      both.tell(SECOND, 2, { usdt: two }, second);
      both.tell(ID, 2, { usdt: one }, first);
      return both.purchase.paid?.late;
    };
    expect(paid(LATE, CLOSE, ["40", "60"])).toBe(true);
    expect(paid(CLOSE, LATE, ["100", "10"])).toBe(false);
    expect(paid(CLOSE, CLOSE, ["40", "60"])).toBe(false);
  });

  it("raises an item also where any of the addresses had been told to be expired", () => {
    const both = new Story(issued(undefined, ID));
    both.sweep(CLOSE);
    both.purchase = issued(both.purchase, SECOND);
    both.tell(ID, 2, { usdt: "40" }, CLOSE);
    both.tell(SECOND, 2, { usdt: "60" }, CLOSE);
    expect(both.purchase.paid).toMatchObject({ late: false });
    expect(both.open).toMatchObject([
      { kind: "paid_late", message: expect.stringContaining("order.expired"), details: { amount: "100" } },
    ]);
  });
});

describe("the surplus of a paid reference", () => {
  const surplus = ({ purchase }: Story) => surplusOf(purchase);

  it("is nothing before it is paid, nor in a coin that did not pay", () => {
    const told = story();
    told.tell(ID, 0, { usdt: "120", trx: "9" });
    expect(surplus(told)).toBeUndefined();
    expect(paidInOtherCoins(told.purchase).size).toBe(0);
    told.tell(ID, 1, { usdt: "100" });
    expect(surplus(told)).toEqual({ coin: "usdt", amount: "20" });
    expect(paidInOtherCoins(told.purchase).size).toBe(0);
  });

  it("is in coins at the rate of the newest attempt, rounded to the decimals of the coin", () => {
    const told = new Story(issued(issued(undefined, ID), SECOND, { price: "90", amountDue: "270" }));
    told.tell(ID, 1, { usdt: "100" });
    expect(surplus(told)).toEqual({ coin: "usdt", amount: "30" });
    const odd = new Story(issued(issued(undefined, ID), SECOND, { price: "97", amountDue: "32.333333" }));
    odd.tell(ID, 1, { usdt: "100" });
    expect(surplus(odd)).toEqual({ coin: "usdt", amount: "1" });
    const thirds = new Story(issued(issued(undefined, ID), SECOND, { price: "99", amountDue: "66" }));
    thirds.tell(ID, 1, { usdt: "100" });
    expect(surplus(thirds)).toEqual({ coin: "usdt", amount: "0.666667" });
  });

  it("is not what rounding a rest up to whole cents adds", () => {
    const told = story({ amountDue: "3" });
    told.tell(ID, 2, { usdt: "2" });
    const rest = new Story(issued(told.purchase, SECOND, { amountDue: "1.0002" }));
    expect(rest.order(SECOND).askedPrice).toBe("33.34");
    rest.tell(SECOND, 1, { usdt: "1.0002" });
    expect(rest.purchase.paid).not.toBeNull();
    expect(surplus(rest)).toBeUndefined();
    expect(rest.items).toEqual([]);
  });

  it("is a cent where nothing was rounded, and more than a cent where something was", () => {
    const whole = story();
    whole.tell(ID, 1, { usdt: "100.005" });
    expect(surplus(whole)).toEqual({ coin: "usdt", amount: "0.005" });
    const first = story();
    first.tell(ID, 2, { usdt: "40" });
    const rest = (usdt: string) => {
      const told = new Story(issued(first.purchase, SECOND, { amountDue: "60" }));
      told.tell(SECOND, 1, { usdt });
      return surplus(told);
    };
    expect(rest("60.01")).toBeUndefined();
    expect(rest("60.011")).toEqual({ coin: "usdt", amount: "0.011" });
    const unpaidRest = new Story(issued(first.purchase, SECOND, { amountDue: "60" }));
    unpaidRest.tell(ID, 1, { usdt: "100.005" });
    expect(surplus(unpaidRest)).toEqual({ coin: "usdt", amount: "0.005" });
  });
});
