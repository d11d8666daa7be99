import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CoinCoin, silentLogger } from "@coincoin/core";
import { sqliteStore } from "@coincoin/sql/sqlite";
import { describe, expect, it } from "vitest";
import { APP, coincoin, openShop, SECRET, type Shop } from "./shop.ts";

const PAYMENT_ID = "EX100100100";

/** What the shop knows when it was started again. */
async function afterRestart<T>(shop: Shop, look: (coincoin: CoinCoin) => Promise<T>): Promise<T> {
  await using again = new CoinCoin({
    appId: APP,
    secretKey: SECRET,
    store: sqliteStore(shop.database),
    delivery: "manual",
    logger: silentLogger,
  });
  return await look(again);
}

describe("coincoin trigger", () => {
  it("sends a shop the webhook of an order that was paid, and the shop fulfils it", async () => {
    await using shop = await openShop();
    const fulfilled: string[] = [];
    shop.coincoin.on("order.paid", (event) => void fulfilled.push(event.reference));
    await shop.coincoin.createOrder({ paymentId: PAYMENT_ID, reference: "cart-17", price: "99.99" });
    const half = await coincoin(["trigger", "order.payment", "--payment-id", PAYMENT_ID, "--json"], shop.env);
    expect([half.code, JSON.parse(half.out)]).toMatchObject([0, { outcome: "applied", collected: "49.995" }]);
    const paid = await coincoin(["trigger", "order.paid", "--payment-id", PAYMENT_ID], shop.env);
    expect(paid).toMatchObject({ code: 0, out: expect.stringContaining("applied") });
    expect(paid.out).not.toContain(new URL(shop.coincoin.webhookUrl()).pathname);
    await expect.poll(() => fulfilled).toEqual(["cart-17"]);
    const { items } = await shop.coincoin.inbox.list();
    expect(items[0]?.proofs).toEqual({
      token: expect.stringMatching(/^v1\.[0-9a-f]{8}$/),
      signature: "valid",
    });
    const again = await coincoin(["trigger", "order.paid", "--payment-id", PAYMENT_ID], shop.env);
    expect(again.out).toContain("duplicate");
  });

  it.each([
    ["order.overpaid", { coverage: "over" }],
    ["order.settled", { coverage: "full", status: "completed" }],
    ["order.invalid", { coverage: "none", invalidSeen: true }],
  ])("knows the story of %s", async (event, expected) => {
    await using shop = await openShop();
    await shop.coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    // The whole address, as it was pasted into CoinCoin's site.
    const args = ["trigger", event, "--payment-id", PAYMENT_ID, "--to", shop.coincoin.webhookUrl()];
    expect(await coincoin(args, { ...shop.env, COINCOIN_PUBLIC_URL: "" })).toMatchObject({ code: 0 });
    expect(await shop.coincoin.getOrder(PAYMENT_ID)).toMatchObject(expected);
  });

  it("without an order is parked, and with a wrong key refused", async () => {
    await using shop = await openShop();
    const parked = await coincoin(["trigger", "order.paid", "--to", shop.url], shop.env);
    expect(parked).toMatchObject({ code: 0, out: expect.stringContaining("parked") });
    const wrong = { ...shop.env, COINCOIN_SECRET_KEY: "another key altogether" };
    const refused = await coincoin(["trigger", "order.paid", "--json"], wrong);
    expect([refused.code, JSON.parse(refused.out)]).toMatchObject([1, { status: 401, ok: false }]);
    const unknown = await coincoin(["trigger", "order.paid", "--payment-id", "NOBODYSORDER"], shop.env);
    expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining("404") });
  });

  it("makes no other machine believe anything unless it is told to", async () => {
    const env = { COINCOIN_APP_ID: APP, COINCOIN_SECRET_KEY: SECRET };
    const args = ["trigger", "order.paid", "--to", "https://shop.invalid/coincoin"];
    expect(await coincoin(args, env)).toMatchObject({ code: 2, err: expect.stringContaining("--force") });
    expect(await coincoin([...args, "--force"], env)).toMatchObject({ code: 1 });
  });
});

