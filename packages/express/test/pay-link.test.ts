import { createServer, type Server } from "node:http";
import { CoinCoin, memoryStore } from "@coincoin/core";
import { coincoinRouter } from "@coincoin/express";
import { createSandbox, type Sandbox } from "@coincoin/sandbox";
import chromium from "@sparticuz/chromium";
import express from "express";
import { type Browser, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, listen } from "./mount.ts";

let browser: Browser | undefined;
let sandbox: Sandbox | undefined;
let coincoin: CoinCoin | undefined;
const app = express();
const server: Server = createServer(app);
const paid: string[] = [];
let aheadMs = 0;

beforeAll(async () => {
  chromium.setGraphicsMode = false;
  browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  sandbox = await createSandbox({ signatureClock: "virtual" });
  const publicUrl = `${await listen(server)}/coincoin`;
  coincoin = new CoinCoin({
    appId: sandbox.appId,
    secretKey: "sandbox-secret",
    apiUrl: sandbox.apiUrl,
    publicUrl,
    store: memoryStore(),
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: console.error },
    environment: { now: () => Date.now() + aheadMs },
  });
  coincoin.on("order.paid", async ({ reference }) => {
    paid.push(reference);
  });
  // As many shops have it: a parser of forms before everything.
  app.use(express.urlencoded());
  app.use(
    "/coincoin",
    coincoinRouter(coincoin, { checkout: { merchantName: "Tea House", contactUrl: "/help" } }),
  );
  await coincoin.start();
  sandbox.setWebhookUrl(coincoin.webhookUrl());
}, 60_000);

afterAll(async () => {
  await browser?.close();
  if (coincoin !== undefined) await close(server, coincoin);
  await sandbox?.close();
});

describe("a pay link behind coincoinRouter, in Chromium", () => {
  it("expires with a part paid, is pressed again for the rest, and ends in a receipt", async () => {
    if (browser === undefined || coincoin === undefined || sandbox === undefined) throw new Error("not open");
    const display = { amount: "49.90", currency: "EUR", title: "Invoice 1042" };
    const link = coincoin.payUrl("invoice-1042", { price: "100", display });
    const attempts = async () => (await coincoin?.getPurchase("invoice-1042"))?.attempts ?? [];
    const page = await browser.newPage({ locale: "en-US" });
    const violations: string[] = [];
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) violations.push(message.text());
    });

    await page.goto(link);
    await page.getByText("Invoice 1042: €49.90").waitFor();
    expect(await attempts()).toEqual([]);
    await page.getByRole("button", { name: "Pay with crypto" }).click();
    await page.getByText("Waiting for your payment").first().waitFor();
    const [first] = await attempts();
    await sandbox.pay(first?.paymentId ?? "", { amount: "40" });
    await page.getByText("Part of your payment arrived").first().waitFor();

    aheadMs += 25 * 3_600_000;
    await sandbox.advance({ hours: 25 });
    await sandbox.settled();
    await coincoin.deliverDue();
    await page.reload();
    await page.getByText("Too little arrived in time").first().waitFor();
    await page.getByRole("link", { name: "Pay the rest" }).click();
    await page.getByText("40\u00a0USDT arrived already").waitFor();
    await page.getByRole("button", { name: "Pay with crypto" }).click();
    await page.getByText("60\u00a0USDT").first().waitFor();
    const [, second] = await attempts();
    await sandbox.pay(second?.paymentId ?? "", { amount: "60" });
    await page.getByText("Payment complete").first().waitFor();

    await page.goto(link);
    await page.getByText("Paid on").first().waitFor();
    await page.getByRole("button", { name: "Print the receipt" }).waitFor();
    expect(await attempts()).toHaveLength(2);
    await expect.poll(() => paid).toEqual(["invoice-1042"]);
    expect(violations).toEqual([]);
  }, 60_000);

  it("is a page in the customer's language for a link that was cut or is over", async () => {
    if (browser === undefined || coincoin === undefined) throw new Error("not open");
    const page = await browser.newPage({ locale: "de-DE" });
    const cut = coincoin.payUrl("invoice-7", { price: "100" }).slice(0, -3);
    expect((await page.goto(cut))?.status()).toBe(404);
    await page.getByRole("link", { name: "Shop kontaktieren" }).waitFor();
    const over = coincoin.payUrl("invoice-7", { price: "100", validFor: { days: 1 } });
    aheadMs += 25 * 3_600_000;
    expect((await page.goto(over))?.status()).toBe(410);
    await page.getByText("Dieser Zahlungslink ist abgelaufen").first().waitFor();
    expect(await coincoin.getPurchase("invoice-7")).toBeUndefined();
  }, 60_000);
});
