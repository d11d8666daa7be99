import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { expect, test } from "vitest";
import { type DispatchConfig, Dispatcher } from "../../src/delivery/dispatcher.ts";
import { type Handler, Handlers } from "../../src/delivery/handlers.ts";
import type { MemoryStore } from "../../src/store/memory/store.ts";
import type { Store } from "../../src/store/store.ts";
import { appId, config, paidEvent, recordingLogger, storeWith, throwingLogger } from "./fixtures.ts";
import { VirtualClock } from "./virtual-clock.ts";

interface Setting {
  readonly store: MemoryStore;
  readonly handler?: Handler<"order.paid">;
  readonly config?: Partial<DispatchConfig>;
  /** Stands between the dispatcher and the store. */
  readonly wrap?: (store: Store) => Pick<Store, "claim" | "settle" | "renew">;
}

function setting({ store, handler = () => {}, config: changes = {}, wrap = (it) => it }: Setting) {
  const clock = new VirtualClock();
  const logger = recordingLogger();
  const handlers = new Handlers();
  handlers.on("order.paid", handler);
  const freed: number[] = [];
  const dispatcher = new Dispatcher({
    appId,
    store: wrap(store),
    handlers,
    environment: clock.environment(),
    logger,
    config: { ...config, ...changes },
    onFree: () => void freed.push(clock.now()),
  });
  const deliver = () => dispatcher.deliverDue(100, undefined);
  // Of what needs a person there are events, too, which nobody handles here.
  const records = async () =>
    (await store.listDeliveries({ appId, limit: 200 })).items.filter(
      ({ event }) => event.type === "order.paid",
    );
  return { clock, logger, handlers, dispatcher, deliver, records, freed };
}

const forever = () => new Promise<void>(() => {});
const never = () => new Promise<boolean>(() => {});

/** With the stack behind it, in one line. */
const noStock: unknown = expect.stringMatching(/^handler: Error: no stock at .+dispatcher\.test\.ts/);

test("an event that is delivered is done, and is not delivered again", async () => {
  const heard: string[] = [];
  const { deliver, records } = setting({
    store: await storeWith(paidEvent(1), paidEvent(2)),
    handler: (event) => void heard.push(event.id),
  });
  expect(await deliver()).toEqual({ delivered: 2, failed: 0 });
  expect(await deliver()).toEqual({ delivered: 0, failed: 0 });
  expect(heard).toEqual(["evt_1", "evt_2"]);
  expect((await records()).map(({ state }) => state)).toEqual(["done", "done"]);
});

test("nothing is claimed for types that have no handler", async () => {
  const claims: unknown[] = [];
  const { deliver, handlers } = setting({
    store: await storeWith(paidEvent(1)),
    wrap: (store) => ({
      claim: (query) => {
        claims.push(query.types);
        return store.claim(query);
      },
      settle: (settlement) => store.settle(settlement),
      renew: (lease) => store.renew(lease),
    }),
  });
  await deliver();
  expect(claims).toEqual([["order.paid"]]);
  const none = new Dispatcher({
    appId,
    store: { claim: () => Promise.reject(new Error("asked")), settle: never, renew: never },
    handlers: new Handlers(),
    environment: new VirtualClock().environment(),
    logger: recordingLogger(),
    config,
  });
  expect(await none.deliverDue(10, undefined)).toEqual({ delivered: 0, failed: 0 });
  expect(handlers.types()).toEqual(["order.paid"]);
});

test("a failed event is due again after the backoff, with the error and the attempt's number", async () => {
  const attempts: number[] = [];
  const { deliver, records, clock, logger } = setting({
    store: await storeWith(paidEvent(1)),
    handler: (_, { attempt }) => {
      attempts.push(attempt);
      if (attempt === 1) throw new Error("no stock");
    },
  });
  expect(await deliver()).toEqual({ delivered: 0, failed: 1 });
  expect(await records()).toMatchObject([
    { state: "pending", attempts: 1, lastError: noStock, availableAt: "2030-01-01T00:00:00.500Z" },
  ]);
  expect(await deliver()).toEqual({ delivered: 0, failed: 0 });
  await clock.advance(500);
  expect(await deliver()).toEqual({ delivered: 1, failed: 0 });
  expect(attempts).toEqual([1, 2]);
  expect(logger.lines).toMatchObject([{ level: "warn", facts: { eventId: "evt_1", attempt: 1 } }]);
});

