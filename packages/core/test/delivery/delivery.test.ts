import { expect, test } from "vitest";
import { BackgroundDelivery, type Batch } from "../../src/delivery/delivery.ts";
import { type Handler, Handlers } from "../../src/delivery/handlers.ts";
import { appId, config, paidEvent, recordingLogger, storeWith } from "./fixtures.ts";
import { VirtualClock } from "./virtual-clock.ts";

interface Setting {
  readonly handler?: Handler<"order.paid">;
  drain?(batch: Batch): Promise<number>;
  sweep?(batch: Batch): Promise<number>;
}

async function setting(options: Setting = {}) {
  const clock = new VirtualClock();
  const logger = recordingLogger();
  const store = await storeWith();
  const heard: string[] = [];
  const handlers = new Handlers();
  const delivery = new BackgroundDelivery({
    appId,
    store,
    handlers,
    environment: clock.environment(),
    logger,
    config: { ...config, closeTimeoutMs: 10_000 },
    drain: (batch) => options.drain?.(batch) ?? Promise.resolve(0),
    sweep: (batch) => options.sweep?.(batch) ?? Promise.resolve(0),
  });
  handlers.on("order.paid", options.handler ?? ((event) => void heard.push(event.id)));
  const commit = (number: number) => store.commit({ appId, events: [paidEvent(number)] });
  return { clock, logger, store, delivery, handlers, heard, commit };
}

test("an event reaches its handler without time passing when delivery is nudged after the commit", async () => {
  const { clock, delivery, heard, commit } = await setting();
  delivery.start();
  await clock.advance(1_000);
  await commit(1);
  delivery.nudge();
  await clock.settle();
  expect(heard).toEqual(["evt_1"]);
  await delivery.stop();
});

test("an event nobody nudged for is found by the next poll, and one that was nudged for at once", async () => {
  const { clock, delivery, handlers, heard, commit, store } = await setting();
  delivery.start();
  await clock.settle();
  await commit(1);
  await clock.advance(store.pollIntervalMs);
  expect(heard).toEqual(["evt_1"]);
  await store.commit({ appId, events: [{ ...paidEvent(2), type: "order.settling" }] });
  handlers.on("order.settling", (event) => void heard.push(event.id));
  delivery.nudge();
  await clock.settle();
  expect(heard).toEqual(["evt_1", "evt_2"]);
  await delivery.stop();
});

test("a spool that hangs and a sweep that fails delay no event", async () => {
  const { clock, delivery, heard, commit, logger } = await setting({
    drain: ({ signal }) => new Promise((resolve) => signal.addEventListener("abort", () => resolve(0))),
    sweep: () => Promise.reject(new Error("no index")),
  });
  delivery.start();
  await commit(1);
  await clock.advance(60_000);
  expect(heard).toEqual(["evt_1"]);
  expect(logger.lines).toHaveLength(1);
  await delivery.stop();
});

test("more events than slots flow on as slots become free, without waiting for a poll", async () => {
  const { clock, delivery, heard, store } = await setting();
  await store.commit({ appId, events: Array.from({ length: 100 }, (_, index) => paidEvent(index)) });
  delivery.start();
  await clock.advance(0);
  expect(heard).toHaveLength(100);
  await delivery.stop();
});

test("events that the sweep raises are delivered at once", async () => {
  let raised = false;
  const { clock, delivery, heard, commit, store } = await setting({
    sweep: async () => {
      if (raised || clock.now() < Date.parse("2030-01-01T00:00:01.000Z")) return 0;
      raised = true;
      await commit(7);
      return 1;
    },
  });
  delivery.start();
  await clock.advance(1_000 + store.pollIntervalMs - 1);
  expect(heard).toEqual(["evt_7"]);
  await delivery.stop();
});

test("one pass drains, sweeps, delivers, and tells how much of each", async () => {
  const order: string[] = [];
  let left = 130;
  const { delivery, heard, commit } = await setting({
    drain: ({ limit }) => {
      order.push("drain");
      const taken = Math.min(limit, left);
      left -= taken;
      return Promise.resolve(taken);
    },
    sweep: () => {
      order.push("sweep");
      return Promise.resolve(2);
    },
  });
  await commit(1);
  expect(await delivery.deliverDue()).toEqual({ delivered: 1, failed: 0, swept: 2, drained: 130 });
  expect(order).toEqual(["drain", "drain", "sweep"]);
  expect(heard).toEqual(["evt_1"]);
});

test("a pass whose spool fails delivers all the same, and then says so", async () => {
  const { delivery, heard, commit } = await setting({ drain: () => Promise.reject(new Error("no disk")) });
  await commit(1);
  await expect(delivery.deliverDue()).rejects.toThrow("no disk");
  expect(heard).toEqual(["evt_1"]);
});

test("stopping resolves when handlers are done, once for all who ask, and later passes are refused", async () => {
  const ended: string[] = [];
  const { clock, delivery, commit } = await setting({
    handler: async (event) => {
      await clock.environment().sleep(3_000);
      ended.push(event.id);
    },
  });
  await commit(1);
  delivery.start();
  await clock.settle();
  const stops = Promise.all([delivery.stop(), delivery.stop()]);
  await clock.advance(3_000);
  await stops;
  expect(ended).toEqual(["evt_1"]);
  expect(clock.sleeping).toBe(0);
  await expect(delivery.deliverDue()).rejects.toMatchObject({ code: "closed" });
  delivery.start();
  expect(clock.sleeping).toBe(0);
});

test("a handler that closes the instance it runs in does not hang it", async () => {
  const stopped: string[] = [];
  const { clock, delivery, commit } = await setting({
    handler: async () => {
      await delivery.stop();
      stopped.push("from within");
    },
  });
  await commit(1);
  delivery.start();
  await clock.advance(10_000);
  await delivery.stop();
  await clock.settle();
  expect(stopped).toEqual(["from within"]);
});
