import { rmSync } from "node:fs";
import { join } from "node:path";
import { cart } from "@coincoin/conformance/facts";
import { CoinCoin, silentLogger } from "@coincoin/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sqliteStore } from "../src/sqlite/index.ts";
import { type Child, startChild } from "./child.ts";
import { temporaryFolder } from "./sqlite-bench.ts";

let folder: string;
let path: string;
const children: Child[] = [];

function start(...args: string[]): Child {
  const child = startChild("writer", args);
  children.push(child);
  return child;
}

beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder, "shop.db");
});

afterEach(async () => {
  for (const child of children.splice(0)) await child.kill();
  rmSync(folder, { recursive: true, force: true });
});

describe("a SQLite file and the processes that use it", () => {
  for (const job of ["write", "burst"]) {
    it(`everything a process was told is stored is there after SIGKILL (${job})`, async () => {
      const child = start(path, job);
      await child.line(75);
      await child.kill();
      const told = child.lines.slice(1);
      const store = sqliteStore({ path, lockWaitMs: 0 });
      try {
        for (const paymentId of told) {
          const { purchase } = await store.read({ appId: "app_one", paymentId });
          expect(purchase, paymentId).toStrictEqual(cart(paymentId));
        }
      } finally {
        await store.close();
      }
    });
  }

  it("a second process is told who holds the file, and gets it as soon as the first is killed", async () => {
    const first = start(path, "hold");
    expect(await first.line(1)).toBe("open");
    const second = start(path, "hold");
    const refusal = await second.line(1);
    expect(refusal).toMatch(/^store_locked /);
    expect(refusal).toContain(path);
    expect(refusal).toContain(`process ${first.pid} on `);
    expect(refusal).toContain("PostgreSQL");
    await first.kill();
    const third = start(path, "hold");
    expect(await third.line(1)).toBe("open");
  });

  it("a process that starts while another ends waits for it", async () => {
    const first = start(path, "hold");
    await first.line(1);
    const store = sqliteStore({ path, lockWaitMs: 10_000 });
    const opening = store.open();
    await first.kill();
    await opening;
    await expect(store.ping()).resolves.toBeUndefined();
    await store.close();
  });

  it("two stores on one file in one process are told to share one, and closing hands the file over", async () => {
    const first = sqliteStore(path);
    const second = sqliteStore({ path, lockWaitMs: 0 });
    await first.open();
    await expect(second.open()).rejects.toMatchObject({
      code: "store_locked",
      message: expect.stringContaining("Share one store"),
      details: { path, pid: process.pid },
    });
    await expect(second.ping()).rejects.toMatchObject({ code: "store_locked" });
    await first.close();
    await second.open();
    await second.ping();
    await second.close();
  });

  it("a second shop on the file says once that it cannot deliver, however often the first takes from the spool", async () => {
    const lines: string[] = [];
    const log = (_: object, message: string) => void lines.push(message);
    const logger = { debug: () => {}, info: log, warn: () => {}, error: log };
    const options = { appId: "app_one", secretKey: "secret-of-the-test", publicUrl: "https://shop.example" };
    const first = new CoinCoin({ ...options, store: sqliteStore(path), logger: silentLogger });
    await first.start();
    const second = new CoinCoin({ ...options, store: sqliteStore({ path, lockWaitMs: 0 }), logger });
    await second.start().catch(() => {});
    const token = second.webhookUrl().split("/").at(-1);
    for (let count = 0; count < 3; count += 1) {
      const payment = {
        payment_id: `payment_000${count}`,
        address: "T",
        network: "tron",
        coin: "usdt",
        amount: 1,
      };
      const body = JSON.stringify({ payment, collected: { usdt: 1 }, state: 0 });
      const reply = await second.receiveWebhook({ token, headers: {}, body });
      expect(reply).toMatchObject({ type: "taken", outcome: "spooled" });
      const taken = async () => (await first.inbox.list()).items.length;
      await expect.poll(taken, { timeout: 5_000 }).toBe(count + 1);
      await new Promise((resolve) => setTimeout(resolve, 600));
    }
    await Promise.all([first.close(), second.close()]);
    const about = (what: string) => lines.filter((line) => line.includes(what));
    expect(about("draining the spool").length).toBeLessThanOrEqual(1);
    expect(about("works again")).toStrictEqual([]);
  }, 30_000);
});
