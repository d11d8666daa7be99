import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type OrderEventType, orderEventTypes } from "../../src/domain/events.ts";
import { attentionId, eventId, paidEventId } from "../../src/domain/ids.ts";
import { answered, asked, attemptOf, CLOSE, DEADLINE, issued, START, terms } from "./fixtures.ts";
import { Story } from "./story.ts";

const ID = "payment_1";
const SECOND = "payment_2";
const LATE = "2026-01-01T13:00:00.001Z";
const story = () => new Story(issued(undefined, ID));
const typesOf = (told: Story) => told.types.filter((type) => type !== "order.payment");

const IDS = {
  created: "evt_248a666f35100d15a3e682c8ee7213c7",
  paid: "evt_e8e7144a738688031ea46e9977275e05",
  underpaid: "att_e2a6e99ca799c379ba0d18a3848b98f0",
};

describe("ids", () => {
  // Rows of shops are keyed by these: another id for the same thing would deliver an event twice.
  it("are the same in every release", () => {
    expect(eventId("app", ID, "order.created", 1)).toBe(IDS.created);
    expect(paidEventId("app", "cart")).toBe(IDS.paid);
    expect(attentionId("app", "underpaid", [ID, "40"])).toBe(IDS.underpaid);
  });

  it("differ where any part differs, however the parts run together", () => {
    const all = [
      attentionId("a", "held", ["b", "c"]),
      attentionId("a", "held", ["bc"]),
      attentionId("a", "held", ["bc", ""]),
      attentionId("a", "conflict", ["b", "c"]),
      attentionId("b", "held", ["b", "c"]),
      eventId("a", "b", "order.created", 1),
      eventId("a", "b", "order.created", 2),
      eventId("a", "b", "order.expired", 1),
      paidEventId("a", "b"),
      paidEventId("b", "a"),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});

describe("the events of an order", () => {
  it("are of the types that can be asked for", () => {
    expect([...orderEventTypes].sort()).toEqual([...EVERY].sort());
  });

  it("are told once each, whatever is said again", () => {
    const told = story();
    for (const state of [2, 2, 1, 2, 1, 1]) told.tell(ID, state, { usdt: "120" });
    expect(typesOf(told)).toEqual(["order.settling", "order.paid", "order.overpaid", "order.settled"]);
    expect(told.order(ID).told).toEqual(["settling", "overpaid", "settled"]);
    const invalid = story();
    invalid.tell(ID, -1, {});
    invalid.tell(ID, -1, {});
    invalid.sweep(CLOSE);
    invalid.sweep(CLOSE);
    expect(typesOf(invalid)).toEqual(["order.invalid", "order.expired"]);
    expect(invalid.order(ID).told).toEqual(["invalid", "expired"]);
    expect(invalid.items).toEqual([]);
  });

  it("say that money is missing once, and keep what was told before", () => {
    const told = story();
    told.tell(ID, 2, { usdt: "40" });
    told.sweep(DEADLINE);
    told.sweep(CLOSE);
    told.tell(ID, 2, { usdt: "50" });
    expect(typesOf(told)).toEqual(["order.settling", "order.underpaid"]);
    expect(told.order(ID).told).toEqual(["settling", "underpaid"]);
    expect(told.events.at(-2)).toMatchObject({ coin: "usdt", received: "40", missing: "60" });
  });

  it("do not say so of an attempt that a newer one asks the rest for", () => {
    const both = new Story(issued(issued(undefined, ID), SECOND));
    both.tell(ID, 0, { usdt: "40" });
    both.sweep(CLOSE);
    expect(both.types).not.toContain("order.underpaid");
    expect(both.items).toContain("underpaid payment_1");
  });

  it("say with an excess how much it is, and keep what was told before", () => {
    const told = story();
    told.tell(ID, 1, { usdt: "120" });
    expect(told.events.at(-1)).toMatchObject({ type: "order.overpaid", coin: "usdt", excess: "20" });
  });

  const money = fc.record({
    id: fc.constantFrom(ID, SECOND),
    state: fc.constantFrom(0, 1, 2, -1),
    usdt: fc.constantFrom("0", "40", "60", "100", "120"),
    at: fc.constantFrom(START, DEADLINE, CLOSE, LATE),
    sweeps: fc.boolean(),
  });

  it("carry their order right after them, numbered without a gap, each under its own id", () => {
    const seen = new Set<OrderEventType>();
    fc.assert(
      fc.property(fc.array(money, { maxLength: 8 }), (steps) => {
        const told = new Story(issued(issued(undefined, ID), SECOND));
        const sequence = new Map([ID, SECOND].map((id) => [id, told.order(id).sequence]));
        for (const { id, state, usdt, at, sweeps } of steps) {
          told.tell(id, state, usdt === "0" ? {} : { usdt }, at);
          if (sweeps) told.sweep(at);
        }
        for (const event of told.events) {
          const { paymentId } = event;
          const next = (sequence.get(paymentId) ?? 0) + 1;
          sequence.set(paymentId, next);
          const isPaid = event.type === "order.paid" || event.type === "order.paid_late";
          expect(event).toMatchObject({
            id: isPaid ? paidEventId("app", "cart") : eventId("app", paymentId, event.type, next),
            appId: "app",
            reference: "cart",
            sequence: next,
            order: { paymentId, sequence: next, appId: "app" },
          });
          expect(event.at).toBe(event.order.updatedAt);
          expect(new Set(event.order.told).size).toBe(event.order.told.length);
          seen.add(event.type);
        }
        for (const id of [ID, SECOND]) expect(told.order(id).sequence).toBe(sequence.get(id));
      }),
      { numRuns: 300, seed: 1 },
    );
    // Of the chain, and of a person.
    const byOthers: OrderEventType[] = ["order.seen", "order.proved", "order.withdrawn"];
    expect([...seen, ...byOthers].sort()).toEqual(EVERY.filter((type) => type !== "order.created").sort());
  });

  it("begin with the answer of the gateway", () => {
    const { events, purchase } = answered(asked(undefined, terms()));
    const [created] = events;
    expect(created).toEqual({
      type: "order.created",
      id: eventId("app", ID, "order.created", 1),
      appId: "app",
      paymentId: ID,
      reference: "cart",
      sequence: 1,
      at: START,
      order: attemptOf(purchase, ID),
    });
    expect(created?.order).toMatchObject({
      status: "receiving",
      coverage: "none",
      received: {},
      confirmed: {},
      receivedInTime: "0",
      coveredAt: null,
      lapsed: false,
      invalidSeen: false,
      told: [],
      paid: null,
      sequence: 1,
    });
  });
});

const EVERY: OrderEventType[] = [
  "order.created",
  "order.payment",
  "order.paid",
  "order.paid_late",
  "order.overpaid",
  "order.settling",
  "order.settled",
  "order.underpaid",
  "order.expired",
  "order.invalid",
  "order.seen",
  "order.proved",
  "order.withdrawn",
];
