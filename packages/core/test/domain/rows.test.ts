import { describe, expect, it } from "vitest";
import { refuseAttempt } from "../../src/domain/answer.ts";
import type { AttentionDraft } from "../../src/domain/attention.ts";
import type { InboxEntry } from "../../src/domain/notification.ts";
import {
  closedWith,
  mergedAttention,
  mergedInbox,
  newAttention,
  openOrder,
  overSince,
  tombstonesOf,
} from "../../src/domain/rows.ts";
import { CoinCoinError } from "../../src/lib/errors.ts";
import { asked, DEADLINE, issued, START, terms } from "./fixtures.ts";

const LATER = "2026-01-02T00:00:00.000Z";

const entry: InboxEntry = {
  appId: "app",
  paymentId: "payment_1",
  digest: "d",
  body: "{}",
  proofs: { token: null, signature: "absent" },
  outcome: "held",
  reason: "no signature",
  attentionId: "item",
  source: "webhook",
  by: null,
  firstAt: START,
  lastAt: START,
  count: 1,
};

const draft: AttentionDraft = {
  id: "item",
  appId: "app",
  kind: "held",
  paymentId: "payment_1",
  reference: "cart",
  message: "first",
  details: {},
  at: START,
};

describe("the row of a notification that comes again", () => {
  it("keeps when it came first and who entered it, and takes what became of it last", () => {
    const again = { ...entry, outcome: "applied", attentionId: null, by: "Ann", lastAt: LATER } as const;
    const merged = mergedInbox(entry, again);
    expect(merged).toEqual({ ...again, firstAt: START, count: 2 });
    expect(mergedInbox(merged, { ...entry, by: "Bob", count: 0 })).toMatchObject({ by: "Ann", count: 2 });
  });

  it("is closed with its item, unless it was applied or dismissed", () => {
    expect(closedWith(entry)).toBe("item");
    expect(closedWith({ ...entry, outcome: "applied" })).toBeNull();
    expect(closedWith({ ...entry, outcome: "dismissed" })).toBeNull();
  });
});

it("an item that is raised again keeps its first time and its resolution, and counts", () => {
  const resolved = { ...newAttention(draft), resolvedAt: START, resolvedBy: "Ann", note: "done" };
  const again = mergedAttention(resolved, { ...draft, message: "second", at: LATER });
  expect(again).toEqual({ ...resolved, message: "second", lastAt: LATER, count: 2 });
});

describe("a purchase", () => {
  it("is open at its address while the gateway receives, and nowhere while it is asked for", () => {
    const [order] = issued(undefined, "payment_1").attempts;
    const { order: pending } = asked(undefined, terms({ customer: "c" }));
    expect(order && openOrder(order)).toMatchObject({ until: DEADLINE, customer: null });
    expect(openOrder(pending)).toEqual({ until: "2026-01-01T00:01:00.000Z", address: null, customer: "c" });
  });

  it("is over since it was last touched, once nothing is awaited of it", () => {
    const { purchase, order } = asked(undefined, terms());
    expect(overSince(purchase)).toBeNull();
    const refused = refuseAttempt(purchase, order, new CoinCoinError("gateway_refused", "no"), LATER);
    expect(overSince({ ...refused.purchase, wakeAt: null })).toBe(LATER);
    expect(overSince({ ...refused.purchase, wakeAt: LATER })).toBeNull();
  });

  it("leaves a tombstone for each payment id, with its address and when the purchase was paid", () => {
    const purchase = issued(undefined, "payment_1");
    const address = purchase.attempts.map((order) => ("address" in order ? order.address : null))[0];
    const common = { appId: "app", paymentId: "payment_1", reference: "cart", address, prunedAt: LATER };
    expect(tombstonesOf(purchase, LATER)).toEqual([{ ...common, paidAt: null }]);
  });
});
