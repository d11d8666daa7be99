import { describe, expect, it } from "vitest";
import { memoryStore } from "../../src/store/memory/store.ts";
import { openCoinCoin, PAYMENT_ID, tell } from "../http/support.ts";

const NOON = Date.parse("2030-01-01T12:00:00.000Z");
const HOUR = 3_600_000;
const MINUTE = 60_000;

/** A process of a shop; `time` is the clock of all of them. */
function open(store: ReturnType<typeof memoryStore>, time: { now: number }, fetch?: typeof globalThis.fetch) {
  const environment = { now: () => time.now, ...(fetch === undefined ? {} : { fetch }) };
  return openCoinCoin({ store, environment, delivery: "manual" });
}

describe("a pass that takes longer than a lease", () => {
  it("takes no event from the process that has it", async () => {
    const [store, time] = [memoryStore(), { now: NOON }];
    const coincoin = open(store, time);
    await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    await tell(coincoin, "100", 1);
    const due = store.due.bind(store);
    store.due = async (query) => {
      time.now += 10 * MINUTE;
      const leaseUntil = new Date(time.now + 30_000).toISOString();
      const now = new Date(time.now).toISOString();
      const lease = { leaseId: "busy", leaseUntil, now };
      await store.claim({ appId: coincoin.appId, types: ["order.paid"], limit: 1, ...lease });
      return due(query);
    };
    coincoin.on("order.paid", () => {});
    expect(await coincoin.deliverDue()).toMatchObject({ delivered: 0 });
    expect((await coincoin.attention.list()).items).toEqual([]);
  });
});

describe("after the clock was set back by three hours", () => {
  it("what was paid before is delivered a second after the next pass, and a person is told", async () => {
    const [store, time] = [memoryStore(), { now: NOON }];
    const before = open(store, time);
    await before.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    await tell(before, "100", 1);
    time.now = NOON - 3 * HOUR;
    const coincoin = open(store, time);
    expect(await coincoin.health()).toMatchObject({ store: { aheadDeliveries: 1 }, paidUndelivered: 1 });
    coincoin.on("order.paid", () => {});
    await coincoin.deliverDue();
    time.now += 1_000;
    expect(await coincoin.deliverDue()).toMatchObject({ delivered: 1 });
    expect(await coincoin.health()).toMatchObject({ store: { aheadDeliveries: 0 }, paidUndelivered: 0 });
    const { items } = await coincoin.attention.list();
    expect(items).toMatchObject([{ kind: "clock_set_back", details: { events: "1" } }]);
  });

  it("what is paid and handled nowhere is told as soon as without", async () => {
    const [store, time] = [memoryStore(), { now: NOON }];
    const coincoin = open(store, time);
    await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    await tell(coincoin, "100", 1);
    time.now = NOON - 3 * HOUR;
    await coincoin.deliverDue();
    time.now += 16 * MINUTE;
    await coincoin.deliverDue();
    expect((await coincoin.attention.list()).items.map(({ kind }) => kind)).toContain("unhandled");
  });

  it("what a process that died had is taken over after a lease's time", async () => {
    const [store, time] = [memoryStore(), { now: NOON }];
    const before = open(store, time);
    await before.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    await tell(before, "100", 1);
    const lease = { leaseId: "dead", leaseUntil: new Date(NOON + 30_000).toISOString() };
    const now = new Date(NOON).toISOString();
    await store.claim({ appId: before.appId, types: ["order.paid"], limit: 1, now, ...lease });
    time.now = NOON - 3 * HOUR;
    const coincoin = open(store, time);
    coincoin.on("order.paid", () => {});
    expect(await coincoin.deliverDue()).toMatchObject({ delivered: 0 });
    time.now += 2 * 30_000 + 1_000;
    expect(await coincoin.deliverDue()).toMatchObject({ delivered: 1 });
  });

  it("an order that a process died asking for is asked for again at once", async () => {
    const [store, time] = [memoryStore(), { now: NOON }];
    const dies = open(store, time, () => new Promise(() => {}));
    void dies.createOrder({ paymentId: PAYMENT_ID, reference: "cart", price: "100" });
    await expect.poll(() => dies.getOrder(PAYMENT_ID)).toMatchObject({ status: "pending" });
    time.now = NOON - 3 * HOUR;
    const order = await open(store, time).createOrder({ reference: "cart", price: "100" });
    expect(order).toMatchObject({ paymentId: PAYMENT_ID, status: "receiving" });
  });
});
