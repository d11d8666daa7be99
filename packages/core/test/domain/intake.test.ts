import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noAppFacts } from "../../src/domain/app-facts.ts";
import { AT_ONCE } from "../../src/domain/apply-clock.ts";
import type { Snapshot } from "../../src/domain/commit.ts";
import { heldItemId } from "../../src/domain/held.ts";
import { attentionId } from "../../src/domain/ids.ts";
import {
  conflictItemId,
  decideIntake,
  type Intake,
  patienceOf,
  type Rules,
  readingOf,
  toCommit,
  unmatchedItem,
} from "../../src/domain/intake.ts";
import { builtInNames, namesHint } from "../../src/domain/names.ts";
import type { InboxEntry } from "../../src/domain/notification.ts";
import type { Purchase } from "../../src/domain/order.ts";
import { stateMeaning } from "../../src/domain/state.ts";
import { asked, attemptOf, CLOSE, issued, notification, START, snapshot, terms } from "./fixtures.ts";

const ID = "payment_1";
const CAME = "2026-01-01T00:05:00.000Z";
const AGAIN = "2026-01-01T02:00:00.000Z";
const LATE = "2026-01-01T13:00:00.001Z";
const mismatch = { headers: ["cc-sign"], fits: null, secondsOff: null };
const rules: Rules = {
  patience: { unresolvedMs: 600_000, stalledMs: 3_600_000 * 6, unconfirmedMs: 3_600_000 },
  confirmedBy: "code",
  names: builtInNames,
  meaningOf: (state) => stateMeaning(state, "status-table"),
  trust: { signature: "when-present", tokens: ["v1.test"] },
};

function intake(
  over: Partial<Intake> = {},
  collected: Record<string, string> = { usdt: "100" },
  state = 2,
): Intake {
  return {
    appId: "app",
    paymentId: ID,
    digest: "d1",
    body: "{}",
    proofs: { token: "v1.test", signature: "absent" },
    source: "webhook",
    by: null,
    firstAt: CAME,
    lastAt: CAME,
    count: 1,
    notification: notification(ID, state, collected),
    ...over,
  };
}

/** The row that an earlier copy left. */
function seen(outcome: InboxEntry["outcome"], over: Partial<InboxEntry> = {}): InboxEntry {
  const { notification: _, ...entry } = intake();
  return { ...entry, outcome, reason: "an old reason", attentionId: "an item", ...over };
}

function decide(over: Partial<Snapshot>, given = intake(), by = rules) {
  return decideIntake({ ...snapshot(), ...over }, given, by);
}

const order = () => ({ ...issued(undefined, ID), version: 7 });
const pending = () => ({ ...asked(undefined, terms()).purchase, version: 7 });
const tombstone = (paidAt: string | null) => ({
  appId: "app",
  paymentId: ID,
  reference: "cart",
  address: null,
  paidAt,
  prunedAt: START,
});
const held = intake({ proofs: { token: "v1.test", signature: "unknown", mismatch } });

