import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectOutcome, expectPlaced, pay, type World } from "../journeys/world.ts";
import { launchBrowser, login, openAdmin } from "../store/admin.ts";
import { Customers } from "../store/customer.ts";
import { openShop } from "../store/shop.ts";

let opened: World | undefined;
let browser: Browser | undefined;
let shown: Page | undefined;
const broken: string[] = [];

beforeAll(async () => {
  const shop = await openShop();
  opened = { shop, customers: new Customers(shop) };
  await openAdmin(shop);
  browser = await launchBrowser();
  shown = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  shown.on("pageerror", (error) => broken.push(error.message));
  shown.setDefaultTimeout(60_000);
  await login(shown, `${shop.server.url}/app`);
}, 1_200_000);

afterAll(async () => {
  await browser?.close();
  await opened?.shop.close();
});

function world(): World {
  if (opened === undefined) throw new Error("the store did not open");
  return opened;
}

function page(): Page {
  if (shown === undefined) throw new Error("the admin did not open");
  return shown;
}

/** For the README, where SCREENSHOTS is set. */
async function picture(name: string): Promise<void> {
  if (process.env["SCREENSHOTS"] !== "1") return;
  await page().screenshot({ path: path.resolve(import.meta.dirname, "../../screenshots", `${name}.png`) });
}

