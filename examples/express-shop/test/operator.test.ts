import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CoinCoin, memoryStore } from "@coincoin/core";
import { createSandbox } from "@coincoin/sandbox";
import express from "express";
import { expect, it } from "vitest";
import { openDatabase, type ShopDatabase } from "../src/database.ts";
import { fulfil } from "../src/fulfilment.ts";
import { operatorRoutes } from "../src/operator.ts";
import { paymentRoutes } from "../src/payments.ts";
import { shopRoutes } from "../src/shop.ts";

interface Setting {
  readonly url: string;
  readonly coincoin: CoinCoin;
  readonly shop: ShopDatabase;
  /** Sends a form as the operator, and gives the page it led to, or the status and the page it was refused with. */
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<string>;
  /** Sends a form that stands on this page of the desk. */
  act(from: string, action: string, fields: Record<string, string>): Promise<string>;
  /** A page of the desk. */
  page(path?: string): Promise<string>;
  pay(paymentId: string, amount: string): Promise<void>;
}

async function setting(body: (setting: Setting) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "express-shop-"));
  const sandbox = await createSandbox({ signWebhooks: false });
  const shop = openDatabase(join(folder, "shop.db"));
  const app = express();
  const server = createServer(app);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const coincoin = new CoinCoin({
    appId: sandbox.appId,
    secretKey: "sandbox-secret",
    apiUrl: sandbox.apiUrl,
    publicUrl: `${url}/coincoin`,
    store: memoryStore({ acceptLoss: true }),
    delivery: { maxAttempts: 1 },
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  });
  app.use("/coincoin", paymentRoutes(coincoin));
  app.use("/operator", operatorRoutes(shop, coincoin, "open sesame"));
  app.use(express.urlencoded({ extended: false }), shopRoutes(shop, coincoin));
  sandbox.setWebhookUrl(coincoin.webhookUrl());
  let cookie = "";
  const page = async (path = "") => (await fetch(`${url}/operator${path}`, { headers: { cookie } })).text();
  const post: Setting["post"] = async (path, fields, headers = {}) => {
    const init = {
      method: "POST",
      headers: { cookie, origin: url, ...headers },
      body: new URLSearchParams(fields),
      redirect: "manual",
    } as const;
    const response = await fetch(`${url}/operator${path}`, init);
    cookie =
      response.headers
        .getSetCookie()
        .find((line) => line.startsWith("operator="))
        ?.split(";")[0] ?? cookie;
    const location = response.headers.get("location");
    if (location === null) return `${response.status}: ${await response.text()}`;
    return (await fetch(url + location, { headers: { cookie } })).text();
  };
  const act: Setting["act"] = async (from, action, fields) =>
    post(`/act/${action}`, { token: tokenOf(await page(from)), back: from.slice(1), ...fields });
  try {
    await body({
      url,
      coincoin,
      shop,
      page,
      post,
      act,
      async pay(paymentId, amount) {
        await sandbox.pay(paymentId, { amount });
        await sandbox.settled();
      },
    });
  } finally {
    await coincoin.close();
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
    await sandbox.close();
    shop.close();
    await rm(folder, { recursive: true });
  }
}

const tokenOf = (page: string) => /name="token" value="([^"]+)"/.exec(page)?.[1] ?? "";

it("the desk and the books open with the password alone", () =>
  setting(async ({ url, page, post, coincoin }) => {
    await coincoin.createOrder({ reference: "order-1", price: "50" });
    expect(await page("/orders")).toContain("Password");
    expect(await page("/orders.csv")).not.toContain("order-1");
    expect((await fetch(`${url}/operator/ledger.json`)).status).toBe(401);
    expect(await post("/login", { password: "open barley" })).toMatch(/^403/);
    expect(await post("/act/resolve", { id: "x", note: "y" })).toMatch(/^401/);
    expect(await post("/login", { password: "open sesame" })).toContain("Today");
    expect(await page("/orders")).toContain("order-1");
    expect(await page("/ledger.json")).toBe("[]");
  }));

it("five wrong passwords are all that an address has in a minute, the right one included", () =>
  setting(async ({ post, page }) => {
    const guesses = Array.from({ length: 30 }, (_, index) => post("/login", { password: `guess ${index}` }));
    const statuses = (await Promise.all(guesses)).map((answer) => answer.slice(0, 3));
    expect(statuses.filter((status) => status === "403")).toHaveLength(5);
    expect(statuses.filter((status) => status === "429")).toHaveLength(25);
    expect(await post("/login", { password: "open sesame" })).toMatch(/^429/);
    expect(await page()).toContain("Password");
  }));

it("what another site's page sends with the operator's browser is refused", () =>
  setting(async ({ url, post, page, coincoin }) => {
    await post("/login", { password: "open sesame" });
    const { paymentId } = await coincoin.createOrder({ reference: "order-1", price: "50" });
    const form = { token: tokenOf(await page(`/orders/${paymentId}`)), id: "x", note: "y" };
    const { host } = new URL(url);
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: `https://evil.example/${host}` },
      { origin: "null" },
      { origin: "" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "none" },
    ]) {
      expect(await post("/act/resolve", form, headers), JSON.stringify(headers)).toMatch(/^403/);
      expect(await post("/login", { password: "open sesame" }, headers)).toMatch(/^403/);
    }
    const ours = { origin: url, "sec-fetch-site": "same-origin" };
    expect(await post("/act/resolve", form, ours)).toContain("No open attention item");
    // A form of ours from which the token is missing.
    expect(await post("/act/resolve", { id: "x", note: "y" }, ours)).toMatch(/^403/);
  }));

