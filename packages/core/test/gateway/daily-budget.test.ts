import { describe, expect, it } from "vitest";
import { DailyBudget } from "../../src/gateway/daily-budget.ts";
import { memoryStore } from "../../src/store/memory/store.ts";

const NOON = Date.UTC(2026, 1, 28, 12);

/** Two processes' budgets over one store, which can be put out of order. */
function budgets(limit: number) {
  const store = memoryStore();
  const clock = { now: NOON, isStoreDown: false };
  const seen: number[] = [];
  const process = () =>
    new DailyBudget({
      appId: "shop",
      limit,
      now: () => clock.now,
      counted: async (used) => void seen.push(used),
      counter: async () => {
        if (clock.isStoreDown) throw new Error("out of order");
        return store;
      },
    });
  return { clock, seen, process, one: process(), other: process() };
}

async function take(budget: DailyBudget, times: number): Promise<string[]> {
  const answers: string[] = [];
  while (answers.length < times) answers.push((await budget.take())?.code ?? "ok");
  return answers;
}

describe("the budget of a day", () => {
  it("is one for all processes, and a process that begins later finds it used", async () => {
    const { one, other, process, seen } = budgets(5);
    const taken = await Promise.all([take(one, 3), take(other, 3)]);
    expect(taken.flat().toSorted()).toEqual(["daily_limit_reached", ...Array(5).fill("ok")]);
    expect(await take(process(), 1)).toEqual(["daily_limit_reached"]);
    expect(seen.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 5, 5]);
    expect(await process().used()).toBe(5);
  });

  it("begins again with each UTC day", async () => {
    const { clock, one } = budgets(1);
    expect(await take(one, 2)).toEqual(["ok", "daily_limit_reached"]);
    clock.now = Date.UTC(2026, 1, 28, 23, 59, 59, 999);
    expect(await take(one, 1)).toEqual(["daily_limit_reached"]);
    clock.now += 1;
    expect([await one.used(), ...(await take(one, 2))]).toEqual([0, "ok", "daily_limit_reached"]);
  });

  it("stops nobody while the store is out of order, and counts afterwards what was asked meanwhile", async () => {
    const { clock, one, other } = budgets(5);
    clock.isStoreDown = true;
    expect(await take(one, 2)).toEqual(["ok", "ok"]);
    await expect(one.used()).rejects.toThrow("out of order");
    clock.isStoreDown = false;
    expect(await take(one, 1)).toEqual(["ok"]);
    expect(await other.used()).toBe(3);
    clock.isStoreDown = true;
    expect(await take(one, 2)).toEqual(["ok", "ok"]);
    clock.isStoreDown = false;
    expect(await take(one, 2)).toEqual(["daily_limit_reached", "daily_limit_reached"]);
    expect(await take(other, 3)).toEqual(["ok", "ok", "daily_limit_reached"]);
  });

  it("does not let more than the whole budget through while the store is out of order", async () => {
    const { clock, one } = budgets(3);
    clock.isStoreDown = true;
    expect(await take(one, 4)).toEqual(["ok", "ok", "ok", "daily_limit_reached"]);
  });
});
