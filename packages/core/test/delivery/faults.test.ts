import fc from "fast-check";
import { expect, test } from "vitest";
import { BackgroundDelivery } from "../../src/delivery/delivery.ts";
import { Handlers } from "../../src/delivery/handlers.ts";
import type { Store } from "../../src/store/store.ts";
import { appId, config, paidEvent, recordingLogger, storeWith } from "./fixtures.ts";
import { VirtualClock } from "./virtual-clock.ts";

const stopped = new Promise<never>(() => {});
const EVENTS = 12;
const MAX_ATTEMPTS = 6;

/** A seeded source of chances, so that a failing run replays. */
function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Faults {
  readonly seed: number;
  readonly processes: number;
  /** Chance that a call to the store is refused; half of those were carried out all the same. */
  readonly storeFails: number;
  readonly handlerFails: number;
  /** Chance that a process dies at a call to the store, before or after it. */
  readonly dies: number;
}

/** Runs processes on one store until faults end and everything is settled; tells what was run, and what came of it. */
async function run(faults: Faults) {
  const chance = chances(faults.seed);
  const clock = new VirtualClock();
  const store = await storeWith(...Array.from({ length: EVENTS }, (_, index) => paidEvent(index)));
  const leases = new Map<string, { readonly process: number; until: number }>();
  const completed = new Set<string>();
  const problems: string[] = [];
  let calm = false;
  let started = 0;

  const begin = () => {
    const number = ++started;
    const life = { over: false };
    const isOver = () => life.over;
    const environment = clock.environment(chance);
    const call = async <T>(work: () => Promise<T>): Promise<T> => {
      await environment.sleep(chance() * 50);
      if (isOver()) return stopped;
      if (!calm && chance() < faults.dies) {
        life.over = true;
        if (chance() < 0.5) await work();
        begin();
        return stopped;
      }
      if (!calm && chance() < faults.storeFails) {
        if (chance() < 0.5) await work();
        throw new Error("the store is out of order");
      }
      return work();
    };
    const fenced: Pick<Store, "claim" | "settle" | "renew" | "pollIntervalMs"> = {
      pollIntervalMs: 1_000,
      claim: (query) => call(() => store.claim(query)),
      settle: (settlement) => call(() => store.settle(settlement)),
      renew: (lease) =>
        call(async () => {
          const held = await store.renew(lease);
          const running = leases.get(lease.eventId);
          if (held && running?.process === number) running.until = Date.parse(lease.leaseUntil);
          return held;
        }),
    };
    const handlers = new Handlers();
    handlers.on("order.paid", async (event, { attempt }) => {
      if (isOver()) return;
      const other = leases.get(event.id);
      if (other !== undefined && other.until > clock.now() && other.process !== number) {
        problems.push(`${event.id} runs in ${number} while ${other.process} has it`);
      }
      if (attempt > MAX_ATTEMPTS) problems.push(`${event.id} ran a ${attempt}th time`);
      const lease = { process: number, until: clock.now() + 5_000 };
      leases.set(event.id, lease);
      await environment.sleep(chance() * 3_000);
      if (isOver()) return;
      leases.delete(event.id);
      if (!calm && chance() < faults.handlerFails) throw new Error("the handler failed");
      completed.add(event.id);
    });
    const delivery = new BackgroundDelivery({
      appId,
      store: fenced,
      handlers,
      environment,
      logger: recordingLogger(),
      config: {
        ...config,
        concurrency: 3,
        maxAttempts: MAX_ATTEMPTS,
        retry: { baseMs: 500, maxMs: 5_000 },
        leaseMs: 6_000,
        handlerTimeoutMs: 20_000,
        closeTimeoutMs: 1_000,
      },
      drain: () => Promise.resolve(0),
      sweep: () => Promise.resolve(0),
    });
    delivery.start();
    return delivery;
  };

  for (let process = 0; process < faults.processes; process++) begin();
  await clock.advance(30_000);
  calm = true;
  begin();
  await clock.advance(120_000);
  const deliveries = await store.listDeliveries({ appId, limit: 200 });
  // Of what needs a person there are events, too, which nobody handles here.
  const items = deliveries.items.filter(({ event }) => event.type === "order.paid");
  const attention = (await store.listAttention({ appId, limit: 200 })).items;
  return { items, attention, completed, problems };
}

test("whatever fails or dies: every event ends done or dead, was run if done, is told if dead, and never runs twice at once under a lease", async () => {
  const faults = fc.record({
    seed: fc.integer(),
    processes: fc.integer({ min: 1, max: 3 }),
    storeFails: fc.constantFrom(0, 0.1, 0.4),
    handlerFails: fc.constantFrom(0, 0.3, 1),
    dies: fc.constantFrom(0, 0.02, 0.1),
  });
  await fc.assert(
    fc.asyncProperty(faults, async (chosen) => {
      const { items, attention, completed, problems } = await run(chosen);
      expect(problems).toEqual([]);
      expect(items).toHaveLength(EVENTS);
      const dead = items.filter(({ state }) => state === "dead").map(({ event }) => event.id);
      for (const { state, event } of items) {
        expect(state).not.toBe("pending");
        if (state === "done") expect(completed).toContain(event.id);
      }
      expect(new Set(attention.map(({ details }) => details["eventId"]))).toEqual(new Set(dead));
      expect(attention).toHaveLength(dead.length);
    }),
    { numRuns: 30 },
  );
}, 60_000);
