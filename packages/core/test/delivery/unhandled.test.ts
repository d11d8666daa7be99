import { describe, expect, it } from "vitest";
import type { Commit } from "../../src/domain/commit.ts";
import { memoryStore } from "../../src/store/memory/store.ts";
import type { Store } from "../../src/store/store.ts";
import { openCoinCoin, PAYMENT_ID, tell } from "../http/support.ts";

const START = Date.parse("2026-01-01T00:00:00.000Z");
const MINUTE = 60_000;

/** A shop whose order was paid a quarter of an hour ago, and that has no handler yet. */
async function paidAndWaiting(store: Store) {
  const time = { now: START };
  const coincoin = openCoinCoin({ store, environment: { now: () => time.now } });
  await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
  await tell(coincoin, "100", 1);
  time.now = START + 16 * MINUTE;
  return { coincoin, time };
}

async function kinds(coincoin: ReturnType<typeof openCoinCoin>, open: boolean) {
  return (await coincoin.attention.list({ open })).items.map(({ kind }) => kind);
}

/** The store with something that happens right before a commit that warns of an unhandled event. */
function beforeTelling(store: Store, happens: () => Promise<unknown>): Store {
  const commit = async (change: Commit) => {
    if (change.attention?.some(({ kind }) => kind === "unhandled")) await happens();
    return store.commit(change);
  };
  return new Proxy(store, {
    get(target, name) {
      if (name === "commit") return commit;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

describe("a paid order that nobody handles", () => {
  it("is told to a person, and no longer once it was delivered after all", async () => {
    const { coincoin } = await paidAndWaiting(memoryStore({ acceptLoss: true }));
    await coincoin.deliverDue();
    expect(await kinds(coincoin, true)).toEqual(["unhandled"]);
    coincoin.on("order.paid", () => {});
    expect(await coincoin.deliverDue()).toMatchObject({ delivered: 1 });
    expect(await kinds(coincoin, true)).toEqual([]);
    const [item] = (await coincoin.attention.list({ open: false })).items;
    expect(item).toMatchObject({ kind: "unhandled", note: "The event was delivered.", resolvedBy: null });
    await coincoin.close();
  });

  it("stays on the list while its handler fails", async () => {
    const { coincoin } = await paidAndWaiting(memoryStore({ acceptLoss: true }));
    await coincoin.deliverDue();
    coincoin.on("order.paid", () => {
      throw new Error("no stock");
    });
    expect(await coincoin.deliverDue()).toMatchObject({ failed: 1 });
    expect(await kinds(coincoin, true)).toEqual(["unhandled"]);
    await coincoin.close();
  });

  it("is not told when another process delivers it between the look and the commit", async () => {
    const store = memoryStore({ acceptLoss: true });
    const { coincoin, time } = await paidAndWaiting(store);
    // Its own sweep, which comes first, must not tell of it.
    const other = openCoinCoin({
      store,
      patience: { unhandledAfterMinutes: 30 },
      environment: { now: () => time.now },
    });
    other.on("order.paid", () => {});
    const racing = openCoinCoin({
      store: beforeTelling(store, () => other.deliverDue()),
      environment: { now: () => time.now },
    });
    await racing.deliverDue();
    expect(await store.listDeliveries({ appId: "http-test", state: "done", limit: 10 })).toMatchObject({
      items: [{ event: { type: "order.paid" } }],
    });
    expect(await kinds(coincoin, true)).toEqual([]);
    await Promise.all([coincoin.close(), racing.close(), other.close()]);
  });

  it("costs an event that is delivered in time no commit of its own", async () => {
    const store = memoryStore({ acceptLoss: true });
    const { coincoin, time } = await paidAndWaiting(store);
    time.now = START + MINUTE;
    coincoin.on("order.paid", () => {});
    const before = (await store.read({ appId: "http-test", reference: PAYMENT_ID })).purchase?.version;
    expect(await coincoin.deliverDue()).toMatchObject({ delivered: 1 });
    const after = (await store.read({ appId: "http-test", reference: PAYMENT_ID })).purchase?.version;
    expect(after).toBe(before);
    await coincoin.close();
  });
});
