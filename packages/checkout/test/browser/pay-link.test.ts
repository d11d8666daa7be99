import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Merchant } from "../support/merchant.ts";
import { textOf, untilStage, useSession } from "../support/session.ts";

interface AxeResult {
  violations: { id: string }[];
  passes: unknown[];
}

const session = useSession();

describe("a customer who was mailed a pay link", () => {
  let shop: Merchant;

  beforeEach(async () => {
    shop = await Merchant.start();
  });

  afterEach(async () => {
    await shop.close();
  });

  it.each([
    ["with scripts", true],
    ["without", false],
  ])("lets it expire with a part, pays the rest, and gets a receipt, %s", async (_, javaScriptEnabled) => {
    const link = shop.payUrl("invoice-1042", "100");
    const page = await session.open(link, { javaScriptEnabled });
    const main = page.locator("main");
    expect(await main.innerText()).toContain("Invoice 1042: €49.90");
    expect(await shop.ordersOf("invoice-1042")).toEqual([]);

    await page.getByRole("button", { name: "Pay with crypto" }).click();
    await page.getByText("Waiting for your payment").first().waitFor();
    await page.getByText("€49.90, about 100\u00a0USDT").first().waitFor();
    const [first = ""] = await shop.ordersOf("invoice-1042");
    await shop.pay("40", undefined, first);
    await shop.advance(25);
    await page.reload();
    await page.getByText("Too little arrived in time").first().waitFor();

    await page.getByRole("link", { name: "Pay the rest" }).click();
    await page.getByText("40\u00a0USDT arrived already").waitFor();
    await page.getByRole("button", { name: "Pay with crypto" }).click();
    await page.getByText("Waiting for your payment").first().waitFor();
    const [, second = ""] = await shop.ordersOf("invoice-1042");
    await page.getByText("60\u00a0USDT").first().waitFor();
    await shop.pay("60", undefined, second);
    if (!javaScriptEnabled) await page.reload();
    await page.getByText("Payment complete").first().waitFor();

    // The mail's own link leads to the receipt from now on.
    await page.goto(link);
    await page.getByText("Paid on").first().waitFor();
    const receipt = javaScriptEnabled ? await textOf(page) : await main.innerText();
    for (const text of ["€49.90", "40\u00a0USDT", "60\u00a0USDT", first, second])
      expect(receipt).toContain(text);
    expect(await shop.ordersOf("invoice-1042")).toHaveLength(2);
    await expect.poll(() => shop.fulfilled).toHaveLength(1);
    if (javaScriptEnabled) {
      expect(await page.getByRole("button", { name: "Print the receipt" }).count()).toBe(1);
      expect(await page.evaluate(() => window.seen.violations)).toEqual([]);
    }
  });

  it.each(["en", "de", "ar"])("reads it in %s, with nothing that axe finds", async (locale) => {
    const page = await session.open(shop.payUrl("invoice-1042", "100"), { locale, bypassCSP: true });
    await page.evaluate(axe.source);
    const { violations, passes } = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run: (node: Document) => Promise<AxeResult> } };
      return axe.run(document);
    });
    expect(violations.map(({ id }) => id)).toEqual([]);
    expect(passes.length).toBeGreaterThan(10);
  });
});

describe("a receipt", () => {
  it.each(["en", "ar"])(
    "prints in %s on one page in black on white, without what only a screen can use",
    async (locale) => {
      const shop = await Merchant.start();
      try {
        await shop.pay("100");
        const page = await session.open(shop.checkoutUrl, { locale, colorScheme: "dark" });
        await untilStage(page, "received");
        expect(
          await page.locator("coincoin-checkout button").filter({ visible: true }).count(),
        ).toBeGreaterThan(0);
        await page.emulateMedia({ media: "print", colorScheme: "dark" });
        for (const interactive of ["button", "a", "fieldset", ".connection"]) {
          const shown = page.locator(`coincoin-checkout ${interactive}`).filter({ visible: true });
          expect([interactive, await shown.count()]).toEqual([interactive, 0]);
        }
        const inks = await page.locator("coincoin-checkout .cc *").evaluateAll((nodes) => {
          const shown = nodes.filter((node) => node.getClientRects().length > 0 && node.textContent !== "");
          return shown.map((node) =>
            (getComputedStyle(node).color.match(/\d+/g) ?? []).slice(0, 3).map(Number),
          );
        });
        expect(inks.length).toBeGreaterThan(20);
        // On white paper, at least as dark as the page's muted grey.
        const brightness = ([red = 0, green = 0, blue = 0]: readonly number[]) =>
          0.299 * red + 0.587 * green + 0.114 * blue;
        expect(inks.filter((ink) => brightness(ink) > 120)).toEqual([]);
        for (const sheet of ["html", "coincoin-checkout .cc"]) {
          const back = page.locator(sheet).first();
          expect(await back.evaluate((node) => getComputedStyle(node).backgroundColor)).toBe(
            "rgb(255, 255, 255)",
          );
        }
        const pdf = await page.pdf({ format: "A4" });
        expect(pdf.toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(1);
      } finally {
        await shop.close();
      }
    },
  );
});

describe("a shop with a page of its own for those who paid", () => {
  it("takes the customer there after a countdown, unless they stop it", async () => {
    session.shop.options = {
      successUrl: `${session.shop.origin}/thanks`,
      brand: { accent: "#6d28d9", font: "Georgia, serif" },
    };
    session.shop.pages.set("/thanks", { type: "text/html", body: "<p>thanks" });
    const paid = {
      status: "settling",
      coverage: "full",
      received: "100",
      remaining: "0",
      paid: true,
    } as const;
    const [stays, goes] = [await session.open(), await session.open()];
    for (const page of [stays, goes]) await untilStage(page, "waiting");
    session.shop.update(paid);
    await stays.getByRole("button", { name: "Stay here" }).click();
    await goes.waitForURL("**/thanks", { timeout: 20_000 });
    await stays.waitForTimeout(1500);
    expect(await textOf(stays)).toContain("Payment complete");
    expect(await textOf(stays)).not.toContain("taken back");
    expect(await stays.evaluate(() => window.seen.violations)).toEqual([]);
    const accent = await stays
      .locator("coincoin-checkout a.primary")
      .evaluate((node) => getComputedStyle(node).backgroundColor);
    expect(accent).toBe("rgb(109, 40, 217)");
    // A receipt that is opened later stays open.
    await stays.reload();
    await untilStage(stays, "received");
    await stays.waitForTimeout(1500);
    expect(await stays.getByRole("button", { name: "Stay here" }).count()).toBe(0);
  });
});