test("the widget beside an order shows what came, where to, and who vouched for it", {
  timeout: 300_000,
}, async () => {
  const { customers, shop } = world();
  const cart = await customers.cart();
  const checkout = await customers.checkout(cart);
  const { body } = await customers.complete(cart);
  await pay(world(), checkout, 10);
  await page().goto(`${shop.server.url}/app/orders/${body.order.id}`);
  await page().getByText("part paid").waitFor();
  await page().getByText("10 of 26.1 USDT on tron").waitFor();
  await pay(world(), checkout, 16.1);
  await expectPlaced(world(), cart);
  await page()
    .locator(".coincoin-state", { hasText: /^paid$/ })
    .waitFor();
  await page().getByText("$26.10").first().waitFor();
  const address = page().getByRole("link", { name: checkout.data["address"] ?? "" });
  expect(await address.getAttribute("href")).toMatch(/^https:\/\/tronscan\.org\//);
  await page().getByText("applied").first().click();
  await page().getByText("token, signature valid").first().waitFor();
  await address.scrollIntoViewIfNeeded();
  await picture("order");
  expect(broken).toEqual([]);
});

test("the page lists what needs a person, and each of its buttons does what it says", {
  timeout: 300_000,
}, async () => {
  const { customers, shop } = world();
  const cart = await customers.cart({ shipping: false });
  const checkout = await customers.checkout(cart);
  await pay(world(), checkout, 21.1);
  await expectOutcome(shop, cart, { orders: 0, attention: ["cart_not_ready"] });
  await page().goto(`${shop.server.url}/app/coincoin`);
  const row = page().locator(".coincoin-attention", { hasText: checkout.collectionId });
  await row.getByText("No shipping method selected").waitFor();
  await picture("attention");
  await row.getByRole("button", { name: "Try again" }).click();
  await page().getByText("Not yet").first().waitFor();

  await row.getByRole("button", { name: "Record a refund" }).click();
  await page().locator("#amount").fill("1.1");
  await page().locator("#transaction").fill("0xabc");
  await page().getByRole("button", { name: "Record", exact: true }).click();
  await page().getByText("The refund is recorded").first().waitFor();

  await row.getByRole("button", { name: "Resolve" }).click();
  await page().locator("#note").fill("Refunded by hand");
  await page().getByRole("dialog").getByRole("button", { name: "Resolve" }).click();
  await row.waitFor({ state: "detached" });
  const rows = await shop.query(
    "SELECT data::json->>'note' AS note, data::json->>'resolvedBy' AS by FROM coincoin.coincoin_attention WHERE reference = $1 AND data::json->>'resolvedBy' IS NOT NULL",
    [checkout.collectionId],
  );
  expect(rows).toEqual([{ note: "Refunded by hand", by: expect.stringMatching(/^user_/) }]);
  const refunds = await shop.query(
    "SELECT amount::float AS amount, transaction FROM coincoin.medusa_refunds",
  );
  expect(refunds).toEqual([{ amount: 1.1, transaction: "0xabc" }]);
  const feed = await shop.query(
    "SELECT 1 FROM notification WHERE data->>'title' = 'CoinCoin: cart not ready'",
  );
  expect(feed.length).toBeGreaterThan(0);
  expect(broken).toEqual([]);
});

test("money of a cart that was given up is assigned to another one, in the browser", {
  timeout: 300_000,
}, async () => {
  const { customers, shop } = world();
  const old = await customers.cart({ shipping: false });
  const paid = await customers.checkout(old);
  await pay(world(), paid, 21.1);
  await expectOutcome(shop, old, { orders: 0, attention: ["cart_not_ready"] });
  const cart = await customers.cart({ quantity: 1 });
  const checkout = await customers.checkout(cart);
  await page().goto(`${shop.server.url}/app/coincoin`);
  const row = page().locator(".coincoin-attention", { hasText: paid.collectionId });
  await row.getByRole("button", { name: "Assign" }).click();
  await page().locator("#to").fill(checkout.sessionId);
  const submit = page().getByRole("dialog").getByRole("button", { name: "Assign" });
  await page().locator("#amount").fill("21.11");
  await submit.click();
  await page().getByText("not used yet").first().waitFor();
  await page().locator("#amount").fill("15.55");
  await submit.click();
  await page().getByRole("dialog").waitFor({ state: "detached" });
  await expectPlaced(world(), cart, 15.55);
  const rows = await shop.query(
    "SELECT amount::float AS amount, by FROM coincoin.medusa_assignments WHERE from_collection = $1",
    [paid.collectionId],
  );
  expect(rows).toEqual([{ amount: 15.55, by: expect.stringMatching(/^user_/) }]);
  expect(broken).toEqual([]);
});

test("what CoinCoin's own site says is entered in the browser, and places the order", {
  timeout: 300_000,
}, async () => {
  const { customers, shop } = world();
  const cart = await customers.cart();
  const checkout = await customers.checkout(cart);
  await pay(world(), checkout, 10);
  await shop.sandbox.expire(checkout.paymentId);
  await shop.sandbox.settled();
  await expectOutcome(shop, cart, { orders: 0, attention: ["partly_settled"] });
  await page().goto(`${shop.server.url}/app/coincoin`);
  const row = page().locator(".coincoin-attention", { hasText: checkout.paymentId });
  await row.getByRole("button", { name: "Reconcile" }).click();
  await page().locator("#coin").fill("usdt");
  await page().locator("#amount").fill("26.1");
  await page().getByRole("dialog").getByRole("button", { name: "Enter" }).click();
  await page().getByRole("dialog").waitFor({ state: "detached" });
  await expectPlaced(world(), cart);
  expect(broken).toEqual([]);
});

test("a notification that was not believed is shown and accepted in the browser, and places the order", {
  timeout: 300_000,
}, async () => {
  const { customers, shop } = world();
  const cart = await customers.cart();
  const checkout = await customers.checkout(cart);
  shop.sandbox.setFaults({ nextDeliveries: ["unsigned"] });
  await pay(world(), checkout, 26.1);
  await page().goto(`${shop.server.url}/app/coincoin`);
  const row = page().locator(".coincoin-attention", { hasText: checkout.paymentId });
  await row.getByRole("button", { name: "Accept" }).click();
  const dialog = page().getByRole("dialog");
  // What is accepted is there to be compared with CoinCoin's own site.
  await dialog.getByText(checkout.data["address"] ?? "").waitFor();
  await dialog.getByRole("button", { name: "Accept" }).click();
  await dialog.waitFor({ state: "detached" });
  await expectPlaced(world(), cart, 26.1, []);
  expect(broken).toEqual([]);
});

test("a row leads to its order, and a record that was entered by mistake is taken back beside it", {
  timeout: 300_000,
}, async () => {
  const { customers, shop } = world();
  const cart = await customers.cart();
  const checkout = await customers.checkout(cart);
  const { body } = await customers.complete(cart);
  await pay(world(), checkout, 30);
  await expectPlaced(world(), cart, 26.1, ["surplus"]);
  await page().goto(`${shop.server.url}/app/coincoin`);
  const row = page().locator(".coincoin-attention", { hasText: checkout.collectionId });
  await row.getByText("3.90 USD more than order").waitFor();
  await row.getByRole("link", { name: `Order #${body.order.display_id}` }).click();
  await page().waitForURL((url) => url.pathname === `/app/orders/${body.order.id}`);
  await page().getByRole("button", { name: "Record a refund" }).click();
  await page().locator("#amount").fill("3.9");
  await page().locator("#transaction").fill("0xspare");
  await page().getByRole("button", { name: "Record", exact: true }).click();
  await page().getByText("Sent back $3.90, 0xspare").waitFor();
  await expectOutcome(shop, cart, { attention: [] });
  await page().getByRole("button", { name: "Undo" }).click();
  await page().getByText("Sent back $3.90, 0xspare").waitFor({ state: "detached" });
  await expectOutcome(shop, cart, { attention: ["surplus"] });
  expect(broken).toEqual([]);
});

test("an order whose address is over has a pay link beside it, which leads to another", {
  timeout: 300_000,
}, async () => {
  const { customers, shop } = world();
  const cart = await customers.cart();
  const checkout = await customers.checkout(cart);
  const { body } = await customers.complete(cart);
  await shop.sandbox.expire(checkout.paymentId);
  await shop.sandbox.settled();
  await page().goto(`${shop.server.url}/app/orders/${body.order.id}`);
  await page().getByText("$26.10 is still to be paid.").waitFor();
  await page().context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page().getByRole("button", { name: "Copy pay link" }).click();
  await page().getByText("The pay link is copied").waitFor();
  const link = await page().evaluate(() => navigator.clipboard.readText());
  const customer = await page().context().newPage();
  await customer.goto(link);
  await customer.getByText("$26.10").waitFor();
  await customer.getByRole("button", { name: "Pay with crypto" }).click();
  await customer.waitForURL("**/coincoin/checkout/**");
  const fresh = shop.sandbox.orders().find((order) => customer.url().includes(order.paymentId));
  expect(fresh?.paymentId).not.toBe(checkout.paymentId);
  await shop.sandbox.pay(fresh?.paymentId ?? "", { amount: "26.1" });
  await expectPlaced(world(), cart, 26.1);
  await customer.getByText("Payment complete").waitFor();
  await customer.close();
  expect(broken).toEqual([]);
});

test("where there are more rows than a page shows, all can be reached, in the administrator's language", {
  timeout: 300_000,
}, async () => {
  const { shop } = world();
  await shop.query(
    `INSERT INTO coincoin.coincoin_attention (app_id, id, kind, payment_id, reference, open, data)
     SELECT app_id, 'att_copy_' || n, kind, payment_id, reference, true,
       (data::jsonb || jsonb_build_object('id', 'att_copy_' || n, 'resolvedAt', NULL, 'message', 'row number ' || n || '.'))::text
     FROM (SELECT * FROM coincoin.coincoin_attention LIMIT 1) one, generate_series(1, 60) n`,
  );
  await page()
    .context()
    .addCookies([{ name: "lng", value: "de", url: shop.server.url }]);
  await page().goto(`${shop.server.url}/app/coincoin`);
  await page().getByText("Zahlungen, die jemanden brauchen").waitFor();
  await page().getByText("row number 60.").waitFor();
  expect(await page().locator(".coincoin-attention").count()).toBe(50);
  await page().getByRole("button", { name: "Ältere" }).click();
  await page().getByText("row number 1.").waitFor();
  expect(broken).toEqual([]);
});
