import { describe, expect, it } from "vitest";
import { isFinal, isPayable, type Stage, stageOf, stages } from "../src/index.ts";
import { exampleView, stageChanges } from "./support/views.ts";

const now = Date.parse("2026-03-01T12:00:00Z");

describe("stageOf", () => {
  it.each(Object.entries(stageChanges))("calls an order %s", (stage, changes) => {
    expect(stageOf(exampleView(changes, now), now)).toBe(stage);
  });

  it("has an example of every stage", () => {
    expect(Object.keys(stageChanges).toSorted()).toEqual([...stages].toSorted());
  });

  it("asks for no money from the moment of the deadline, before the server says so", () => {
    const view = exampleView({ expiresAt: new Date(now + 1000).toISOString() }, now);
    expect(stageOf(view, now + 999)).toBe("waiting");
    expect(stageOf(view, now + 1000)).toBe("expired");
    expect(stageOf({ ...view, coverage: "partial", received: "1" }, now + 1000)).toBe("underpaid");
  });

  it("asks for the rest until the deadline, whatever code the gateway sent with the part that came", () => {
    for (const status of ["receiving", "settling", "completed"] as const) {
      const view = exampleView({ status, coverage: "partial", received: "50", remaining: "50" }, now);
      expect(stageOf(view, now)).toBe("partial");
      expect(isFinal(view)).toBe(false);
      const deadline = Date.parse(view.expiresAt ?? "");
      expect(stageOf(view, deadline - 1)).toBe("partial");
      expect(stageOf(view, deadline)).toBe("underpaid");
    }
  });

  it("asks for nothing more once all of it is seen on the chain, and asks again when it is gone", () => {
    const seen = { amount: "50", coin: "usdt", confirmations: 3, needs: 19 };
    const view = exampleView({ seen }, now);
    expect([stageOf(view, now), isPayable(view, now)]).toEqual(["confirming", false]);
    const gone = { ...view, seen: null };
    expect([stageOf(gone, now), isPayable(gone, now)]).toEqual(["waiting", true]);
  });

  it("says that another coin came as long as nothing of the right one did, payable or not", () => {
    const wrong = { otherCoins: { trx: "55" } };
    const view = exampleView(wrong, now);
    expect([stageOf(view, now), isPayable(view, now)]).toEqual(["wrong-coin", true]);
    for (const status of ["receiving", "settling", "completed", "expired", "invalid"] as const) {
      const closed = exampleView({ ...wrong, status }, now);
      const after = Date.parse(closed.expiresAt ?? "");
      expect([stageOf(closed, after), isPayable(closed, after)]).toEqual(["wrong-coin", false]);
    }
    expect(stageOf(exampleView({ otherCoins: { trx: "0.00" } }, now), now)).toBe("waiting");
    expect(stageOf(exampleView({ ...wrong, ...stageChanges.partial }, now), now)).toBe("partial");
    expect(stageOf(exampleView({ ...wrong, ...stageChanges.received }, now), now)).toBe("received");
  });

  it("calls an order expired that the gateway calls invalid because its time ran out", () => {
    const expiresAt = new Date(now - 1).toISOString();
    expect(stageOf(exampleView({ ...stageChanges.invalid, expiresAt }, now), now)).toBe("expired");
  });

  it("believes in paid whatever else the order says", () => {
    expect(stageOf(exampleView({ status: "expired", paid: true }, now), now)).toBe("received");
    expect(stageOf(exampleView({ status: "expired", paid: true }, now), now + 1e10)).toBe("received");
  });

  it("never calls an order paid that is not", () => {
    const paidStages: Stage[] = ["received", "settled", "over"];
    for (const status of ["pending", "receiving", "settling", "completed", "expired", "invalid"] as const) {
      for (const coverage of ["none", "partial", "full", "over"] as const) {
        expect(paidStages).not.toContain(stageOf(exampleView({ status, coverage, paid: false }, now), now));
      }
    }
  });

  it("asks for money at three stages only, and never without an address", () => {
    const payable = Object.entries(stageChanges).filter(([, changes]) =>
      isPayable(exampleView(changes, now), now),
    );
    expect(payable.map(([stage]) => stage)).toEqual(["waiting", "partial", "wrong-coin"]);
    expect(isPayable(exampleView({ address: null }, now), now)).toBe(false);
  });
});

describe("isFinal", () => {
  it("is true of orders to which nothing more happens", () => {
    const final = Object.entries(stageChanges).filter(([, changes]) => isFinal(exampleView(changes)));
    expect(final.map(([stage]) => stage)).toEqual(["settled"]);
    for (const coverage of ["none", "partial", "full"] as const) {
      expect(isFinal(exampleView({ status: "completed", coverage }))).toBe(false);
    }
  });
});