describe("coincoin attention", () => {
  it("lists while the shop runs, and closes an item when it does not", async () => {
    await using shop = await openShop();
    await fetch(shop.coincoin.webhookUrl(), { method: "POST", body: "no JSON" });
    const listed = await coincoin(["attention"], shop.env);
    expect(listed).toMatchObject({ code: 0, out: expect.stringContaining("unreadable") });
    const { items } = JSON.parse((await coincoin(["attention", "--json"], shop.env)).out) as {
      items: { id: string }[];
    };
    const id = items[0]?.id ?? "";
    const resolve = ["attention", "resolve", id, "--note", "looked at it", "--by", "Ada"];

    const locked = await coincoin(resolve, shop.env);
    expect(locked).toMatchObject({ code: 1, err: expect.stringContaining("Stop the shop for a moment") });
    expect(locked.err).toContain(`process ${process.pid}`);
    expect((await shop.coincoin.attention.list()).items).toHaveLength(1);

    await shop.stop();
    expect(await coincoin(resolve, shop.env)).toMatchObject({ code: 0 });
    expect(await coincoin(["attention"], shop.env)).toMatchObject({ out: "Nothing needs a person.\n" });
    expect((await coincoin(["attention", "--all"], shop.env)).out).toContain("by Ada: looked at it");
    expect(await coincoin(resolve, shop.env)).toMatchObject({
      code: 1,
      err: expect.stringContaining("No open attention item"),
    });
  });

  it("makes no database where there is none, and takes none that is another's", async () => {
    await using shop = await openShop();
    const nowhere = `${shop.database}.not-there`;
    const missing = await coincoin(["attention", "--store", `sqlite:${nowhere}`], shop.env);
    expect(missing).toMatchObject({ code: 2, err: expect.stringContaining("There is no file") });
    expect(existsSync(nowhere)).toBe(false);
    const odd = await coincoin(["attention", "--store", `sqlite:${import.meta.filename}`], shop.env);
    expect(odd).toMatchObject({ code: 1, err: expect.stringContaining("cannot be read") });
    expect(await coincoin(["attention", "--store", "mysql:x"], shop.env)).toMatchObject({ code: 2 });
  });
});

describe("coincoin reconcile", () => {
  const entered = ["--collected", "usdt=100", "--state", "completed", "--by", "Ada"];

  it("enters what a person read, and the shop fulfils it when it starts", async () => {
    await using shop = await openShop();
    await shop.coincoin.createOrder({ paymentId: PAYMENT_ID, reference: "cart-17", price: "100" });
    const running = await coincoin(["reconcile", PAYMENT_ID, ...entered, "--yes", "--json"], shop.env);
    expect([running.code, JSON.parse(running.out)]).toMatchObject([1, { error: { code: "store_locked" } }]);
    await shop.stop();

    const unasked = await coincoin(["reconcile", PAYMENT_ID, ...entered], shop.env);
    expect(unasked).toMatchObject({ code: 2, err: expect.stringContaining("--yes") });
    const done = await coincoin(["reconcile", PAYMENT_ID, ...entered, "--yes"], shop.env);
    expect(done).toMatchObject({
      code: 0,
      out: expect.stringMatching(/100 of 100 usdt received, completed, paid/),
    });
    await afterRestart(shop, async (again) => {
      const fulfilled: string[] = [];
      again.on("order.paid", (event) => void fulfilled.push(event.reference));
      await again.deliverDue();
      expect(fulfilled).toEqual(["cart-17"]);
      expect((await again.inbox.list()).items[0]).toMatchObject({ source: "operator", by: "Ada" });
    });
  });

  it("refuses what cannot be meant, and changes nothing", async () => {
    await using shop = await openShop();
    await shop.coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    await shop.stop();
    for (const [code, ...args] of [
      [2, PAYMENT_ID, "--collected", "100", "--state", "completed", "--by", "Ada"],
      [2, PAYMENT_ID, "--collected", "usdt=100", "--state", "paid", "--by", "Ada"],
      [2, PAYMENT_ID, "--collected", "usdt=100", "--state", "completed"],
      [2, ...entered],
      [1, PAYMENT_ID, "--collected", "usdt=1O0", "--state", "completed", "--by", "Ada"],
      [1, "NOBODYSORDER", ...entered],
    ] as const) {
      const ended = await coincoin(["reconcile", ...args, "--yes"], shop.env);
      expect([args, ended.code]).toEqual([args, code]);
    }
    await afterRestart(shop, async (again) => {
      expect(await again.getOrder(PAYMENT_ID)).toMatchObject({ received: {}, paid: null });
    });
  });
});

describe("coincoin sandbox", () => {
  it("is a gateway until it is told to stop", async () => {
    const cli = join(import.meta.dirname, "../src/cli.ts");
    const child = spawn(
      process.execPath,
      ["--conditions=coincoin-source", cli, "sandbox", "--port", "0", "--json"],
      {
        env: { PATH: process.env["PATH"] ?? "", COINCOIN_APP_ID: APP, COINCOIN_SECRET_KEY: SECRET },
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    const ended = once(child, "exit");
    const [line] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
    const { apiUrl } = JSON.parse(line) as { apiUrl: string };
    await using shop = new CoinCoin({
      appId: APP,
      secretKey: SECRET,
      apiUrl,
      delivery: "manual",
      logger: silentLogger,
    });
    expect(await shop.createOrder({ price: "25" })).toMatchObject({ amountDue: "25" });
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  });
});
