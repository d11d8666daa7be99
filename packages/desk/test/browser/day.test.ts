import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { openShop, type Shop } from "../support/shop.ts";

const burns = "the warehouse does not answer <timeout>";

let shop: Shop;
let browser: Browser;
let handled = 0;
let works = false;
let paymentId = "";

beforeAll(async () => {
  shop = await openShop();
  browser = await launchBrowser();
  shop.coincoin.on("order.paid", () => {
    // Without a stack: the pictures are for every reader.
    if (!works) throw Object.assign(new Error(burns), { stack: `Error: ${burns}` });
    handled += 1;
  });
  ({ paymentId } = await shop.coincoin.createOrder({ reference: "order-1", price: "50" }));
  await shop.sandbox.pay(paymentId, { amount: "60" });
  await shop.coincoin.createOrder({ reference: "order-2", price: "20" });
  // Somebody who learned the webhook's address sends what is not ours.
  await fetch(shop.coincoin.webhookUrl(), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      payment: { payment_id: "NOBODYS1", address: "T1", network: "tron", coin: "usdt", amount: 50 },
      collected: { usdt: 50 },
      state: 2,
    }),
  });
  await shop.sandbox.settled();
  await vi.waitFor(async () => {
    if ((await shop.coincoin.deadLetters.list()).items.length !== 1) throw new Error("no dead letter yet");
  });
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

async function open(
  path: string,
  options: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options);
  await context.addCookies([{ name: "person", value: "ann", url: shop.url }]);
  const page = await context.newPage();
  page.setDefaultTimeout(9_000);
  const errors: string[] = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  try {
    await page.goto(`${shop.url}/admin/pay${path}`);
    await use(page);
    expect(errors).toEqual([]);
  } finally {
    await context.close();
  }
}

const paths = ["", "/orders", "/attention", "/dead-letters", "/inbox", "/setup"];

for (const [name, options] of [
  ["light", {}],
  ["dark", { colorScheme: "dark" }],
  ["phone", { viewport: { width: 360, height: 740 } }],
] as const)
  it(`is accessible and fits, ${name}`, () =>
    open("", options, async (page) => {
      for (const path of [...paths, `/orders/${paymentId}`]) {
        await page.goto(`${shop.url}/admin/pay${path}`);
        await page.evaluate(axe.source);
        const broken: unknown = await page.evaluate(
          `axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }).then((found) => found.violations.map(({ id, nodes }) => id + " " + nodes[0].html))`,
        );
        expect(broken, path).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path).toBe(
          true,
        );
        if (path === "") await page.screenshot({ path: `screenshots/today-${name}.png` });
        if (path.startsWith("/orders/"))
          await page.screenshot({ path: `screenshots/order-${name}.png`, fullPage: true });
      }
    }));

it("shows by itself what comes while the page is open", () =>
  open("/orders", {}, async (page) => {
    await shop.coincoin.createOrder({ reference: "order-live", price: "50" });
    await expect.poll(() => page.getByText("order-live").count()).toBe(1);
  }));

it("an operator's day, without JavaScript", () =>
  open("/dead-letters", { javaScriptEnabled: false }, async (page) => {
    expect(await shop.coincoin.deadLetters.list()).toMatchObject({
      items: [{ lastError: `Error: ${burns}` }],
    });
    await page.getByText(burns).waitFor();
    works = true;
    await page.getByRole("button", { name: "Retry" }).click();
    await page.getByRole("status").waitFor();
    await expect.poll(() => handled).toBe(1);

    // The stray notification waits, and is let go with a note.
    await page.goto(`${shop.url}/admin/pay/attention`);
    const stray = page.locator("tr", { hasText: "NOBODYS1" });
    await stray.getByLabel("What was done").fill("not ours");
    await stray.getByRole("button", { name: "Resolve" }).click();
    await page.getByRole("status").waitFor();
    expect(await page.locator("tr", { hasText: "NOBODYS1" }).count()).toBe(0);

    await page.goto(`${shop.url}/admin/pay/attention`);
    await page.getByRole("link", { name: "Record a refund" }).first().click();
    await page.locator("#refund summary").click();
    await page.locator("#refund").getByLabel("Amount").fill("10");
    await page.getByRole("button", { name: "Record the refund" }).click();
    await page.getByText("Refund of 10 usdt, recorded by ann").waitFor();

    await page.goto(`${shop.url}/admin/pay/orders?text=order-2`);
    await page.locator("tbody a").first().click();
    await page.locator("#withdraw summary").click();
    await page.getByLabel("Why").fill("paid in cash");
    await page.getByRole("button", { name: "Withdraw" }).click();
    await page.getByText("Withdrawn by ann: paid in cash").waitFor();
  }));