test("after the last attempt the event is a dead letter, and a person is told in the same commit", async () => {
  const store = await storeWith(paidEvent(1));
  const { deliver, records, clock } = setting({
    store,
    handler: () => Promise.reject(new Error("no stock")),
  });
  for (let round = 0; round < 5; round++) {
    await deliver();
    await clock.advance(60_000);
  }
  expect(await records()).toMatchObject([{ state: "dead", attempts: 3, lastError: noStock }]);
  const { items } = await store.listAttention({ appId, limit: 10 });
  expect(items).toMatchObject([
    {
      kind: "dead_letter",
      paymentId: "order_0001",
      reference: "order_0001",
      details: { eventId: "evt_1", type: "order.paid", attempts: "3", lastError: noStock },
    },
  ]);
});

test("a dead letter that is retried and dies again is told again, although the first was resolved", async () => {
  const store = await storeWith(paidEvent(1));
  let seed = 0;
  const clock = new VirtualClock();
  const environment = clock.environment(() => (seed = (seed * 16_807 + 11) % 2_147_483_647) / 2_147_483_647);
  const handlers = new Handlers();
  handlers.on("order.paid", () => Promise.reject(new Error("no stock")));
  const dispatcher = new Dispatcher({
    appId,
    store,
    handlers,
    environment,
    logger: recordingLogger(),
    config,
  });
  const die = async () => {
    for (let round = 0; round < 3; round++) {
      await dispatcher.deliverDue(10, undefined);
      await clock.advance(60_000);
    }
  };
  await die();
  const [first] = (await store.listAttention({ appId, limit: 10, open: true })).items;
  await store.resolveAttention({
    appId,
    id: first?.id ?? "",
    by: null,
    note: "retried",
    at: "2030-01-02T00:00:00.000Z",
  });
  expect(await store.retryDelivery({ appId, eventId: "evt_1", now: "2030-01-01T00:00:00.000Z" })).toBe(true);
  await die();
  expect((await store.listAttention({ appId, limit: 10, open: true })).items).toHaveLength(1);
});

test("an event on which process after process died becomes a dead letter without being run", async () => {
  const store = await storeWith(paidEvent(1));
  const runs: number[] = [];
  const { deliver, records } = setting({ store, handler: (_, { attempt }) => void runs.push(attempt) });
  for (let crash = 0; crash < config.maxAttempts; crash++) {
    const at = "2030-01-01T00:00:00.000Z";
    await store.claim({
      appId,
      types: ["order.paid"],
      limit: 1,
      now: at,
      leaseId: `crashed ${crash}`,
      leaseUntil: at,
    });
  }
  expect(await deliver()).toEqual({ delivered: 0, failed: 1 });
  expect(runs).toEqual([]);
  expect(await records()).toMatchObject([
    { state: "dead", lastError: "Error: no attempt ever came to an end" },
  ]);
  expect((await store.listAttention({ appId, limit: 10 })).items).toMatchObject([{ kind: "dead_letter" }]);
});

test("a handler that takes too long has failed, its signal aborts, and it is not waited for", async () => {
  const reasons: unknown[] = [];
  const { deliver, records, clock } = setting({
    store: await storeWith(paidEvent(1)),
    handler: (_, { signal }) => {
      signal.addEventListener("abort", () => reasons.push(signal.reason));
      return forever();
    },
  });
  const delivering = deliver();
  await clock.advance(29_999);
  expect(reasons).toEqual([]);
  await clock.advance(1);
  expect(await delivering).toEqual({ delivered: 0, failed: 1 });
  expect(reasons).toMatchObject([{ name: "TimeoutError" }]);
  expect(await records()).toMatchObject([
    { state: "pending", lastError: "TimeoutError: the handler took longer than 30000 ms" },
  ]);
  expect(clock.sleeping).toBe(0);
});

