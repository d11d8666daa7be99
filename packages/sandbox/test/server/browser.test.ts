import chromium from "@sparticuz/chromium";
import { chromium as playwright } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { startSandbox, startShop } from "../helpers.ts";

test("a developer pays, sends again, advances the clock and turns a fault on, in a browser", async () => {
  const shop = await startShop();
  const sandbox = await startSandbox({ webhookUrl: shop.url });
  await sandbox.createOrder({ paymentId: "EX100100100", price: "40" });
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
