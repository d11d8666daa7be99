import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { builtInNames } from "../../src/domain/names.ts";
import { SpoolDrain } from "../../src/intake/drain.ts";
import { fileSpool, type Spool, type SpooledWebhook } from "../../src/intake/spool.ts";
import { CoinCoinError } from "../../src/lib/errors.ts";
import { memoryStore } from "../../src/store/memory/store.ts";
import type { Store } from "../../src/store/store.ts";
import { recordingLogger } from "../delivery/fixtures.ts";
import { notification, openCoinCoin, PAYMENT_ID, tokenOf } from "../http/support.ts";

const AT = "2026-01-01T00:05:00.000Z";

let folder: string;
let spool: Spool;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "coincoin-drain-"));
  spool = fileSpool(folder);
  store = memoryStore();
});
afterEach(() => rm(folder, { recursive: true }));

function record(n: number, over: Partial<SpooledWebhook> = {}): SpooledWebhook {
  const body = JSON.stringify({ payment: { payment_id: `payment_${n}` }, collected: { usdt: 1 }, state: 0 });
  return { appId: "app", receivedAt: AT, proofs: { token: "v1.test", signature: "absent" }, body, ...over };
}

const permanent = () =>
  new CoinCoinError("store_unavailable", "22P05: 币 has no equivalent", { details: { permanent: true } });

/** The same store, whose every call fails while there is an error to fail with. */
function refusing(inner: Store, error: Error | (() => Error | undefined)): Store {
  return new Proxy(inner, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...input: unknown[]): unknown => {
        const failure = typeof error === "function" ? error() : error;
        return failure === undefined ? Reflect.apply(value, target, input) : Promise.reject(failure);
      };
    },
  });
}

/** What takes records in: fails with `failure`, for those for whom there is one. */
function drainOf(failure: (record: SpooledWebhook) => Error | undefined = () => undefined) {
  const logger = recordingLogger();
  const drain = new SpoolDrain({
    appId: "app",
    names: builtInNames,
    store: async () => store,
    spool,
    intake: {
      take: async (each) => {
        const error = failure(each);
        if (error !== undefined) throw error;
        return "applied";
      },
      note: async () => {},
    },
    now: () => AT,
    logger,
    committed: () => {},
  });
  const told = (text: string) => logger.lines.filter(({ message }) => message.includes(text)).length;
  return { drain, told };
}

async function items(open = true) {
  return (await store.listAttention({ appId: "app", limit: 50, open })).items;
}

describe("a record that can never be stored", () => {
  it("is told to a person once, in plain words, is counted, and is not waited for", async () => {
    await spool.put(record(1));
    const { drain, told } = drainOf(permanent);
    expect(await drain.holdsRecords()).toBe(true);
    for (let pass = 0; pass < 3; pass++) expect(await drain.drain(10)).toBe(0);
    expect(await items()).toMatchObject([{ kind: "spool_stuck", count: 1 }]);
    const [item] = await items();
    expect(item?.message).toContain("22P05: ? has no equivalent");
    expect(item?.message).toMatch(/^[ -~]*$/);
    expect(drain.stuck).toBe(1);
    expect(await drain.holdsRecords()).toBe(false);
    expect(told("cannot be stored")).toBe(1);
  });

  it("is over when it is stored after all, or a person removed it", async () => {
    let isBroken = true;
    await spool.put(record(1));
    await spool.put(record(2));
    const { drain } = drainOf(() => (isBroken ? permanent() : undefined));
    await drain.drain(10);
    expect(await items()).toHaveLength(2);
    const [first] = await spool.list(1);
    await spool.remove(first?.id ?? "");
    await drain.drain(10);
    expect(await items()).toHaveLength(1);
    isBroken = false;
    expect(await drain.drain(10)).toBe(1);
    expect(await items()).toEqual([]);
    expect(drain.stuck).toBe(0);
  });

  it("is told in the next pass where the store went out just then", async () => {
    await spool.put(record(1));
    const behind = store;
    const { drain } = drainOf(permanent);
    const away = new CoinCoinError("store_unavailable", "away");
    store = refusing(behind, away);
    await expect(drain.drain(10)).rejects.toMatchObject({ code: "store_unavailable" });
    store = behind;
    await drain.drain(10);
    expect(await items()).toHaveLength(1);
  });

  it("may be a damaged file, which is told until it is removed", async () => {
    await spool.put(record(1));
    const [found] = await spool.list(1);
    await writeFile(join(folder, found?.id ?? ""), "torn");
    const { drain } = drainOf();
    await drain.drain(10);
    await drain.drain(10);
    expect(await items()).toMatchObject([
      {
        kind: "spool_stuck",
        details: { file: `${found?.id}.bad` },
        message: expect.stringContaining("damaged"),
      },
    ]);
    expect(await drain.holdsRecords()).toBe(false);
    await rm(join(folder, `${found?.id}.bad`));
    await drain.drain(10);
    expect(await items()).toEqual([]);
  });
});

describe("a record that has to wait", () => {
  it("because there is no room is neither told twice nor waited for, and is tried again", async () => {
    let isFull = true;
    await spool.put(record(1));
    const { drain } = drainOf(() => (isFull ? new CoinCoinError("parked_full", "no room") : undefined));
    await drain.drain(10);
    expect([await items(), drain.stuck, await drain.holdsRecords()]).toEqual([[], 0, false]);
    isFull = false;
    expect(await drain.drain(10)).toBe(1);
  });

  it("because it is another app's is named once, and is not waited for", async () => {
    for (const n of [1, 2, 3]) await spool.put(record(n, { appId: n === 3 ? "third" : "other" }));
    const { drain, told } = drainOf();
    await drain.drain(10);
    await drain.drain(10);
    expect(told("another app")).toBe(2);
    expect(await drain.holdsRecords()).toBe(false);
    await spool.put(record(4));
    expect(await drain.holdsRecords()).toBe(true);
  });
});

describe("an order whose payment waits in the spool", () => {
  it("does not lapse before it is stored, in whichever order the loops run", async () => {
    let now = Date.parse("2026-01-01T00:00:00.000Z");
    let isDown = false;
    let isDiskLate = true;
    const away = new CoinCoinError("store_unavailable", "away");
    const flaky = refusing(memoryStore({ acceptLoss: true }), () => (isDown ? away : undefined));
    await using coincoin = openCoinCoin({
      store: flaky,
      spool: {
        put: (each) => spool.put(each),
        // The drain finds nothing yet: the sweep comes first.
        list: async (limit) => {
          const found = isDiskLate ? [] : await spool.list(limit);
          isDiskLate = false;
          return found;
        },
        remove: (id) => spool.remove(id),
        count: () => spool.count(),
      },
      environment: { now: () => now },
    });
    await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100", expiresInHours: 1 });
    now += 1_800_000;
    isDown = true;
    const reply = await coincoin.receiveWebhook({
      token: tokenOf(coincoin),
      headers: {},
      body: notification("100", 1),
    });
    expect(reply).toMatchObject({ type: "taken", outcome: "spooled" });
    now += 10 * 3_600_000;
    isDown = false;
    const events: string[] = [];
    for (const type of ["order.paid", "order.paid_late", "order.expired"] as const) {
      coincoin.on(type, (event) => void events.push(event.type));
    }
    expect(await coincoin.deliverDue()).toMatchObject({ drained: 0 });
    expect(events).toEqual([]);
    expect(await coincoin.deliverDue()).toMatchObject({ drained: 1 });
    expect(events).toEqual(["order.paid"]);
  });
});
