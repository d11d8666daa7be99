import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Batches } from "../src/postgres/batches.ts";

/** What becomes of an item: in a batch it may be left out or spoil it, alone it may be refused. */
interface Item {
  readonly id: number;
  readonly group: string;
  readonly keys: readonly bigint[];
  readonly inBatch: "done" | "left out" | "spoils it" | "breaks the connection";
  readonly alone: "done" | "refused";
  /** How long whatever it is part of takes, in turns. */
  readonly turns: number;
}

const items = fc
  .array(
    fc.record({
      group: fc.constantFrom("a", "a", "a", "b"),
      keys: fc.uniqueArray(fc.bigInt(0n, 12n), { maxLength: 3 }),
      inBatch: fc.oneof(
        { weight: 12, arbitrary: fc.constant("done" as const) },
        { weight: 2, arbitrary: fc.constant("left out" as const) },
        { weight: 1, arbitrary: fc.constant("spoils it" as const) },
        { weight: 1, arbitrary: fc.constant("breaks the connection" as const) },
      ),
      alone: fc.constantFrom("done" as const, "refused" as const),
      turns: fc.integer({ min: 1, max: 4 }),
    }),
    { minLength: 1, maxLength: 150 },
  )
  .map((list) => list.map((item, id): Item => ({ ...item, id })));

class Refused extends Error {
  readonly code = "23505";
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Stands where the database does, and writes down what should not have come to it. */
class Desk {
  readonly wrong: string[] = [];
  readonly atWork = new Set<Item>();
  readonly timesDone = new Map<number, number>();
  batches = 0;
  underWay = 0;
  most = 0;

  readonly batchesOf = (): Batches<Item, string> =>
    new Batches({
      groupOf: (item) => item.group,
      keysOf: (item) => item.keys,
      together: (batch) => this.together(batch),
      alone: (item) => this.alone(item),
      waitMs: 10_000,
    });

  async together(batch: readonly Item[]): Promise<(string | undefined)[]> {
    this.batches += 1;
    this.underWay += 1;
    this.most = Math.max(this.most, this.underWay);
    if (batch.length > 64) this.wrong.push(`${batch.length} at a time`);
    if (batch.some((item) => item.group !== batch[0]?.group)) this.wrong.push("two groups in a batch");
    for (const item of batch) this.#enter(item);
    await turns(Math.max(...batch.map((item) => item.turns)));
    for (const item of batch) this.atWork.delete(item);
    this.underWay -= 1;
    if (batch.some((item) => item.inBatch === "breaks the connection")) throw new Error("connection lost");
    if (batch.some((item) => item.inBatch === "spoils it")) throw new Refused();
    return batch.map((item) => (item.inBatch === "done" ? this.#did(item) : undefined));
  }

  async alone(item: Item): Promise<string> {
    this.#enter(item);
    await turns(item.turns);
    this.atWork.delete(item);
    if (item.alone === "refused") throw new Refused();
    return this.#did(item);
  }

  #enter(item: Item): void {
    for (const other of this.atWork) {
      const shared = other.keys.filter((key) => item.keys.includes(key));
      if (shared.length > 0) this.wrong.push(`${other.id} and ${item.id} share ${shared.join()}`);
    }
    this.atWork.add(item);
  }

  #did({ id }: Item): string {
    this.timesDone.set(id, (this.timesDone.get(id) ?? 0) + 1);
    return `done ${id}`;
  }
}

describe("what goes together to PostgreSQL", () => {
  it("every item is done once and told so, or told why not; none meets another that shares a key", async () => {
    await fc.assert(
      fc.asyncProperty(items, fc.integer({ min: 1, max: 40 }), async (list, perTurn) => {
        const desk = new Desk();
        const batches = desk.batchesOf();
        const told: Promise<PromiseSettledResult<string>[]>[] = [];
        for (let from = 0; from < list.length; from += perTurn) {
          told.push(Promise.allSettled(list.slice(from, from + perTurn).map((item) => batches.run(item))));
          await turns(1);
        }
        const results = (await Promise.all(told)).flat();
        expect(results).toHaveLength(list.length);
        for (const [id, result] of results.entries()) {
          const times = desk.timesDone.get(id) ?? 0;
          if (result.status === "fulfilled") {
            expect(result.value).toBe(`done ${id}`);
            expect(times).toBe(1);
          } else {
            expect(times).toBe(0);
            const mayFail =
              list[id]?.alone === "refused" || list.some((item) => item.inBatch === "breaks the connection");
            expect(mayFail).toBe(true);
          }
        }
        expect(desk.wrong).toStrictEqual([]);
        expect(desk.most).toBeLessThanOrEqual(2);
      }),
      { numRuns: 200 },
    );
  });

  it("what comes while two batches are under way goes in as few as it can", async () => {
    const desk = new Desk();
    const batches = desk.batchesOf();
    const plain = { group: "a", inBatch: "done", alone: "done", turns: 3 } as const;
    const all = Array.from({ length: 200 }, (_, id) => batches.run({ ...plain, id, keys: [BigInt(id)] }));
    expect(await Promise.all(all)).toHaveLength(200);
    // One, one, and 198 by 64.
    expect(desk.batches).toBe(6);
    expect(desk.wrong).toStrictEqual([]);
  });

  it("who waits too long for a turn is told so, and is never done afterwards", async () => {
    const done: number[] = [];
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const batches = new Batches<number, number>({
      groupOf: () => "a",
      keysOf: () => [1n],
      together: async (batch) => {
        await held;
        done.push(...batch);
        return batch;
      },
      alone: (item) => Promise.resolve(item),
      waitMs: 20,
    });
    const first = batches.run(1);
    await expect(batches.run(2)).rejects.toThrow("no turn within 20 ms");
    letGo();
    expect(await first).toBe(1);
    expect(await batches.run(3)).toBe(3);
    expect(done).toStrictEqual([1, 3]);
  });
});
