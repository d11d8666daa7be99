import { isCoinCoinError } from "@coincoin/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { coincoinDesk } from "../src/index.ts";
import { coincoinDeskHandler } from "../src/web.ts";
import { openShop, personOf, type Shop } from "./support/shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const get = (path: string, headers: Record<string, string> = { cookie: "person=ann" }) =>
  fetch(`${shop.url}/admin/pay${path}`, { headers, redirect: "manual" });

async function post(
  action: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  const token = /name="token" value="([^"]+)"/.exec(await (await get("/attention")).text())?.[1] ?? "";
  return fetch(`${shop.url}/admin/pay/act/${action}`, {
    method: "POST",
    headers: { cookie: "person=ann", origin: shop.url, ...headers },
    body: new URLSearchParams({ token, ...fields }),
    redirect: "manual",
  });
}

async function overpaid(reference: string): Promise<string> {
  const { paymentId } = await shop.coincoin.createOrder({ reference, price: "50" });
  await shop.sandbox.pay(paymentId, { amount: "60" });
  await shop.sandbox.settled();
  return paymentId;
}

it("does not start without authorize", () => {
  let thrown: unknown;
  try {
    // @ts-expect-error -- what JavaScript may do
    coincoinDesk(shop.coincoin, {});
  } catch (error) {
    thrown = error;
  }
  expect(isCoinCoinError(thrown, "config_invalid")).toBe(true);
});

it("shows nothing to a stranger, on any path", async () => {
  await overpaid("secret-order");
  for (const path of [
    "",
    "/",
    "/orders",
    "/orders.csv",
    "/attention",
    "/inbox",
    "/dead-letters",
    "/setup",
    "/desk.js",
  ]) {
    const answer = await get(path, {});
    expect(answer.status, path).toBe(401);
    expect(await answer.text()).not.toContain("secret-order");
  }
  expect((await post("unpin", {}, { cookie: "" })).status).toBe(401);
});

it("refuses what another site's page or an old page sends", async () => {
  const { items } = await shop.coincoin.attention.list();
  const fields = { id: items[0]?.id ?? "", note: "done" };
  for (const headers of [
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
  ])
    expect((await post("resolve", fields, headers)).status, JSON.stringify(headers)).toBe(403);
  for (const token of ["", "wrong", "a".repeat(43)])
    expect((await post("resolve", { ...fields, token })).status).toBe(403);
  // A token is one person's.
  expect((await post("resolve", fields, { cookie: "person=bob" })).status).toBe(403);
  expect((await shop.coincoin.attention.list()).items).toEqual(items);
});

it("records who resolved, withdrew and paid back", async () => {
  const paymentId = await overpaid("order-1");
  const { items } = await shop.coincoin.attention.list({ paymentId });
  expect(
    (
      await post("refund", { payment: paymentId, amount: "10", coin: "USDT", back: `orders/${paymentId}` })
    ).headers.get("location"),
  ).toBe(`/admin/pay/orders/${paymentId}?done=1`);
  expect((await shop.coincoin.refunds.list({ paymentId })).items).toMatchObject([
    { amount: "10", coin: "usdt", by: "ann" },
  ]);
  expect(items).toMatchObject([{ kind: "overpaid" }]);
  await shop.coincoin.createOrder({ reference: "order-2", price: "50" });
  await post("withdraw", { reference: "order-2", reason: "paid in cash" });
  expect((await shop.coincoin.getPurchase("order-2"))?.withdrawn).toMatchObject({
    by: "ann",
    reason: "paid in cash",
  });
});

it("answers what core refuses with its reason, and leads to no other site", async () => {
  const answer = await post("resolve", { id: "none", note: "x", back: "//evil.example" });
  expect(answer.headers.get("location")).toMatch(/^\/admin\/pay\/\?problem=No\+open\+attention\+item/);
});

it("escapes whatever a customer wrote, and exports it so that no spreadsheet runs it", async () => {
  await shop.coincoin.createOrder({
    reference: "order-3",
    price: "50",
    customer: `=HYPERLINK("x"),<script>`,
  });
  const shown = await (await get("/orders?text=order-3")).text();
  expect(shown).toContain("order-3");
  expect(shown).not.toContain("<script>");
  const csv = await get("/orders.csv?text=order-3");
  expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const lines = Buffer.from(await csv.arrayBuffer())
    .toString("utf8")
    .split("\r\n");
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^\uFEFFcreated,paid_at,reference,payment_id,status/);
  expect(lines[1]).toContain(`"'=HYPERLINK(""x""),<script>"`);
  expect((await get("/orders.csv?status=nothing")).status).toBe(400);
});

it("has nothing inline, and no other site's content", async () => {
  for (const path of ["", "/orders", "/attention", "/setup"]) {
    const answer = await get(path);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    const text = await answer.text();
    expect(text).not.toMatch(/ on\w+=| style=|<style|<script(?! src)/);
  }
});

it("shows the webhook's secret only when it is asked for", async () => {
  const secret = shop.coincoin.webhookUrl();
  expect(await (await get("/setup")).text()).not.toContain(secret);
  expect(await (await get("/setup?show=webhook")).text()).toContain(secret);
});

it("finds an item by the address that messages hold", async () => {
  const { items } = await shop.coincoin.attention.list();
  const [item] = items;
  expect(await (await get(`/attention/${item?.id}`)).text()).toContain(item?.message);
  expect((await get("/orders/nothing_here")).status).toBe(404);
  expect((await get("/nothing")).status).toBe(404);
});

it("works on web handlers, and sends a stranger to the login", async () => {
  const handle = coincoinDeskHandler(shop.coincoin, {
    authorize: ({ headers }) => personOf(headers.get("cookie") ?? ""),
    path: "/desk",
    loginUrl: "/login",
  });
  const seen = await handle(
    new Request("https://shop.example/desk/orders", { headers: { cookie: "person=ann" } }),
  );
  expect(await seen.text()).toContain('href="/desk/attention"');
  const stranger = await handle(new Request("https://shop.example/desk"));
  expect([stranger.status, stranger.headers.get("location")]).toEqual([303, "/login"]);
  expect((await handle(new Request("https://shop.example/orders"))).status).toBe(404);
});
