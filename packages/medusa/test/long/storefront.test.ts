import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectPlaced, pay, type World } from "../journeys/world.ts";
import { launchBrowser } from "../store/admin.ts";
import { type Cart, type Checkout, Customers } from "../store/customer.ts";
import { freePort } from "../store/postgres.ts";
import { eventually, openShop } from "../store/shop.ts";
import { openStorefront, type Storefront } from "../store/storefront.ts";

let opened: World | undefined;
let storefront: Storefront | undefined;
let browser: Browser | undefined;

// The README's steps for Medusa's starter, taken to the letter in a storefront and driven as a customer does.
beforeAll(async () => {
  const port = await freePort();
  const shop = await openShop({ env: { STORE_ORIGIN: `http://localhost:${port}` } });
  opened = { shop, customers: new Customers(shop) };
  storefront = await openStorefront(shop, port);
  browser = await launchBrowser();
}, 900_000);

afterAll(async () => {
  await browser?.close();
  await storefront?.close();
  await opened?.shop.close();
});

function world(): World {
  return opened ?? expect.fail("the store did not open");
}

/** A customer in front of the last step of the checkout, who has just chosen to pay with crypto. */
async function visit(cart: Cart): Promise<{ readonly page: Page; readonly context: BrowserContext }> {
  const { url } = storefront ?? expect.fail("the storefront did not open");
  const context = (await browser?.newContext()) ?? expect.fail("no browser");
  await context.addCookies([{ name: "_medusa_cart_id", value: cart.id, url }]);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${url}/de/checkout?step=payment`);
  await page.getByText("Crypto").click();
  await page.getByTestId("submit-payment-button").click();
  await page.waitForURL((there) => there.searchParams.get("step") === "review");
  await page.locator("coincoin-checkout").getByText("26.1").first().waitFor();
  return { page, context };
}

async function checkoutOf(cart: Cart): Promise<Checkout> {
  const { body } = await world().customers.store("GET", `/store/carts/${cart.id}`);
  const { id: collectionId, payment_sessions } = body.cart.payment_collection;
  const { id: sessionId, amount, data } = payment_sessions[0];
  return { collectionId, sessionId, amount, data, paymentId: data.payment_id };
}

async function cartCookie(context: BrowserContext): Promise<string | undefined> {
  return (await context.cookies()).find(({ name }) => name === "_medusa_cart_id")?.value;
}

test("a customer who pays on the checkout page sees their order, and their cart is gone", {
  timeout: 180_000,
}, async () => {
  const cart = await world().customers.cart();
  const { page, context } = await visit(cart);
  const checkout = await checkoutOf(cart);
  await page
    .locator("coincoin-checkout")
    .getByText(checkout.data["address"] ?? "")
    .first()
    .waitFor();
  await pay(world(), checkout, 26.1);
  await page.waitForURL(/\/de\/order\/order_\w+\/confirmed$/);
  await page.getByTestId("order-complete-container").waitFor();
  expect(await cartCookie(context)).toBeUndefined();
  await expectPlaced(world(), cart, 26.1, []);
  await context.close();
});

test("a customer who pays after leaving finds their order when they return, or begins a new cart", {
  timeout: 180_000,
}, async () => {
  const carts = await Promise.all([world().customers.cart(), world().customers.cart()]);
  for (const [index, cart] of carts.entries()) {
    const { page, context } = await visit(cart);
    const checkoutUrl = page.url();
    await page.goto("about:blank");
    await pay(world(), await checkoutOf(cart), 26.1);
    await expectPlaced(world(), cart, 26.1, []);
    if (index === 0) {
      await page.goto(checkoutUrl);
      await page.waitForURL(/\/de\/order\/order_\w+\/confirmed$/);
      expect(await cartCookie(context)).toBeUndefined();
    } else {
      await page.goto(`${storefront?.url}/de/products/shirt`);
      await page.getByTestId("add-product-button").first().click();
      await eventually(async () => expect(await cartCookie(context)).not.toBe(cart.id));
      const fresh = await world().customers.store("GET", `/store/carts/${await cartCookie(context)}`);
      await eventually(async () => expect(fresh.body.cart.completed_at).toBeNull());
    }
    await context.close();
  }
});

test("where the address is over the customer gets another one, and pays it", {
  timeout: 180_000,
}, async () => {
  const { shop, customers } = world();
  const cart = await customers.cart();
  const { page, context } = await visit(cart);
  const old = await checkoutOf(cart);
  await shop.sandbox.expire(old.paymentId);
  await page.getByRole("button", { name: "Get a new address" }).click();
  const fresh = await eventually(async () => {
    const found = await checkoutOf(cart);
    expect(found.data["address"]).toMatch(/./);
    expect(found.paymentId).not.toBe(old.paymentId);
    return found;
  });
  await page
    .locator("coincoin-checkout")
    .getByText(fresh.data["address"] ?? "")
    .first()
    .waitFor();
  await pay(world(), fresh, 26.1);
  await page.waitForURL(/\/de\/order\/order_\w+\/confirmed$/);
  await expectPlaced(world(), cart, 26.1);
  await context.close();
});