test("a handler that hangs keeps one slot: everything else flows past it", async () => {
  const store = await storeWith(...Array.from({ length: 50 }, (_, index) => paidEvent(index)));
  const heard: string[] = [];
  const { dispatcher, clock, freed } = setting({
    store,
    config: { concurrency: 2 },
    handler: (event) => {
      if (event.id === "evt_0") return forever();
      heard.push(event.id);
      return Promise.resolve();
    },
  });
  await dispatcher.fill();
  for (let rounds = 0; rounds < 100 && heard.length < 49; rounds++) {
    await clock.settle();
    await dispatcher.fill();
  }
  expect(heard).toHaveLength(49);
  expect(freed.length).toBeGreaterThan(0);
  expect(clock.now()).toBe(Date.parse("2030-01-01T00:00:00.000Z"));
});

test("never more handlers run at once than allowed, also when two passes claim at the same moment", async () => {
  const store = await storeWith(...Array.from({ length: 40 }, (_, index) => paidEvent(index)));
  let running = 0;
  let most = 0;
  const { deliver, dispatcher, clock } = setting({
    store,
    config: { concurrency: 3 },
    handler: async () => {
      most = Math.max(most, ++running);
      await clock.environment().sleep(100);
      running--;
    },
  });
  const passes = Promise.all([deliver(), deliver(), dispatcher.fill()]);
  await clock.advance(5_000);
  const [first, second] = await passes;
  expect(most).toBe(3);
  expect(first.delivered + second.delivered).toBeLessThanOrEqual(40);
  expect((await store.stats({ appId, types: ["order.paid"], now: "" })).pendingDeliveries).toBe(0);
});

test("deliverDue stops at its limit", async () => {
  const store = await storeWith(...Array.from({ length: 10 }, (_, index) => paidEvent(index)));
  const { dispatcher } = setting({ store });
  expect(await dispatcher.deliverDue(7, undefined)).toEqual({ delivered: 7, failed: 0 });
});

test("a lease is renewed for as long as its handler runs", async () => {
  const store = await storeWith(paidEvent(1));
  const { deliver, clock, records } = setting({
    store,
    config: { leaseMs: 9_000, handlerTimeoutMs: 600_000 },
    handler: () => clock.environment().sleep(300_000),
  });
  const delivering = deliver();
  for (let minute = 0; minute < 5; minute++) {
    await clock.advance(59_000);
    const now = new Date(clock.now()).toISOString();
    const other = { appId, types: ["order.paid"], limit: 1, leaseId: "other", leaseUntil: now } as const;
    expect(await store.claim({ ...other, now })).toEqual([]);
  }
  await clock.advance(10_000);
  expect(await delivering).toEqual({ delivered: 1, failed: 0 });
  expect(await records()).toMatchObject([{ state: "done", attempts: 1 }]);
});

test("a handler whose claim took nearly all of the lease has it renewed before it ends", async () => {
  const store = await storeWith(paidEvent(1));
  const { deliver, clock } = setting({
    store,
    config: { leaseMs: 9_000, handlerTimeoutMs: 600_000 },
    handler: () => clock.environment().sleep(60_000),
    wrap: (inner) => ({
      claim: async (query) => {
        await clock.environment().sleep(8_900);
        return inner.claim(query);
      },
      settle: (settlement) => inner.settle(settlement),
      renew: (lease) => inner.renew(lease),
    }),
  });
  const delivering = deliver();
  await clock.advance(9_001);
  const now = new Date(clock.now()).toISOString();
  const other = { appId, types: ["order.paid"], limit: 1, leaseId: "other", leaseUntil: now } as const;
  expect(await store.claim({ ...other, now })).toEqual([]);
  await clock.advance(70_000);
  expect(await delivering).toEqual({ delivered: 1, failed: 0 });
});

