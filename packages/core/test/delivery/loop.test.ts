import { expect, test } from "vitest";
import { Loop } from "../../src/delivery/loop.ts";
import { recordingLogger, throwingLogger } from "./fixtures.ts";
import { VirtualClock } from "./virtual-clock.ts";

function setting(step: (signal: AbortSignal) => Promise<boolean>) {
  const clock = new VirtualClock();
  const logger = recordingLogger();
  const loop = new Loop({
    what: "the work",
    step,
    intervalMs: 250,
    environment: clock.environment(),
    logger,
  });
  return { clock, logger, loop };
}

function counter(result: (round: number) => boolean = () => false) {
  const rounds = { count: 0 };
  const step = () => Promise.resolve(result(++rounds.count));
  return { rounds, step };
}

test("a loop makes a round at once and then one an interval", async () => {
  const { rounds, step } = counter();
  const { clock, loop } = setting(step);
  loop.start();
  loop.start();
  expect(rounds.count).toBe(1);
  await clock.advance(249);
  expect(rounds.count).toBe(1);
  await clock.advance(751);
  expect(rounds.count).toBe(5);
  await loop.stop();
  expect(clock.sleeping).toBe(0);
});

test("a nudge makes a round without time passing", async () => {
  const { rounds, step } = counter();
  const { clock, loop } = setting(step);
  loop.start();
  await clock.settle();
  loop.nudge();
  for (let microtask = 0; microtask < 10; microtask++) await Promise.resolve();
  expect(rounds.count).toBe(2);
  await loop.stop();
});

test("many nudges during a round make one more round, and none is lost", async () => {
  const ends: (() => void)[] = [];
  const { clock, loop } = setting(() => new Promise((resolve) => ends.push(() => resolve(false))));
  loop.start();
  for (let nudge = 0; nudge < 10; nudge++) loop.nudge();
  ends[0]?.();
  await clock.advance(0);
  expect(ends).toHaveLength(2);
  ends[1]?.();
  await clock.advance(249);
  expect(ends).toHaveLength(2);
  const stopping = loop.stop();
  await stopping;
});

test("a loop that has more to do goes on at once, but lets others run", async () => {
  const { rounds, step } = counter((round) => round < 1_000);
  const { clock, loop } = setting(step);
  loop.start();
  for (let microtask = 0; microtask < 100; microtask++) await Promise.resolve();
  expect(rounds.count).toBe(1);
  await clock.advance(0);
  expect(rounds.count).toBe(1_000);
  await loop.stop();
});

test("an outage is logged once and its end once, and rounds get rarer meanwhile", async () => {
  let broken = true;
  let count = 0;
  const { clock, loop, logger } = setting(() => {
    count++;
    return broken ? Promise.reject(new Error("gone")) : Promise.resolve(false);
  });
  loop.start();
  await clock.advance(600_000);
  expect(count).toBeLessThan(60);
  broken = false;
  await clock.advance(60_000);
  expect(logger.lines.map(({ level, message }) => `${level}: ${message}`)).toEqual([
    "error: the work failed; it is tried again until it works",
    "info: the work works again",
  ]);
  await loop.stop();
});

test("a step that throws, and a logger that throws, do not end the loop", async () => {
  let count = 0;
  const clock = new VirtualClock();
  const loop = new Loop({
    what: "the work",
    step: () => {
      count++;
      throw new Error("not even a promise");
    },
    intervalMs: 250,
    environment: clock.environment(),
    logger: throwingLogger,
  });
  loop.start();
  await clock.advance(10_000);
  expect(count).toBeGreaterThan(2);
  await loop.stop();
});

test("stopping aborts the signal of the round under way and waits for it", async () => {
  const log: string[] = [];
  const { loop } = setting(async (signal) => {
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    log.push("round over");
    return false;
  });
  loop.start();
  const stopping = loop.stop().then(() => log.push("stopped"));
  await stopping;
  expect(log).toEqual(["round over", "stopped"]);
});

test("a stopped loop does not start again", async () => {
  const { rounds, step } = counter();
  const { clock, loop } = setting(step);
  await loop.stop();
  loop.start();
  loop.nudge();
  await clock.advance(1_000);
  expect(rounds.count).toBe(0);
});
