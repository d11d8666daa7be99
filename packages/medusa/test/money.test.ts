import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountOf, allowsRefund, allowsWithdrawal } from "../src/payments/account.ts";
import { worthOf } from "../src/payments/worth.ts";
import { Model } from "./model/model.ts";
import { issued, purchaseOf } from "./model/orders.ts";

const NOW = "2026-01-01T12:00:00.000Z";

describe("what came is worth", () => {
  it("at most what its address asked; coins beyond count at the rate of the newest address", () => {
    const old = issued({ price: "511", amountDue: "511", came: "1011" });
    expect(worthOf([purchaseOf([old])], "usd", "confirmed")).toBe("1011");
    // The coin has lost half of its value since: 500 of them are worth 250.
    const fresh = issued({ attempt: 2, price: "1011", askedPrice: "500", amountDue: "1000", came: "0" });
    expect(worthOf([purchaseOf([old, fresh])], "usd", "confirmed")).toBe("761");
  });

  it("never less when more comes, and never more than its coins at the best rate that was ever asked", () => {
    const address = fc.record({
      asked: fc.integer({ min: 10, max: 1000 }),
      rate: fc.integer({ min: 1, max: 400 }),
      came: fc.integer({ min: 0, max: 200_000 }),
    });
    fc.assert(
      fc.property(
        fc.array(address, { minLength: 1, maxLength: 6 }),
        fc.nat(),
        fc.nat(5000),
        (all, which, more) => {
          const worth = (extra: number) => {
            const orders = all.map(({ asked, rate, came }, index) =>
              issued({
                attempt: index + 1,
                price: String(asked),
                amountDue: String((asked * rate) / 100),
                came: String(came / 100 + (index === which % all.length ? extra : 0)),
              }),
            );
            return Number(worthOf([purchaseOf(orders)], "usd", "confirmed"));
          };
          const before = worth(0);
          expect(worth(more)).toBeGreaterThanOrEqual(before - 1e-9);
          const bound = all.reduce((sum, { asked, rate, came }) => {
            const best = Math.max(100 / rate, ...all.map((other) => 100 / other.rate));
            const within = Math.min(came / 100, (asked * rate) / 100);
            return sum + within * (100 / rate) + (came / 100 - within) * best;
          }, 0);
          expect(before).toBeLessThanOrEqual(bound + 1e-6);
        },
      ),
    );
  });
});

describe("an account", () => {
  const base = { currency: "usd", assigned: {}, sentBack: {}, payments: [] };
  const paid = [purchaseOf([issued({ price: "26.1", amountDue: "26.1", came: "26.1" })])];

  it("holds nothing of what went back by hand", () => {
    const account = accountOf({ ...base, purchases: paid, sentBack: { usd: "26.1" } }, NOW);
    expect(account).toMatchObject({ confirmed: "26.1", held: "0", free: "0", expected: "0" });
  });

  it("allows a refund of what was recorded and not booked, and of nothing else", () => {
    const payments = [{ id: "pay_1", sessionId: null, captured: "26.1", refunds: [] }];
    const account = (sentBack: string) =>
      accountOf({ ...base, purchases: paid, payments, sentBack: { usd: sentBack } }, NOW);
    expect(allowsRefund(account("0"), "26.1")).toBe(false);
    expect(allowsRefund(account("10"), "10")).toBe(true);
    expect(allowsRefund(account("10"), "10.01")).toBe(false);
    expect(allowsRefund(accountOf({ ...base, purchases: [], payments }, NOW), "26.1")).toBe(false);
    const booked = [{ ...payments[0], refunds: [{ id: "ref_1", amount: "10" }] }];
    const after = accountOf(
      {
        ...base,
        purchases: paid,
        sentBack: { usd: "10" },
        payments: booked.map((one) => ({ id: "pay_1", sessionId: null, captured: "26.1", ...one })),
      },
      NOW,
    );
    expect(allowsRefund(after, "10")).toBe(false);
    expect(allowsWithdrawal(after, "10")).toBe(false);
  });
});

/**
 * The pure parts against a shop in memory in which everything may happen in any order: paying too little, too much and
 * to old addresses, refunds that are recorded and booked, money assigned in and away, carts and orders that are edited
 * to anything, cancelling, stock that comes and goes.
 */
describe("whatever happens to a cart and its money", () => {
  const amount = fc.constantFrom(0, 1, 5, 10, 15.55, 26.1, 36.65, 60);
  const step = fc.oneof(
    fc.record({
      do: fc.constantFrom("ask", "complete", "cancel", "restock", "sellOut", "confirm", "markPaid"),
    }),
    fc.record({ do: fc.constant("pay"), address: fc.nat(5), amount, isConfirmed: fc.boolean() }),
    fc.record({ do: fc.constantFrom("record", "book", "assignAway", "assignIn", "edit"), amount }),
    fc.record({ do: fc.constant("withdraw"), which: fc.nat(3) }),
  );

  it("goods are shipped for money that is held, and what is held beyond what is booked is a row", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
        const model = new Model(26.1);
        for (const one of steps) {
          model.run(one);
          model.check();
        }
      }),
      { numRuns: 3000 },
    );
  });
});
