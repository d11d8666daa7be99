import { domainEventTypes, memoryStore, type Store } from "@coincoin/core";
import fc from "fast-check";
import type { StoreFactory, Suite } from "./bench.ts";
import { type Command, command } from "./commands.ts";
import { everything, minute } from "./facts.ts";

/** Random sequences of commands against the memory store and the real one: every answer and the whole content agree. */
export function property({ describe, expect, it }: Suite, factory: StoreFactory): void {
  describe("against the model", () => {
    it("any sequence of commands gets the same answers as from the memory store", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(command, { minLength: 1, maxLength: 60, size: "max" }),
          async (commands) => {
            const bench = await factory.bench();
            try {
              const model = memoryStore();
              let real = await bench.open();
              for (const each of commands) {
                if (each.type === "reopen") {
                  await real.close();
                  real = real.durable ? await bench.open() : await real.open().then(() => real);
                } else if (each.type === "crash") {
                  if (bench.crash !== undefined) real = await bench.crash(real);
                } else {
                  expect(await outcome(each, real)).toStrictEqual(await outcome(each, model));
                }
              }
              for (const appId of ["app_one", "app_two"]) {
                expect(await content(real, appId)).toStrictEqual(await content(model, appId));
              }
            } finally {
              await bench.dispose();
            }
          },
        ),
        { numRuns: factory.runs ?? 100 },
      );
    }, 120_000);
  });
}

async function outcome(each: Extract<Command, { run: unknown }>, store: Store): Promise<unknown> {
  try {
    return await each.run(store);
  } catch (error) {
    if (error instanceof Error && "code" in error) return { rejected: error.code };
    throw error;
  }
}

async function content(store: Store, appId: string): Promise<unknown> {
  return {
    orders: await everything((after) => store.listOrders({ appId, limit: 3, after })),
    inbox: await everything((after) => store.listInbox({ appId, limit: 3, after })),
    attention: await everything((after) => store.listAttention({ appId, limit: 3, after })),
    deliveries: await everything((after) => store.listDeliveries({ appId, limit: 3, after })),
    stats: await store.stats({ appId, now: minute(0), types: domainEventTypes }),
  };
}