test("a handler whose lease went to another process is told so, and writes nothing down", async () => {
  const store = await storeWith(paidEvent(1));
  const reasons: unknown[] = [];
  const { deliver, clock, records, logger } = setting({
    store,
    handler: (_, { signal }) => {
      signal.addEventListener("abort", () => reasons.push(signal.reason));
      return forever();
    },
    wrap: (inner) => ({
      claim: (query) => inner.claim(query),
      settle: (settlement) => inner.settle(settlement),
      renew: () => Promise.resolve(false),
    }),
  });
  const delivering = deliver();
  await clock.advance(20_000);
  expect(await delivering).toEqual({ delivered: 0, failed: 1 });
  expect(reasons).toMatchObject([{ message: expect.stringContaining("the lease ran out") }]);
  expect(await records()).toMatchObject([{ state: "pending", lastError: null }]);
  expect(logger.lines).toMatchObject([{ level: "warn", message: expect.stringContaining("lease") }]);
});

test("a handler is stopped when its lease runs out because the store cannot renew it", async () => {
  const { deliver, clock } = setting({
    store: await storeWith(paidEvent(1)),
    config: { leaseMs: 9_000 },
    handler: forever,
    wrap: (inner) => ({
      claim: (query) => inner.claim(query),
      settle: (settlement) => inner.settle(settlement),
      renew: never,
    }),
  });
  const delivering = deliver();
  await clock.advance(9_000);
  expect(await delivering).toEqual({ delivered: 0, failed: 1 });
});

test("the end of an attempt is written down as soon as the store works again, and the outage logged once", async () => {
  const store = await storeWith(...Array.from({ length: 4 }, (_, index) => paidEvent(index)));
  let broken = true;
  const { deliver, clock, records, logger } = setting({
    store,
    wrap: (inner) => ({
      claim: (query) => inner.claim(query),
      settle: (settlement) => (broken ? Promise.reject(new Error("disk full")) : inner.settle(settlement)),
      renew: (lease) => inner.renew(lease),
    }),
  });
  const delivering = deliver();
  await clock.advance(10_000);
  broken = false;
  await clock.advance(10_000);
  expect(await delivering).toEqual({ delivered: 4, failed: 0 });
  expect((await records()).map(({ state, attempts }) => `${state} ${attempts}`)).toEqual([
    "done 1",
    "done 1",
    "done 1",
    "done 1",
  ]);
  expect(logger.lines.map(({ level }) => level)).toEqual(["error", "info"]);
});

test("a store that cannot be asked rejects a pass, after the handlers at work are done", async () => {
  const store = await storeWith(paidEvent(1), paidEvent(2), paidEvent(3));
  let claims = 0;
  const ended: string[] = [];
  const { deliver, clock } = setting({
    store,
    config: { concurrency: 1 },
    handler: async (event) => {
      await clock.environment().sleep(10);
      ended.push(event.id);
    },
    wrap: (inner) => ({
      claim: (query) => (++claims > 1 ? Promise.reject(new Error("gone")) : inner.claim(query)),
      settle: (settlement) => inner.settle(settlement),
      renew: (lease) => inner.renew(lease),
    }),
  });
  const [result] = await Promise.all([Promise.allSettled([deliver()]), clock.advance(100)]);
  expect(result).toMatchObject([{ status: "rejected", reason: { message: "gone" } }]);
  expect(ended).toEqual(["evt_1"]);
});

test("closing waits for handlers under way, and claims nothing more", async () => {
  const store = await storeWith(paidEvent(1), paidEvent(2));
  const ended: string[] = [];
  const { dispatcher, clock, records } = setting({
    store,
    config: { concurrency: 1 },
    handler: async (event) => {
      await clock.environment().sleep(1_000);
      ended.push(event.id);
    },
  });
  await dispatcher.fill();
  const closing = dispatcher.close(5_000);
  await clock.advance(999);
  expect(ended).toEqual([]);
  await clock.advance(1);
  await closing;
  await dispatcher.fill();
  expect(ended).toEqual(["evt_1"]);
  expect((await records()).map(({ state }) => state).sort()).toEqual(["done", "pending"]);
  expect(clock.sleeping).toBe(0);
});

