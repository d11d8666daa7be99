import chromium from "@sparticuz/chromium";
import { type Browser, type Page, chromium as playwright } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { startSandbox, startShop } from "../helpers.ts";

async function launch(): Promise<Browser> {
  chromium.setGraphicsMode = false;
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
    ],
  });
  onTestFinished(() => browser.close());
  return browser;
}

test("a developer pays, sends again, advances the clock and turns a fault on, in a browser", async () => {
  const shop = await startShop();
  const sandbox = await startSandbox({ webhookUrl: shop.url });
  await sandbox.createOrder({ paymentId: "EX100100100", price: "40" });
  const browser = await launch();
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(sandbox.url) && !request.url().startsWith("data:"))
      foreign.push(request.url());
  });
  await page.goto(sandbox.url);

  const order = page.locator('[data-key="order:EX100100100"]');
  await order.getByRole("button", { name: "Half" }).click();
  await order.getByText("20 of 40 USDT").waitFor();
  await order.getByRole("button", { name: "Wrong coin" }).click();
  await order.getByText("50 TRX, which does not count").waitFor();
  await order.getByLabel("Amount").fill("3.25");
  await order.getByRole("button", { name: "Pay" }).click();
  await order.getByText("23.25 of 40 USDT").waitFor();

  await page.getByLabel("duplicate").selectOption("always");
  await expect.poll(() => sandbox.faults().deliveries).toEqual({ duplicate: 1 });
  await order.getByRole("button", { name: "Rest" }).click();
  await order.getByText("In settlement").waitFor();
  await page.getByRole("button", { name: "+10 min" }).click();
  await order.getByText("Completed").waitFor();
  await page.getByText("duplicate: answered 200").first().waitFor();

  const before = shop.received.length;
  await page.getByRole("button", { name: "Send again" }).first().click();
  await expect.poll(() => shop.received.length).toBe(before + 1);
  await page.getByRole("button", { name: "Order something" }).click();
  await expect.poll(() => sandbox.orders().length).toBe(2);
  await page.locator('[data-key^="order:TEST_"]').getByText("of 100 USDT").waitFor();
  expect(problems).toEqual([]);
  expect(foreign).toEqual([]);
}, 60_000);

/** Of the focused element; the page's own code, so that the test needs no types of a browser. */
function focused(page: Page, property: string): Promise<unknown> {
  return page.evaluate(`document.activeElement.${property}`);
}

test("by keyboard: focus stays, what is typed stays, and objections stand where one clicked", async () => {
  const sandbox = await startSandbox({ secretKey: "sandbox-secret" });
  await sandbox.createOrder({ paymentId: "EX100100100", price: "40" });
  const browser = await launch();
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 600 } })).newPage();
  await page.goto(sandbox.url);
  const order = page.locator('[data-key="order:EX100100100"]');

  await order.getByRole("button", { name: "Half" }).focus();
  await page.keyboard.press("Enter");
  await order.getByText("20 of 40 USDT").waitFor();
  expect(await focused(page, "textContent")).toBe("Half");

  // Its button is gone afterwards: the focus goes to a neighbour, not to the top of the page.
  await order.getByRole("button", { name: "Make invalid" }).focus();
  await page.keyboard.press("Enter");
  await order.locator(".badge.invalid").waitFor();
  expect(await focused(page, "closest('[data-key]').dataset.key")).toBe("order:EX100100100");

  await order.getByLabel("Amount").fill("0.00000001");
  await order.getByRole("button", { name: "Pay" }).click();
  const problem = order.getByRole("alert");
  await problem.waitFor();
  expect(await problem.textContent()).toContain("at most 6 places");
  expect((await problem.boundingBox())?.y).toBeLessThan(600);
  expect(await order.getByLabel("Amount").inputValue()).toBe("0.00000001");

  await page.getByLabel("Price").fill("1");
  await page.keyboard.press("Enter");
  const refusal = page.locator('[data-key="settings"]').getByRole("alert");
  await refusal.waitFor();
  expect(await refusal.textContent()).toBe("No order was made: price has to be at least 10 (400 bad_price)");

  // What is being typed survives what happens meanwhile.
  await order.getByLabel("Amount").fill("3");
  await sandbox.pay("EX100100100", { amount: "2" });
  await order.getByText("22 of 40 USDT").waitFor();
  expect(await order.getByLabel("Amount").inputValue()).toBe("3");
  expect(await focused(page, "name")).toBe("amount");

  await page.getByText("Shop’s .env").click();
  await page.getByRole("button", { name: "Copy" }).click();
  await page.getByRole("button", { name: /Copied|Selected/ }).waitFor();
  expect(await page.evaluate("getSelection().toString()")).toContain("COINCOIN_SECRET_KEY=sandbox-secret");
}, 60_000);
