import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Merchant } from "../support/merchant.ts";
import { eventsOf, textOf, untilStage, useSession } from "../support/session.ts";

const session = useSession();

describe("a customer at a shop that runs core, against the sandbox", () => {
  let shop: Merchant;

  beforeEach(async () => {
    shop = await Merchant.start();
  });

  afterEach(async () => {
    await shop.close();
  });

  it("pays part, then the rest, and sees it settle", async () => {
    const page = await session.open(shop.checkoutUrl);
    await untilStage(page, "waiting");
    expect(await textOf(page)).toContain("100\u00a0USDT");
    await shop.pay("40");
    await untilStage(page, "partial");
    expect(await textOf(page)).toMatch(/Still to send\s+60 USDT/);
    await shop.pay("60");
    await untilStage(page, "received");
    await shop.sandbox.complete(shop.paymentId);
    await shop.sandbox.settled();
    await untilStage(page, "settled");
    expect(await eventsOf(page)).toEqual(["payment", "payment", "paid", "settled"]);
    expect(await page.evaluate(() => window.seen.violations)).toEqual([]);
    await expect.poll(() => shop.fulfilled).toHaveLength(1);
  });

  it("is told that nothing here is real", async () => {
    const page = await session.open(shop.checkoutUrl);
    await untilStage(page, "waiting");
    expect(await textOf(page)).toContain("Test mode: do not send money.");
  });

  it("opens a link that a mail program cut", async () => {
    const page = await session.open(shop.checkoutUrl.slice(0, -5), { locale: "fr-CA" });
    await page.getByText("Vérifiez que vous avez ouvert le lien en entier").waitFor();
    expect(await page.getByRole("link", { name: "Contacter la boutique" }).getAttribute("href")).toBe(
      "mailto:help@shop.example",
    );
    expect((await page.goto(shop.checkoutUrl.slice(0, -5)))?.status()).toBe(404);
  });

  it("pays too much", async () => {
    const page = await session.open(shop.checkoutUrl);
    await untilStage(page, "waiting");
    await shop.pay("120");
    await untilStage(page, "over");
    expect(await textOf(page)).toContain("You sent 120\u00a0USDT instead of 100\u00a0USDT");
    expect(await page.getByRole("link", { name: "Contact the shop" }).getAttribute("href")).toBe(
      "mailto:help@shop.example",
    );
  });

  it("pays in the wrong coin, which does not count", async () => {
    const page = await session.open(shop.checkoutUrl);
    await untilStage(page, "waiting");
    await shop.pay("7", "trx");
    await untilStage(page, "wrong-coin");
    expect(await textOf(page)).toContain("7\u00a0TRX arrived, but this order is paid in USDT");
    expect(await textOf(page)).toMatch(/Send exactly\s+100 USDT/);
    expect(await page.getByRole("link", { name: "Contact the shop" }).count()).toBe(1);
    expect(await eventsOf(page)).toEqual(["wrong-coin"]);
    await shop.pay("100");
    await untilStage(page, "received");
  });

  it("lets the deadline pass, and pays late", async () => {
    const page = await session.open(shop.checkoutUrl);
    await untilStage(page, "waiting");
    const address = shop.sandbox.order(shop.paymentId)?.address ?? "no address";
    expect(await textOf(page)).toContain(address);
    await shop.advance(4);
    await page.evaluate(() => document.querySelector("coincoin-checkout")?.refresh());
    await untilStage(page, "expired");
    expect(await textOf(page)).not.toContain(address);
    expect(await page.getByRole("link", { name: "Start a new order" }).count()).toBe(1);
    await shop.pay("100");
    await page.evaluate(() => document.querySelector("coincoin-checkout")?.refresh());
    await untilStage(page, "late");
  });

  it("runs out of time with part of the money sent", async () => {
    await shop.pay("40");
    const page = await session.open(shop.checkoutUrl);
    await untilStage(page, "partial");
    await shop.advance(4);
    await page.evaluate(() => document.querySelector("coincoin-checkout")?.refresh());
    await untilStage(page, "underpaid");
  });

  it("is kept up to date when the shop was killed and started again, in two tabs", async () => {
    const tabs = [await session.open(shop.checkoutUrl), await session.open(shop.checkoutUrl)];
    for (const tab of tabs) await untilStage(tab, "waiting");
    await shop.kill();
    for (const tab of tabs) await tab.locator(".connection.offline").waitFor();
    // The gateway's webhook finds nobody, and is sent again by hand once the shop is back.
    await shop.pay("100");
    await shop.restart();
    const [lost] = shop.sandbox.deliveries().slice(-1);
    if (lost === undefined) throw new Error("The gateway sent no webhook");
    await shop.sandbox.redeliver(lost.id);
    for (const tab of tabs) await untilStage(tab, "received", 40_000);
  }, 60_000);

  it("went offline, paid with another device, and comes back", async () => {
    const page = await session.open(shop.checkoutUrl);
    await untilStage(page, "waiting");
    await page.context().setOffline(true);
    await page.locator(".connection.offline").waitFor();
    await shop.pay("100");
    await page.context().setOffline(false);
    await untilStage(page, "received");
  });

  it("without JavaScript, in German", async () => {
    const page = await session.open(shop.checkoutUrl, { javaScriptEnabled: false, locale: "de-AT" });
    await page.getByText("Wir warten auf Ihre Zahlung").waitFor();
    await shop.pay("40");
    await page.reload();
    await expect.poll(() => page.locator("h1").innerText()).toBe("Ein Teil Ihrer Zahlung ist da");
  });
});