it("the way back from the payment page leads to an order for its own customer alone", () =>
  setting(async ({ url, shop, coincoin }) => {
    const session = "a".repeat(22);
    shop.addToCart(session, "pot");
    const order = shop.placeOrder(session, "2026-01-01T00:00:00.000Z");
    const { paymentId } = await coincoin.createOrder({ reference: order?.id, price: "48" });
    const back = async (id: string, cookie: string) => {
      const answer = await fetch(`${url}/paid/${id}`, { headers: { cookie }, redirect: "manual" });
      return answer.headers.get("location");
    };
    expect(await back(paymentId, `session=${session}`)).toBe(`/orders/${order?.id}`);
    expect(await back(paymentId, "")).toBe("/orders");
    expect(await back("no_such_payment", "")).toBe("/orders");
  }));

it("what is odd is shown, and resolved with a note that the order keeps", () =>
  setting(async ({ page, post, act, pay, coincoin }) => {
    await post("/login", { password: "open sesame" });
    const { paymentId } = await coincoin.createOrder({ reference: "order-1", price: "50" });
    await coincoin.createOrder({ reference: "order-2", price: "50" });
    await pay(paymentId, "60");
    expect(await page("/attention")).toContain("Overpaid (order-1)");
    expect(await page(`/orders/${paymentId}`)).toMatch(/token v1\.\w+, signature absent/);
    const [item] = (await coincoin.attention.list()).items;
    const form = { id: item?.id ?? "", note: "sent 10 back" };
    const from = "/attention";
    const token = tokenOf(await page(from));
    expect(await act(from, "resolve", form)).not.toContain("Overpaid");
    const { items } = await coincoin.attention.list({ open: false });
    expect(items).toMatchObject([{ kind: "overpaid", note: "sent 10 back", resolvedBy: "operator" }]);
    expect(await post("/act/resolve", { token, ...form })).toContain("No open attention item");
    for (const path of [`/orders/${paymentId}`, "/attention?show=resolved"]) {
      const shown = await page(path);
      expect(shown).toContain("sent 10 back");
      expect(shown).toContain("order-1");
      expect(shown).not.toContain("order-2");
    }
  }));

it("nothing that needs a person is cut off: each page leads to the older ones", () =>
  setting(async ({ page, post, pay, coincoin }) => {
    await post("/login", { password: "open sesame" });
    for (let count = 10; count < 70; count++) {
      const { paymentId } = await coincoin.createOrder({ reference: `order-${count}`, price: "50" });
      await pay(paymentId, "60");
    }
    for (const list of ["attention", "orders"]) {
      const seen = new Set<string>();
      for (let path: string | undefined = `/${list}`; path !== undefined; ) {
        const shown = await page(path);
        for (const [reference] of shown.matchAll(/order-\d+/g)) seen.add(reference);
        path = /href="\/operator([^"]+)">Older/.exec(shown)?.[1];
      }
      expect(seen.size, list).toBe(60);
    }
  }));

it("a dead letter is shown and retried, and the order is fulfilled then", () =>
  setting(async ({ page, post, act, pay, coincoin, shop }) => {
    await post("/login", { password: "open sesame" });
    let works = false;
    coincoin.on("order.paid", (event) => {
      if (!works) throw new Error("the warehouse <b>burns</b>");
      fulfil(shop, event);
    });
    const { paymentId } = await coincoin.createOrder({ reference: "order-1", price: "50" });
    await pay(paymentId, "50");
    await expect.poll(() => page("/dead-letters")).toContain("the warehouse &#60;b&#62;burns");
    works = true;
    const event = /name="event" value="([^"]+)"/.exec(await page("/dead-letters"))?.[1] ?? "";
    expect(await act("/dead-letters", "retry", { event })).not.toContain("burns");
    await expect.poll(() => shop.fulfilments()).toMatchObject([{ eventId: event, orderId: "order-1" }]);
  }));

it("what CoinCoin's site says is entered by hand, and pays an order whose webhook was lost", () =>
  setting(async ({ post, act, coincoin, shop }) => {
    await post("/login", { password: "open sesame" });
    coincoin.on("order.paid", (event) => fulfil(shop, event));
    const { paymentId } = await coincoin.createOrder({ reference: "order-1", price: "50" });
    const from = `/orders/${paymentId}`;
    const said = { amount: "50", coin: "USDT", state: "completed" };
    expect(await act(from, "reconcile", { payment: paymentId, ...said })).toContain("entered by operator");
    await expect.poll(() => shop.fulfilments()).toMatchObject([{ orderId: "order-1" }]);
    expect(await act(from, "reconcile", { payment: "nothing_here", ...said })).toContain('role="alert"');
  }));

it("an event that comes twice is fulfilled once, and takes from the stock once", () =>
  setting(async ({ shop, coincoin, pay }) => {
    shop.addToCart("ann", "pot");
    const order = shop.placeOrder("ann", "2026-01-01T00:00:00.000Z");
    const before = shop.products().find((product) => product.id === "pot")?.stock ?? 0;
    let times = 0;
    coincoin.on("order.paid", (event) => {
      fulfil(shop, event);
      fulfil(shop, event);
      times += 1;
    });
    const { paymentId } = await coincoin.createOrder({ reference: order?.id, price: "48" });
    await pay(paymentId, "48");
    await expect.poll(() => times).toBe(1);
    expect(shop.fulfilments()).toHaveLength(1);
    expect(shop.order(order?.id ?? "")?.status).toBe("paid");
    expect(shop.products().find((product) => product.id === "pot")?.stock).toBe(before - 1);
  }));
