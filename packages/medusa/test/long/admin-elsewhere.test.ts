import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectOutcome, pay, type World } from "../journeys/world.ts";
import { type AdminHost, launchBrowser, login, serveAdmin } from "../store/admin.ts";
import { Customers } from "../store/customer.ts";
import { openShop } from "../store/shop.ts";

let opened: World | undefined;
let browser: Browser | undefined;
let admin: AdminHost | undefined;

beforeAll(async () => {
  const shop = await openShop();
  opened = { shop, customers: new Customers(shop) };
  admin = await serveAdmin(shop);
  browser = await launchBrowser();
}, 1_200_000);

afterAll(async () => {
  await browser?.close();
  await admin?.close();
  await opened?.shop.close();
});

test("an admin on a host and path of its own, with a token instead of a session, shows what needs a person", {
  timeout: 300_000,
}, async () => {
  if (opened === undefined || browser === undefined || admin === undefined) throw new Error("nothing opened");
  const { customers, shop } = opened;
  const cart = await customers.cart({ shipping: false });
  const checkout = await customers.checkout(cart);
  await pay(opened, checkout, 21.1);
  await expectOutcome(shop, cart, { orders: 0, attention: ["cart_not_ready"] });
  const page = await browser.newPage();
  const broken: string[] = [];
  page.on("pageerror", (error) => broken.push(error.message));
  page.setDefaultTimeout(60_000);
  await login(page, admin.url);
  await page.goto(`${admin.url}/coincoin`);
  const row = page.locator(".coincoin-attention", { hasText: checkout.collectionId });
  await row.getByText("No shipping method selected").waitFor();
  await row.getByRole("button", { name: "Try again" }).click();
  await page.getByText("Not yet").first().waitFor();

  // Beside an order that has nothing to do with CoinCoin there is nothing of it.
  const other = await customers.cart();
  const collection = await customers.collection(other);
  await customers.store("POST", `/store/payment-collections/${collection}/payment-sessions`, {
    provider_id: "pp_system_default",
  });
  const { body } = await customers.complete(other);
  await page.goto(`${admin.url}/orders/${body.order.id}`);
  await page.getByText("Shirt").first().waitFor();
  await page.waitForTimeout(2_000);
  expect(await page.getByText("Unauthorized").count()).toBe(0);
  expect(await page.getByRole("heading", { name: "CoinCoin" }).count()).toBe(0);
  expect(broken).toEqual([]);
});