describe("a notification of an order", () => {
  it("is applied in one commit, guarded by the version it was judged by, and answers what waited", () => {
    const { outcome, commit } = decide({ purchase: order() });
    const { notification: said, ...row } = intake();
    expect(outcome).toBe("applied");
    expect(commit).toMatchObject({
      appId: "app",
      guard: { paymentId: ID, version: 7 },
      purchase: { version: 8, paid: { at: CAME }, wakeAt: "2026-01-01T06:05:00.000Z" },
      events: [{ type: "order.payment" }, { type: "order.settling" }, { type: "order.paid" }],
      attention: [],
      inbox: [{ ...row, outcome: "applied", reason: null, attentionId: null }],
      resolves: { note: "A later notification was applied.", at: CAME },
    });
    expect(commit.resolves?.ids).toEqual(
      expect.arrayContaining([unmatchedItem("app", said), heldItemId(row), conflictItemId(row)]),
    );
  });

  it("is not applied twice, and a signed copy of what was applied still pins the signature", () => {
    const signed = intake({ lastAt: AGAIN, proofs: { token: "v1.test", signature: "valid" } });
    const { outcome, commit } = decide({ purchase: order(), seen: seen("applied") }, signed);
    expect(outcome).toBe("duplicate");
    expect(commit).toEqual({
      appId: "app",
      inbox: [{ ...seen("applied"), proofs: signed.proofs, lastAt: AGAIN, attentionId: null }],
      app: { pin: { since: CAME, paymentId: ID }, confirmedSeenAt: CAME },
    });
  });

  it.each(["parked", "held", "conflict"] as const)(
    "that was %s before is applied by the time at which it came first",
    (before) => {
      const late = intake({ firstAt: LATE, lastAt: LATE });
      const first = decide({ purchase: order(), seen: seen(before) }, late);
      expect(first.commit).toMatchObject({
        purchase: { paid: { at: CAME, late: false } },
        resolves: { at: LATE },
      });
      expect(decide({ purchase: order() }, late).commit).toMatchObject({
        purchase: { paid: { late: true } },
      });
    },
  );

  it("takes back what a person had entered only where it says that it corrects", () => {
    const purchase = decide({ purchase: order() }).commit.purchase ?? order();
    const by = { source: "operator", by: "Ada", digest: "d2" } as const;
    const less = { usdt: "40" };
    const received = (given: Intake) => {
      const { commit } = decide({ purchase }, given);
      return attemptOf(commit.purchase ?? purchase, ID).received;
    };
    expect(received(intake({ ...by, corrects: true }, less))).toEqual({ usdt: "40" });
    expect(received(intake({ ...by, corrects: false }, less))).toEqual({ usdt: "100" });
    expect(received(intake(by, less))).toEqual({ usdt: "100" });
    const [row] = decide({ purchase }, intake({ ...by, corrects: true }, less)).commit.inbox ?? [];
    expect(Object.keys(row ?? {})).not.toEqual(expect.arrayContaining(["corrects"]));
    expect(Object.keys(row ?? {})).not.toEqual(expect.arrayContaining(["notification"]));
  });

  it("that the store read without its order is a fault of the store", () => {
    const other = intake({ paymentId: "payment_9", notification: notification("payment_9", 2, {}) });
    expect(() => decide({ purchase: order() }, other)).toThrow(/without payment_9/);
  });
});

describe("a notification that contradicts its order", () => {
  it.each([
    ["address", "Elsewhere", ""],
    ["coin", "usdt_trc20", namesHint("coins", "usdt_trc20", "usdt")],
    ["network", "trc20", namesHint("networks", "trc20", "tron")],
  ])(
    "by another %s is kept, and a person sees both, with the way out where names differ",
    (field, theirs, hint) => {
      const given = intake({ notification: notification(ID, 2, { usdt: "100" }, { [field]: theirs }) });
      const { outcome, commit } = decide({ purchase: order() }, given);
      expect(outcome).toBe("conflict");
      const id = conflictItemId(given);
      expect(id).toBe(attentionId("app", "conflict", [ID, "d1"]));
      const ours = attemptOf(order(), ID)[field as "coin"];
      expect(commit).toMatchObject({
        guard: { paymentId: ID, version: 7 },
        inbox: [{ outcome: "conflict", reason: `${field} differs`, attentionId: id }],
        attention: [{ id, kind: "conflict", paymentId: ID, details: { field, ours, theirs }, at: CAME }],
      });
      expect(commit.purchase).toBeUndefined();
      const message = commit.attention?.at(0)?.message;
      expect(message).toContain(`another ${field} than`);
      expect(message?.endsWith(`reconcile.${hint}`)).toBe(true);
      expect(hint === "").toBe(field === "address");
    },
  );
});

