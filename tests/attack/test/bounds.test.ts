import { mkdtemp, readdir, rm } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { CoinCoinError, memoryStore, type Store } from "@coincoin/core";
import { describe, expect, it } from "vitest";
import { MOUNTS, openShop, PAYMENT_ID, paid, SECRET, type Shop, signed } from "./shop.ts";

function stranger(at: number): string {
  return JSON.stringify({ payment: { payment_id: `STRANGER_${at}` }, collected: { usdt: 1 }, state: 1 });
}

async function openItems({ coincoin }: Shop): Promise<number> {
  const { store } = await coincoin.health();
  return Object.values(store?.attention ?? {}).reduce((sum, count) => sum + count, 0);
}

async function sendMany(
  shop: Shop,
  count: number,
  body: (at: number) => string,
  headers: Record<string, string> = {},
): Promise<Record<number, number>> {
  const statuses: Record<number, number> = {};
  for (let from = 0; from < count; from += 20) {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => shop.post(`/webhook/${shop.token}`, body(from + at), headers)),
    );
    for (const { status } of answers) statuses[status] = (statuses[status] ?? 0) + 1;
  }
  return statuses;
}

describe.each(MOUNTS)("with a token that leaked, on %s,", (kind) => {
  const limits = { parked: 20, streamsPerOrder: 3, streams: 4, spooled: 10, bodyTimeoutMs: 300 };
  // Several at once may each see the last free place.
  const ROOM = 20 + 19;

  it("notifications for unknown orders stay bounded, and one for a known order is stored all the same", async () => {
    await using shop = await openShop(kind, { limits });
    const statuses = await sendMany(shop, 400, stranger);
    expect(statuses[200]).toBeLessThanOrEqual(ROOM);
    expect(statuses[503]).toBe(400 - (statuses[200] ?? 0));
    expect((await shop.coincoin.health()).store?.parked).toBeLessThanOrEqual(ROOM);
    expect(await openItems(shop)).toBeLessThanOrEqual(ROOM + 1);
    expect(await shop.post(`/webhook/${shop.token}`, paid(shop.order))).toMatchObject({ status: 200 });
    expect(await shop.coincoin.getOrder(PAYMENT_ID)).toMatchObject({ coverage: "full" });
  });

  it("what is held, in conflict or unreadable stays bounded", async () => {
    await using shop = await openShop(kind, { limits });
    await sendMany(shop, 200, (at) => paid({ ...shop.order, coin: `c${at}` }));
    expect(await openItems(shop)).toBeLessThanOrEqual(ROOM + 1);
    const other = await shop.coincoin.createOrder({ price: "100" });
    await shop.post(`/webhook/${shop.token}`, paid(other, 1), signed(SECRET, Date.now()));
    const forged = { ...signed(SECRET, Date.now()), "cc-sign": "0".repeat(40) };
    await sendMany(shop, 100, (at) => paid(shop.order, 900 + at), forged);
    await sendMany(shop, 200, (at) => paid(shop.order, 100 + at));
    await sendMany(shop, 200, stranger);
    await sendMany(shop, 600, (at) => `no JSON ${at}`);
    // Of what is unreadable 128 items, and one for each first digit of the digest.
    expect(await openItems(shop)).toBeLessThanOrEqual(2 * ROOM + 4 + 144);
    expect(await shop.coincoin.getOrder(PAYMENT_ID)).toMatchObject({ received: {} });
    const { items } = await shop.coincoin.inbox.list({ limit: 200 });
    expect(items.length).toBeLessThanOrEqual(2 * ROOM + 1);
  });

  it("the spool stays bounded while the store is out of order, and drains into a store that is bounded too", async () => {
    const folder = await mkdtemp(join(tmpdir(), "coincoin-attack-"));
    const trouble = { down: false };
    try {
      await using shop = await openShop(kind, {
        limits,
        spool: folder,
        store: breakable(memoryStore(), trouble),
      });
      trouble.down = true;
      const statuses = await sendMany(shop, 100, stranger);
      expect(statuses).toEqual({ 200: 10, 503: 90 });
      expect(await readdir(folder)).toHaveLength(10);
      trouble.down = false;
      expect(await shop.coincoin.deliverDue()).toMatchObject({ drained: 10 });
      expect(await readdir(folder)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("a body that dribbles in is cut off, and so is one that never comes", async () => {
    await using shop = await openShop(kind, { limits });
    const head = `POST /coincoin/webhook/${shop.token} HTTP/1.1\r\nhost: shop.example\r\ncontent-length: 5000\r\n\r\n`;
    const ends = await Promise.all([dribble(shop.port, head, 50), dribble(shop.port, head, undefined)]);
    for (const { text, closed } of ends) {
      expect(text).toMatch(/^HTTP\/1\.1 408 /);
      expect(closed).toBe(true);
    }
  });
});

describe.each(MOUNTS)("without any secret, on %s,", (kind) => {
  it("slow senders are answered and cut off at once, however many, and a true webhook comes through between them", async () => {
    await using shop = await openShop(kind);
    const head =
      "POST /coincoin/webhook/wrong HTTP/1.1\r\nhost: shop.example\r\ncontent-length: 60000\r\n\r\n";
    const slow = Array.from({ length: 300 }, () => dribble(shop.port, head, 100));
    await delay(100);
    expect(await shop.post(`/webhook/${shop.token}`, paid(shop.order))).toMatchObject({ status: 200 });
    for (const { text, closed } of await Promise.all(slow)) {
      expect(text).toMatch(/^HTTP\/1\.1 401 /);
      expect(closed).toBe(true);
    }
    expect(await shop.coincoin.getOrder(PAYMENT_ID)).toMatchObject({ coverage: "full" });
  });

  it("no event stream is opened, and the customer's own are bounded, for one order and together", async () => {
    await using shop = await openShop(kind, { limits: { streamsPerOrder: 3, streams: 4 } });
    const other = await shop.coincoin.createOrder({ paymentId: "SOMEBODYELSE", price: "10" });
    const open = async (paymentId: string, key: string, held: AbortController[]) => {
      const leaving = new AbortController();
      held.push(leaving);
      const url = `${shop.url}/orders/${paymentId}/events?key=${key}`;
      return (await fetch(url, { signal: leaving.signal })).status;
    };
    const held: AbortController[] = [];
    const [mine, theirs] = [shop.coincoin.viewKey(PAYMENT_ID), shop.coincoin.viewKey(other.paymentId)];
    for (let at = 0; at < 10; at++) expect(await open(PAYMENT_ID, "wrong", held)).toBe(404);
    for (const status of [200, 200, 200, 503, 503]) expect(await open(PAYMENT_ID, mine, held)).toBe(status);
    for (const status of [200, 503]) expect(await open(other.paymentId, theirs, held)).toBe(status);
    for (const leaving of held) leaving.abort();
    await expect.poll(() => open(PAYMENT_ID, mine, held)).toBe(200);
    for (const leaving of held) leaving.abort();
  });
});

interface End {
  readonly text: string;
  readonly closed: boolean;
}

/** Sends a head, then one byte at a time for as long as it is let; gives up after 15 s. */
function dribble(port: number, head: string, everyMs: number | undefined): Promise<End> {
  return new Promise((resolve) => {
    let text = "";
    const socket: Socket = connect(port, "127.0.0.1");
    const timer = setInterval(
      () => everyMs !== undefined && socket.writable && socket.write("x"),
      everyMs ?? 1_000,
    );
    const patience = setTimeout(() => finish(false), 15_000);
    const finish = (closed: boolean) => {
      clearInterval(timer);
      clearTimeout(patience);
      socket.destroy();
      resolve({ text, closed });
    };
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    socket.on("error", () => {});
    socket.on("close", () => finish(true));
    socket.write(head);
  });
}

/** The same store, which answers nothing while it is down. */
function breakable(store: Store, trouble: { down: boolean }): Store {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...input: unknown[]): unknown => {
        if (trouble.down && name !== "open" && name !== "close") {
          return Promise.reject(new CoinCoinError("store_unavailable", "The store is down for this test."));
        }
        return Reflect.apply(value, target, input);
      };
    },
  });
}
