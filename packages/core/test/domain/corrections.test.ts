import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { issued, START } from "./fixtures.ts";
import { Story } from "./story.ts";

const ID = "payment_1";
const LATER = "2026-01-01T02:00:00.000Z";
const entered = (state: number, collected: Record<string, string>) => {
  const story = new Story(issued(undefined, ID));
  story.tell(ID, state, collected);
  return story;
};

describe("what a person takes back", () => {
  it("replaces amounts, in both directions, and calls no total suspicious", () => {
    const story = entered(0, { usdt: "40", trx: "7" });
    const less = story.correct(ID, 0, { usdt: "30" });
    expect(story.order(ID)).toMatchObject({ received: { usdt: "30", trx: "7" }, confirmed: {} });
    expect(less.attention).toEqual([]);
    expect(less.events).toEqual([]);
    story.correct(ID, 0, { usdt: "50", trx: "0" });
    expect(story.order(ID).received).toEqual({ usdt: "50" });
    story.correct(ID, 0, { usdt: "0" });
    expect(story.order(ID)).toMatchObject({ received: {}, coverage: "none" });
  });

  it("replaces what was confirmed, and leaves nothing of it where no code confirms it now", () => {
    const story = entered(2, { usdt: "40" });
    story.correct(ID, 2, { usdt: "30" });
    expect(story.order(ID)).toMatchObject({ received: { usdt: "30" }, confirmed: { usdt: "30" } });
    story.correct(ID, 0, { usdt: "30" });
    expect(story.order(ID)).toMatchObject({ received: { usdt: "30" }, confirmed: {} });
    story.correct(ID, 2, { usdt: "0" });
    expect(story.order(ID)).toMatchObject({ received: {}, confirmed: {} });
  });

  it.each([
    [1, "completed", false],
    [2, "settling", false],
    [0, "receiving", false],
    [7, "receiving", false],
    [-1, "receiving", true],
  ])("gives the order the status of the code %i", (state, status, invalidSeen) => {
    for (const before of [0, 1, 2, -1]) {
      const story = entered(before, { usdt: "40" });
      story.correct(ID, state, { usdt: "30" });
      expect(story.order(ID)).toMatchObject({ status, invalidSeen });
    }
  });

  it("leaves the reference paid, and tells a person to stop the delivery, once for each time", () => {
    const story = entered(1, { usdt: "100" });
    const more = story.correct(ID, 1, { usdt: "100" }, LATER);
    expect(more.attention).toEqual([]);
    const less = story.correct(ID, 1, { usdt: "99" }, LATER);
    expect(story.purchase.paid).toMatchObject({ at: START, price: "100" });
    expect(less.attention).toMatchObject([
      { kind: "paid_corrected", paymentId: ID, reference: "cart", details: { price: "100" }, at: LATER },
    ]);
    const again = story.correct(ID, 1, { usdt: "98" }, "2026-01-01T03:00:00.000Z");
    expect(again.attention.at(0)?.id).not.toBe(less.attention.at(0)?.id);
    expect(story.tell(ID, 0, { trx: "0" }).attention).toEqual([]);
  });

  it("is not spoken of where the reference was not paid, nor where a notification that is none says less", () => {
    const unpaid = entered(2, { usdt: "60" });
    expect(unpaid.correct(ID, 0, { usdt: "40" }).attention).toEqual([]);
    const paid = entered(1, { usdt: "100" });
    expect(paid.tell(ID, 1, { usdt: "40" }).attention.map(({ kind }) => kind)).toEqual(["suspicious_total"]);
    // Confirmed by nothing any more, though as much is known.
    const unsure = paid.correct(ID, 0, { usdt: "100" });
    expect(unsure.attention.map(({ kind }) => kind)).toEqual(["paid_corrected"]);
  });

  it("ends as if the last word had been the only one, whatever was entered before", () => {
    const word = fc.record({
      state: fc.constantFrom(0, 1, 2, -1),
      usdt: fc.constantFrom("0", "40", "100", "120"),
    });
    fc.assert(
      fc.property(word, word, (first, last) => {
        const story = entered(first.state, { usdt: first.usdt });
        story.correct(ID, last.state, { usdt: last.usdt });
        const only = entered(last.state, { usdt: last.usdt });
        const facts = (told: Story) => {
          const { received, confirmed, status, invalidSeen, coverage } = told.order(ID);
          return { received, confirmed, status, invalidSeen, coverage };
        };
        expect(facts(story)).toEqual(facts(only));
      }),
    );
  });
});