describe("a notification for no order", () => {
  it("waits, with an item that says what it says", () => {
    const given = intake({}, { usdt: "100", trx: "5" });
    const { outcome, commit } = decide({}, given);
    expect(outcome).toBe("parked");
    const id = unmatchedItem("app", given.notification);
    expect(commit).toMatchObject({
      guard: { paymentId: ID, version: 0 },
      inbox: [{ outcome: "parked", reason: "no such order", attentionId: id }],
      attention: [
        { id, kind: "unmatched", details: { collected: "100 usdt, 5 trx", state: "2" }, reference: null },
      ],
    });
  });

  it("is the same item for the same money, in whatever order it is spelled", () => {
    const item = (collected: Record<string, string>) => unmatchedItem("app", notification(ID, 0, collected));
    expect(item({ usdt: "1", trx: "2" })).toBe(item({ trx: "2", usdt: "1" }));
    expect(item({ usdt: "1" })).not.toBe(item({ usdt: "2" }));
    expect(item({ usdt: "1" })).toBe(attentionId("app", "unmatched", [ID, "usdt 1"]));
  });

  it.each([
    [null, "pruned unpaid"],
    [START, `after it was paid at ${START}`],
  ])("but for one that was pruned is told, paid at %s", (paidAt, words) => {
    const { outcome, commit } = decide({ tombstone: tombstone(paidAt) });
    expect(outcome).toBe("conflict");
    const id = attentionId("app", "pruned", [ID, "d1"]);
    expect(commit).toMatchObject({
      inbox: [{ outcome: "conflict", reason: "the order was pruned", attentionId: id }],
      attention: [{ id, kind: "pruned", message: expect.stringContaining(words) }],
    });
    expect(commit.guard).toBeUndefined();
  });
});

describe("a notification for an order without terms", () => {
  it("waits under it, so that its answer cannot be committed without seeing it", () => {
    const { outcome, commit } = decide({ purchase: pending() });
    expect(outcome).toBe("parked");
    expect(commit).toMatchObject({
      guard: { paymentId: ID, version: 7 },
      purchase: { ...pending(), version: 8 },
      inbox: [{ outcome: "parked", reason: "the order has no terms yet", attentionId: null }],
      attention: [{ kind: "unmatched", message: expect.stringContaining("never said that it made") }],
    });
  });

  it.each<[Record<string, string>, number]>([
    [{}, 0],
    [{ usdt: "0" }, 0],
    [{ usdt: "0", trx: "1" }, 1],
  ])("calls for a person where it tells of money: %o", (collected, count) => {
    expect(decide({ purchase: pending() }, intake({}, collected)).commit.attention).toHaveLength(count);
  });
});

describe("a notification that is not believed", () => {
  it("is held with what helps a person to judge, guarded by what was known", () => {
    for (const [known, version] of [
      [{ purchase: order() }, 7],
      [{}, 0],
    ] as const) {
      const { outcome, commit } = decide(known, held);
      expect(outcome).toBe("held");
      expect(commit).toMatchObject({
        guard: { paymentId: ID, version },
        inbox: [{ outcome: "held", attentionId: heldItemId(held), proofs: { mismatch } }],
        attention: [{ id: heldItemId(held), kind: "held" }],
      });
    }
    expect(decide({ tombstone: tombstone(null) }, held).commit.guard).toBeUndefined();
    expect(decide({ tombstone: tombstone(null) }, held).outcome).toBe("held");
  });

  it("is applied where a person stands for it, and keeps nothing of the mismatch", () => {
    const { outcome, commit } = decide({ purchase: order() }, { ...held, by: "Ada" });
    expect(outcome).toBe("applied");
    expect(commit.inbox?.at(0)?.proofs).toEqual({ token: "v1.test", signature: "unknown" });
  });

  it("is believed for what a copy of it carried before, and not for a copy that was held itself", () => {
    const before = seen("parked", { proofs: { token: "v1.test", signature: "valid" } });
    expect(decide({ purchase: order(), seen: before }, held).outcome).toBe("applied");
    expect(decide({ purchase: order(), seen: seen("held", { proofs: held.proofs }) }, held).outcome).toBe(
      "held",
    );
  });

  it("is never one that a person enters, signed or not, though CoinCoin signs", () => {
    const app = { ...noAppFacts, pin: { since: START, paymentId: ID } };
    const entered = intake({ source: "operator", by: "Ada", proofs: { token: null, signature: "absent" } });
    expect(decide({ purchase: order(), app }, entered).outcome).toBe("applied");
    expect(decide({ purchase: order(), app }, { ...entered, source: "webhook", by: null }).outcome).toBe(
      "held",
    );
    expect(decide({ purchase: order(), app }).outcome).toBe("held");
  });
});

