import { describe, expect, it } from "vitest";
import { StoreClock } from "../../src/store/clock.ts";
import { memoryStore } from "../../src/store/memory/store.ts";
import type { Store } from "../../src/store/store.ts";
import { recordingLogger } from "../delivery/fixtures.ts";

const HOUR = 3_600_000;
const TRUE_TIME = Date.parse("2030-01-01T12:00:00.000Z");

/** A machine whose clocks a test sets, and a store that tells the true time; each answer takes a while to come. */
function setting({ wallOff = 0, answerMs = 2 } = {}) {
  const state = { passed: 0, wallOff, storeOff: 0, answerMs, stood: 0, asked: 0 };
  const machine = {
    now: () => TRUE_TIME + state.passed + state.wallOff,
    monotonic: () => 5_000 + state.passed - state.stood,
  };
  const store: Store = memoryStore();
  store.now = async () => {
    state.asked += 1;
    state.passed += state.answerMs / 2;
    const said = new Date(TRUE_TIME + state.passed + state.storeOff).toISOString();
    state.passed += state.answerMs / 2;
    return said;
  };
  const logger = recordingLogger();
  const clock = new StoreClock(machine, logger);
  const error = () => clock.now() - (TRUE_TIME + state.passed + state.storeOff);
  return { state, machine, store, clock, logger, error };
}

describe("the clock that all goes by", () => {
  it("is the machine's until the store was asked, and then the store's", async () => {
    const { clock, store, error } = setting({ wallOff: 5 * 60_000 });
    expect(error()).toBe(5 * 60_000);
    await clock.follow(store);
    expect(Math.abs(error())).toBeLessThanOrEqual(1);
  });

  it("does not move when the machine's clock is set, before the store is asked again", async () => {
    const { clock, store, state, error } = setting();
    await clock.follow(store);
    state.wallOff = -3 * HOUR;
    expect(Math.abs(error())).toBeLessThanOrEqual(1);
    await clock.follow(store);
    expect(state.asked).toBe(2);
    expect(Math.abs(error())).toBeLessThanOrEqual(1);
    expect(clock.aheadMs).toBeLessThanOrEqual(-3 * HOUR + 2);
  });

  it("has gone on while the machine slept", async () => {
    const { clock, store, state, error } = setting();
    await clock.follow(store);
    state.passed += HOUR;
    state.stood += HOUR;
    expect(Math.abs(error())).toBeLessThanOrEqual(1);
    await clock.follow(store);
    expect(state.asked).toBe(2);
    expect(Math.abs(error())).toBeLessThanOrEqual(1);
  });

  it("follows the store's when that is set, and asks for it every ten seconds", async () => {
    const { clock, store, state, error } = setting();
    await clock.follow(store);
    await clock.follow(store);
    expect(state.asked).toBe(1);
    state.storeOff = -3 * HOUR;
    state.passed += 10_000;
    await Promise.all([clock.follow(store), clock.follow(store)]);
    expect(state.asked).toBe(2);
    expect(Math.abs(error())).toBeLessThanOrEqual(1);
  });

  it("learns little from an answer that took long, and keeps what it knows better", async () => {
    const { clock, store, state, error } = setting();
    await clock.follow(store);
    state.passed += 10_000;
    state.answerMs = 9_000;
    store.now = async () => {
      state.passed += 9_000;
      return new Date(TRUE_TIME + state.passed).toISOString();
    };
    await clock.follow(store);
    expect(Math.abs(error())).toBeLessThanOrEqual(1);
  });

  it("is the time that was given, where no monotonic clock was given with it", async () => {
    const { store, state } = setting();
    const clock = new StoreClock({ now: () => 77 }, recordingLogger());
    await clock.follow(store);
    expect([clock.now(), clock.aheadMs, state.asked]).toStrictEqual([77, null, 0]);
  });

  it("says once that the machine is off, until it is right again", async () => {
    const { clock, store, state, logger } = setting({ wallOff: 60_000 });
    const ask = async () => {
      state.passed += 10_000;
      await clock.follow(store);
    };
    await ask();
    await ask();
    expect(logger.lines.filter(({ message }) => message.includes("ahead of the database's"))).toHaveLength(1);
    state.wallOff = 0;
    await ask();
    state.wallOff = -60_000;
    await ask();
    expect(logger.lines.filter(({ message }) => message.includes("behind the database's"))).toHaveLength(1);
  });

  it("is not known while the store is out of order", async () => {
    const { clock, store } = setting();
    store.now = () => Promise.reject(new Error("out of order"));
    await expect(clock.follow(store)).rejects.toThrow("out of order");
    expect(clock.aheadMs).toBeNull();
  });
});
