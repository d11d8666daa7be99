import { describe, expect, it } from "vitest";
import { type AppFacts, noAppFacts } from "../../src/domain/app-facts.ts";
import { decideIntake, type Intake, type Rules } from "../../src/domain/intake.ts";
import { builtInNames } from "../../src/domain/names.ts";
import type { Purchase } from "../../src/domain/order.ts";
import { stateMeaning } from "../../src/domain/state.ts";
import { replayParked } from "../../src/intake/replay.ts";
import { asked, issued, notification, snapshot, terms } from "./fixtures.ts";

const CAME = "2026-01-01T00:05:00.000Z";
const rules: Rules = {
  patience: { unresolvedMs: 600_000, stalledMs: 3_600_000, unconfirmedMs: 3_600_000 },
  confirmedBy: "code",
  names: builtInNames,
  meaningOf: (state) => stateMeaning(state, "status-table"),
  trust: { signature: "when-present", tokens: ["v1.test"] },
};
const pin = { since: CAME, paymentId: "payment_1" };

function intake(over: Partial<Intake> = {}, state = 0): Intake {
  return {
    appId: "app",
    paymentId: "payment_1",
    digest: "d1",
    body: JSON.stringify({ payment: { payment_id: "payment_1" }, collected: { usdt: 1 }, state }),
    proofs: { token: "v1.test", signature: "valid" },
    source: "webhook",
    by: null,
    firstAt: CAME,
    lastAt: CAME,
    count: 1,
    notification: notification("payment_1", state, { usdt: "1" }),
    ...over,
  };
}

function learned(purchase: Purchase | undefined, given: Intake, known: AppFacts = noAppFacts) {
  return decideIntake({ ...snapshot(purchase), app: known }, given, rules).commit.app;
}

describe("what an app's notifications say of its gateway", () => {
  const order = issued(undefined, "payment_1");

  it("a signed one that was applied to an order pins the signature, with the time it came", () => {
    expect(learned(order, intake())).toStrictEqual({ pin });
  });

  it.each([
    ["for no order", undefined, intake()],
    ["for an order without terms", asked(undefined, terms()).purchase, intake()],
    [
      "in conflict with its order",
      order,
      intake({ notification: notification("payment_1", 0, {}, { address: "another" }) }),
    ],
    ["unsigned", order, intake({ proofs: { token: "v1.test", signature: "absent" } })],
    [
      "with a signature that does not fit",
      order,
      intake({ proofs: { token: "v1.test", signature: "unknown" } }),
    ],
    ["sent through `coincoin trigger`", order, intake({ source: "trigger" })],
    ["entered by a person", order, intake({ source: "operator", by: "ann" })],
  ])("one %s pins nothing", (_, purchase, given) => {
    expect(learned(purchase, given)).toBeUndefined();
  });

  it.each([
    [0, undefined],
    [-1, undefined],
    [7, undefined],
    [1, CAME],
    [2, CAME],
  ])("the code %i that was applied says whether the gateway confirms", (state, confirmedSeenAt) => {
    const unsigned = intake({ proofs: { token: "v1.test", signature: "absent" } }, state);
    expect(learned(order, unsigned)?.confirmedSeenAt).toBe(confirmedSeenAt);
    expect(learned(undefined, unsigned)).toBeUndefined();
    expect(learned(order, { ...unsigned, source: "operator", by: "ann" })).toBeUndefined();
  });

  it("what is known already is not written again", () => {
    expect(learned(order, intake({}, 1), { pin, confirmedSeenAt: CAME })).toBeUndefined();
  });

  it("what waited for its order says it when it is applied, by the time it came", () => {
    const parked = { ...intake({}, 2), outcome: "parked" as const, reason: null, attentionId: null };
    const issuing = { purchase: order, events: [], attention: [], resolves: [] };
    const { app } = replayParked(issuing, [parked], rules, noAppFacts, "2026-01-01T00:30:00.000Z");
    expect(app).toStrictEqual({ pin, confirmedSeenAt: CAME });
  });
});