describe("what a person has closed", () => {
  it("stays closed when it comes again: held, in conflict, or for no order", () => {
    const dismissed = { seen: seen("dismissed") };
    const conflict = intake({ notification: notification(ID, 2, {}, { address: "Elsewhere" }) });
    for (const [known, given, outcome] of [
      [{}, intake(), "parked"],
      [{ purchase: order() }, conflict, "conflict"],
      [{ purchase: order(), seen: seen("dismissed", { proofs: held.proofs }) }, held, "held"],
    ] as const) {
      const decision = decide({ ...dismissed, ...known }, given);
      expect(decision.outcome).toBe(outcome);
      expect(decision.commit.attention).toBeUndefined();
      expect(decision.commit).toMatchObject({
        appId: "app",
        guard: { paymentId: ID },
        inbox: [{ outcome: "dismissed", reason: "an old reason", attentionId: null }],
      });
    }
    const kept = decide({ seen: seen("dismissed", { proofs: held.proofs, reason: null }) }, held);
    expect(kept.commit.inbox).toMatchObject([{ reason: null, proofs: { mismatch } }]);
  });

  it("is news where an order of ours waits for its terms, or takes it", () => {
    const waiting = decide({ seen: seen("dismissed"), purchase: pending() });
    expect(waiting.commit).toMatchObject({
      inbox: [{ outcome: "parked" }],
      attention: [{ kind: "unmatched" }],
    });
    expect(decide({ seen: seen("dismissed"), purchase: order() }).outcome).toBe("applied");
  });
});

describe("what a notification means", () => {
  it.each([
    [0, "receiving", false, true],
    [1, "completed", true, true],
    [2, "settling", true, true],
    [-1, "invalid", false, false],
    [7, "unknown", false, false],
  ])("by the code %i is %s, and confirms by code %s, by amount %s", (state, meaning, byCode, byAmount) => {
    const said = notification(ID, state, {});
    expect(readingOf(said, rules, CAME)).toEqual({ notification: said, meaning, confirms: byCode, at: CAME });
    expect(readingOf(said, { ...rules, confirmedBy: "amount" }, CAME).confirms).toBe(byAmount);
  });
});

describe("the next look at a purchase", () => {
  const change = (purchase: Purchase) => ({ purchase, events: [], attention: [], resolves: [] });

  it("is by its deadlines, or at once where the sweeper was asked to", () => {
    const wakeAt = (purchase: Purchase) => toCommit(change(purchase), rules.patience).purchase.wakeAt;
    expect(wakeAt({ ...order(), wakeAt: null })).toBe(CLOSE);
    expect(wakeAt({ ...order(), wakeAt: START })).toBe(CLOSE);
    expect(wakeAt({ ...order(), wakeAt: AT_ONCE })).toBe(AT_ONCE);
    expect(toCommit(change(order()), rules.patience).purchase.version).toBe(8);
  });

  it("is not for a first confirmation where the gateway has confirmed before", () => {
    expect(patienceOf(rules, noAppFacts)).toEqual(rules.patience);
    expect(patienceOf(rules, { ...noAppFacts, confirmedSeenAt: START })).toEqual({
      ...rules.patience,
      unconfirmedMs: Number.POSITIVE_INFINITY,
    });
  });
});

describe("whatever is known", () => {
  it("writes exactly one row, and an order only with the guard that it was judged by", () => {
    const outcomes = ["applied", "parked", "held", "conflict", "dismissed"] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(undefined, ...outcomes),
        fc.constantFrom(undefined, pending(), order()),
        fc.constantFrom(intake(), held, intake({ by: "Ada", source: "operator" })),
        fc.boolean(),
        (before, purchase, given, isPruned) => {
          const known = {
            seen: before === undefined ? undefined : seen(before),
            purchase,
            tombstone: isPruned && purchase === undefined ? tombstone(null) : undefined,
          };
          const { outcome, commit } = decide(known, given);
          expect(commit.inbox).toHaveLength(1);
          expect(commit.inbox?.at(0)).toMatchObject({ appId: "app", paymentId: ID, digest: "d1" });
          if (commit.purchase !== undefined) {
            expect(commit.guard).toEqual({ paymentId: ID, version: 7 });
            expect(commit.purchase.version).toBe(8);
          }
          if (commit.events !== undefined) expect(outcome).toBe("applied");
        },
      ),
    );
  });
});
