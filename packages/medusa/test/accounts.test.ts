import { CoinCoin, memoryStore } from "@coincoin/core";
import { createSandbox, type Sandbox } from "@coincoin/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectOutcome, expectPlaced, pay, type World } from "./journeys/world.ts";
import { Customers } from "./store/customer.ts";
import { eventually, openShop } from "./store/shop.ts";

const EUROPE = { appId: "europe-app", secretKey: "europe-secret" };

let opened: World | undefined;
let second: Sandbox | undefined;
let webhookUrl = "";

// Three entries of the provider: one with an account of its own, two that sell through the plugin's.
beforeAll(async () => {
  second = await createSandbox(EUROPE);
  const europe = { ...EUROPE, apiUrl: second.apiUrl, currency: ["usd", "eur"] };
  const shop = await openShop({
    coincoin: { accounts: { europe } },
    env: { PROVIDER_IDS: "coincoin,other,europe" },
  });
  const publicUrl = `${shop.server.url}/coincoin/europe`;
  webhookUrl = new CoinCoin({ ...EUROPE, publicUrl, store: memoryStore() }).webhookUrl();
  second.setWebhookUrl(webhookUrl);
  opened = { shop, customers: new Customers(shop) };
}, 300_000);

afterAll(async () => {
  await opened?.shop.close();
  await second?.close();
});

/** The store as it is for customers who choose this provider, and its gateway. */
function through(provider: "coincoin" | "other" | "europe"): World {
  const { shop } = opened ?? expect.fail("the store did not open");
  const sandbox = provider === "europe" ? (second ?? expect.fail("no second gateway")) : shop.sandbox;
  return { shop: { ...shop, sandbox }, customers: new Customers(shop, `pp_coincoin_${provider}`) };
}

test("each entry sells, through its own account or the plugin's", { timeout: 120_000 }, async () => {
  for (const provider of ["coincoin", "other", "europe"] as const) {
    const at = through(provider);
    const before = at.shop.sandbox.orders().length;
    const cart = await at.customers.cart();
    const checkout = await at.customers.checkout(cart);
    expect(at.shop.sandbox.orders()).toHaveLength(before + 1);
    const { body } = await at.customers.store(
      "GET",
      `/store/coincoin/payment-sessions/${checkout.sessionId}`,
    );
    expect(body.payment).toMatchObject({ paymentId: checkout.paymentId, remaining: "26.1" });
    expect((await fetch(body.checkout_url)).status).toBe(200);
    expect(new URL(body.checkout_url).pathname.startsWith("/coincoin/europe/")).toBe(provider === "europe");
    await pay(at, checkout, 26.1);
    await expectPlaced(at, cart, 26.1, []);
  }
});

test("the token of one account opens the webhook of no other", async () => {
  const { shop } = through("coincoin");
  const token = (url: string) => url.split("/").at(-1);
  const post = async (url: string) => (await fetch(url, { method: "POST", body: "{}" })).status;
  expect(await post(webhookUrl)).toBe(400);
  expect(await post(`${shop.server.url}/coincoin/europe/webhook/${token(shop.webhookUrl)}`)).toBe(401);
  expect(await post(`${shop.server.url}/coincoin/webhook/${token(webhookUrl)}`)).toBe(401);
});

test("a customer who paid a part through one account is asked for the rest through another", {
  timeout: 120_000,
}, async () => {
  const first = through("coincoin");
  const cart = await first.customers.cart();
  const part = await first.customers.checkout(cart);
  await pay(first, part, 10);
  const at = through("europe");
  const rest = await at.customers.checkout(cart);
  expect(rest.data["amount_due"]).toBe("16.1");
  await pay(at, rest, 16.1);
  // CoinCoin confirms a part when its order ends.
  await first.shop.sandbox.settle(part.paymentId);
  await expectOutcome(at.shop, cart, { orders: 1, captures: [26.1], attention: [] });
});

test("what needs a person of any account is one list, and each row can be resolved", {
  timeout: 120_000,
}, async () => {
  const rows: string[] = [];
  for (const provider of ["coincoin", "europe"] as const) {
    const at = through(provider);
    const cart = await at.customers.cart();
    const checkout = await at.customers.checkout(cart);
    await at.customers.complete(cart);
    await at.shop.sandbox.pay(checkout.paymentId, { coin: "trx", amount: "104.4" });
    rows.push(checkout.paymentId);
  }
  const { customers } = through("coincoin");
  const list = async () => {
    const { body } = await customers.admin("GET", "/admin/coincoin/attention");
    const items: { id: string; kind: string; paymentId: string; order: unknown }[] = body.items;
    return items.filter(({ paymentId }) => rows.includes(paymentId));
  };
  const items = await eventually(async () => {
    const found = await list();
    expect(found.map(({ kind }) => kind)).toEqual(["wrong_coin", "wrong_coin"]);
    return found;
  });
  for (const item of items) {
    expect(item.order).not.toBeNull();
    const path = `/admin/coincoin/attention/${item.id}/resolve`;
    expect((await customers.admin("POST", path, { note: "sent back" })).status).toBe(200);
  }
  expect(await list()).toEqual([]);
  const overview = await customers.admin("GET", "/admin/coincoin");
  expect(overview.body.accounts).toMatchObject([
    { id: null, currencies: ["usd"] },
    { id: "europe", webhook_url: webhookUrl, currencies: ["usd", "eur"] },
  ]);
});

test("what CoinCoin's own site says is entered for the account that the payment is of", {
  timeout: 120_000,
}, async () => {
  const at = through("europe");
  const cart = await at.customers.cart();
  const checkout = await at.customers.checkout(cart);
  const path = `/admin/coincoin/payments/${checkout.paymentId}/reconcile`;
  const entered = await at.customers.admin("POST", path, { state: "completed", collected: { usdt: "26.1" } });
  expect(entered.status).toBe(200);
  await expectPlaced(at, cart);
});