test("closing aborts what outlasts the grace period, and leaves it due at once", async () => {
  const store = await storeWith(paidEvent(1));
  const reasons: unknown[] = [];
  const { dispatcher, clock, records } = setting({
    store,
    handler: (_, { signal }) => {
      signal.addEventListener("abort", () => reasons.push(signal.reason));
      return forever();
    },
  });
  await dispatcher.fill();
  const closing = dispatcher.close(5_000);
  await clock.advance(5_000);
  await closing;
  expect(reasons).toMatchObject([{ code: "closed" }]);
  expect(await records()).toMatchObject([{ state: "pending", availableAt: "2030-01-01T00:00:05.000Z" }]);
  const now = new Date(clock.now()).toISOString();
  const again = await store.claim({
    appId,
    types: ["order.paid"],
    limit: 1,
    now,
    leaseId: "next",
    leaseUntil: now,
  });
  expect(again).toMatchObject([{ attempt: 2 }]);
});

test("what a claim brings after closing began is given back unrun", async () => {
  const store = await storeWith(paidEvent(1));
  const runs: string[] = [];
  const gate = new EventTarget();
  const { dispatcher, clock, records } = setting({
    store,
    handler: (event) => void runs.push(event.id),
    wrap: (inner) => ({
      claim: async (query) => {
        await new Promise((resolve) => gate.addEventListener("open", resolve));
        return inner.claim(query);
      },
      settle: (settlement) => inner.settle(settlement),
      renew: (lease) => inner.renew(lease),
    }),
  });
  const filling = dispatcher.fill();
  const closing = dispatcher.close(60_000);
  gate.dispatchEvent(new Event("open"));
  await Promise.all([filling, closing]);
  expect(runs).toEqual([]);
  expect(await records()).toMatchObject([{ state: "pending", availableAt: "2030-01-01T00:00:00.000Z" }]);
  expect(clock.sleeping).toBe(0);
});

test("aborting a pass stops its handlers and gives back what they had", async () => {
  const store = await storeWith(...Array.from({ length: 10 }, (_, index) => paidEvent(index)));
  const { dispatcher, clock, records } = setting({ store, handler: forever });
  const controller = new AbortController();
  const delivering = dispatcher.deliverDue(100, controller.signal);
  await clock.settle();
  controller.abort();
  expect(await delivering).toEqual({ delivered: 0, failed: 4 });
  expect((await records()).filter(({ attempts }) => attempts > 0)).toHaveLength(4);
  expect(clock.sleeping).toBe(0);
});

test("a logger that throws stops neither the dispatcher nor the other events", async () => {
  const store = await storeWith(paidEvent(1), paidEvent(2));
  const handlers = new Handlers();
  handlers.on("order.paid", (event) => {
    if (event.id === "evt_1") throw new Error("no");
  });
  const clock = new VirtualClock();
  const dispatcher = new Dispatcher({
    appId,
    store,
    handlers,
    environment: clock.environment(),
    logger: throwingLogger,
    config,
  });
  expect(await dispatcher.deliverDue(10, undefined)).toEqual({ delivered: 1, failed: 1 });
});

test("a failure names its handler, and keeps error, stack and cause in log, channel and dead letter", async () => {
  const cause = new TypeError("boom");
  const error = new Error("no stock", { cause });
  const published: unknown[] = [];
  const hear = (facts: unknown) => void published.push(facts);
  subscribe("coincoin:delivery", hear);
  const store = await storeWith(paidEvent(1));
  const { deliver, records, logger } = setting({
    store,
    handler: function ship() {
      throw error;
    },
  });
  await deliver();
  unsubscribe("coincoin:delivery", hear);
  const failure = { err: error, handlers: ["ship"] };
  expect(published).toMatchObject([{ outcome: "failed", ...failure }]);
  expect(logger.lines.map(({ facts }) => facts)).toMatchObject([failure]);
  expect(await records()).toMatchObject([
    { lastError: expect.stringMatching(/^ship: Error: no stock at .+ caused by: TypeError: boom at /) },
  ]);
});
