import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { hostOf } from "../../src/http/host.ts";
import { createSurface } from "../../src/http/surface.ts";
import { memoryStore } from "../../src/store/memory/store.ts";
import { paidEvent } from "../delivery/fixtures.ts";
import { openCoinCoin } from "../http/support.ts";

// Node 20 warns of signals with more than ten listeners; later versions do not.
const warnings: Error[] = [];
const note = (warning: Error) => warnings.push(warning);
beforeEach(() => void process.on("warning", note));
afterEach(() => void process.off("warning", note));

it("many event streams and many handlers at once are no leak", async () => {
  const store = memoryStore();
  const coincoin = openCoinCoin({
    appId: "app-1",
    store,
    delivery: { mode: "manual", concurrency: 32 },
    limits: { streamsPerOrder: 32 },
  });
  const { paymentId } = await coincoin.createOrder({ price: "100" });
  const surface = createSurface(hostOf(coincoin), {});
  const streams = Array.from({ length: 32 }, () =>
    surface({
      method: "GET",
      path: `/orders/${paymentId}/events`,
      search: `key=${coincoin.viewKey(paymentId)}`,
      headers: {},
      signal: new AbortController().signal,
      readBody: async () => ({ type: "aborted" }),
      original: undefined,
    }),
  );
  expect((await Promise.all(streams)).map((reply) => reply?.type)).not.toContain("whole");
  const events = Array.from({ length: 32 }, (_, number) => paidEvent(number, "2020-01-01T00:00:00.000Z"));
  await store.commit({ appId: "app-1", events });
  coincoin.on("order.paid", (_, { signal }) => delay(50, undefined, { signal }));
  const caller = new AbortController();
  expect(await coincoin.deliverDue({ signal: caller.signal })).toMatchObject({ delivered: 32 });
  await coincoin.close();
  expect(warnings).toStrictEqual([]);
});
