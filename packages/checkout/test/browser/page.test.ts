import axe from "axe-core";
import type { BrowserContextOptions, Page } from "playwright-core";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { type CheckoutView, paymentUri, renderUnavailable, type Stage, stages } from "../../src/index.ts";
import { languages } from "../../src/languages/language.ts";
import { jsQr } from "../support/jsqr.ts";
import { eventsOf, textOf, untilStage, useSession } from "../support/session.ts";
import { evmAddress, exampleView, stageChanges, tronAddress } from "../support/views.ts";

const session = useSession();

const linked = (coin: "usdt" | "eth"): Partial<CheckoutView> => {
  const order = { network: "ethereum", coin, address: evmAddress };
  return { ...order, paymentUri: paymentUri({ ...order, amount: "100" }) };
};
/** A token, whose link is one tap away. */
const ethereumOrder = linked("usdt");
/** The network's own coin, whose link comes first. */
const etherOrder = linked("eth");

/** Money of another coin, at the stages that are not about just that. */
const alsoArrived = (stage: Stage): Partial<CheckoutView> =>
  ["waiting", "expired", "invalid"].includes(stage) ? {} : { otherCoins: { trx: "5" } };

/** What axe finds, by any of its rules up to WCAG 2.2 AA and its best practices. */
async function accessibilityProblems(page: Page): Promise<string[]> {
  // Evaluated by the debugger: the page's own policy would not let such a script in.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (...args: unknown[]) => Promise<AxeResult> } };
    interface AxeResult {
      violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
      passes: unknown[];
    }
    const { violations, passes } = await axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    if (passes.length < 10) return ["axe looked at next to nothing"];
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`),
    );
  });
}

async function decodeScreen(page: Page): Promise<string | undefined> {
  const { data, width, height } = PNG.sync.read(await page.screenshot({ fullPage: true }));
  return jsQr(new Uint8ClampedArray(data), width, height)?.data;
}

describe("without JavaScript", () => {
  it("everything needed to pay is there", async () => {
    session.shop.update(ethereumOrder);
    const page = await session.open(undefined, { javaScriptEnabled: false });
    const text = await page.locator("main").innerText();
    for (const part of [
      "Send exactly",
      "100 USDT",
      evmAddress,
      "Ethereum (ERC20)",
      "Time left",
      "Send only USDT",
    ]) {
      expect(text).toContain(part);
    }
    expect(await page.getByRole("link", { name: "Open in wallet" }).count()).toBe(0);
    expect(await decodeScreen(page)).toBe(evmAddress);
    await page.getByRole("radio", { name: "With amount" }).check();
    expect(await decodeScreen(page)).toBe(ethereumOrder.paymentUri);
    expect(await page.getByRole("link", { name: "Open in wallet" }).getAttribute("href")).toBe(
      ethereumOrder.paymentUri,
    );
  });

  it("the page loads again and again", async () => {
    session.shop.options = { refreshSeconds: 1 };
    const page = await session.open(undefined, { javaScriptEnabled: false });
    expect(await page.locator("main").innerText()).toContain("Checks again every 1 seconds");
    session.shop.update(stageChanges.partial);
    await page.getByText("Part of your payment arrived").waitFor();
    session.shop.update(stageChanges.received);
    await page.getByText("Payment complete").waitFor();
  });
});

describe("the QR code on the screen", () => {
  it.each(["light", "dark"] as const)("is what wallets should read, in %s", async (theme) => {
    session.shop.options = { theme };
    const page = await session.open();
    await untilStage(page, "waiting");
    expect(await decodeScreen(page)).toBe(tronAddress);
    expect(await page.getByRole("radio").count()).toBe(0);
    session.shop.update(ethereumOrder);
    await page.getByRole("radio", { name: "With amount" }).waitFor({ state: "attached" });
    // A wallet that reads only the target of a token's link sends the money to the contract.
    expect(await decodeScreen(page)).toBe(evmAddress);
    await page.getByText("Holds the address only: enter 100 USDT in your wallet yourself.").waitFor();
    await page.getByRole("radio", { name: "With amount" }).check();
    expect(await decodeScreen(page)).toBe(ethereumOrder.paymentUri);
    await page.getByText("Holds address and amount.").waitFor();
    // The choice stays while the page goes on counting.
    await page.waitForTimeout(1200);
    expect(await decodeScreen(page)).toBe(ethereumOrder.paymentUri);
  });

  it("has the link first for a network's own coin", async () => {
    session.shop.update(etherOrder);
    const page = await session.open();
    await untilStage(page, "waiting");
    expect(await decodeScreen(page)).toBe(etherOrder.paymentUri);
    expect(await page.getByRole("link", { name: "Open in wallet" }).getAttribute("href")).toBe(
      etherOrder.paymentUri,
    );
    await page.getByRole("radio", { name: "Address only" }).check();
    expect(await decodeScreen(page)).toBe(evmAddress);
  });
});

describe("copying", () => {
  it("gives the amount without its coin, and the address, each by its own button", async () => {
    const page = await session.open(undefined, { permissions: ["clipboard-read", "clipboard-write"] });
    await untilStage(page, "waiting");
    session.shop.update(stageChanges.partial);
    await untilStage(page, "partial");
    const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole("button", { name: "Copy amount" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await clipboard()).toBe("60");
    await page.getByRole("button", { name: "Copy address" }).click();
    await expect.poll(clipboard).toBe(tronAddress);
    await expect.poll(() => eventsOf(page)).toEqual(["payment", "copy", "copy"]);
    await page.getByRole("button", { name: "Copy address" }).waitFor();
  });

  it("gives the numbers by which customer and shop name the payment", async () => {
    session.shop.options = { orderNumber: "B-1A2B3C4D" };
    session.shop.update(stageChanges.expired);
    const page = await session.open(undefined, { permissions: ["clipboard-read", "clipboard-write"] });
    await untilStage(page, "expired");
    const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole("button", { name: "Copy order number" }).click();
    await expect.poll(clipboard).toBe("B-1A2B3C4D");
    await page.getByRole("button", { name: "Copy payment number" }).click();
    await expect.poll(clipboard).toBe("EX100100100");
  });

  it("works where only the old way is allowed, and leaves the focus where it was", async () => {
    const context = await session.context();
    await context.addInitScript(() => {
      Object.defineProperty(navigator, "clipboard", { value: undefined });
      document.addEventListener("copy", () => {
        const root = document.querySelector("coincoin-checkout")?.shadowRoot;
        const field = root?.activeElement;
        if (field instanceof HTMLTextAreaElement) window.seen.said.push(field.value);
      });
    });
    const page = await context.newPage();
    await page.goto(session.shop.checkoutUrl);
    await untilStage(page, "waiting");
    await page.getByRole("button", { name: "Copy address" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate(() => window.seen.said)).toEqual([tronAddress]);
    expect(await eventsOf(page)).toEqual(["copy"]);
    expect(
      await page.evaluate(
        () => document.activeElement?.shadowRoot?.activeElement?.getAttribute("data-copy") ?? null,
      ),
    ).toBe("address");
  });

  it("says where it was pressed that no way is allowed, and selects the text", async () => {
    const context = await session.context();
    await context.addInitScript(() => {
      Object.defineProperty(navigator, "clipboard", { value: undefined });
      // oxlint-disable-next-line typescript/no-deprecated -- what is not allowed in this test
      document.execCommand = () => false;
    });
    const page = await context.newPage();
    await page.goto(session.shop.checkoutUrl);
    await untilStage(page, "waiting");
    await page.getByRole("button", { name: "Copy address" }).click();
    await page.getByRole("button", { name: "Selected: copy it by hand" }).waitFor();
    await page.getByRole("status").getByText("Selected: copy it by hand").waitFor({ state: "attached" });
    expect(await page.evaluate(() => getSelection()?.toString())).toBe(tronAddress);
    expect(await eventsOf(page)).toEqual([]);
  });
});

describe("a link to a wallet", () => {
  it("stands out where there is a finger, and not where there is a mouse", async () => {
    session.shop.update(etherOrder);
    const looks = async (options: BrowserContextOptions): Promise<string> => {
      const page = await session.open(undefined, options);
      await untilStage(page, "waiting");
      const link = page.getByRole("link", { name: "Open in wallet" });
      return link.evaluate((node) => getComputedStyle(node).backgroundColor);
    };
    expect(await looks({})).toBe("rgb(255, 255, 255)");
    expect(await looks({ hasTouch: true, isMobile: true })).toBe("rgb(31, 87, 214)");
  });

  it("is followed by a word when no wallet opens", async () => {
    session.shop.update(etherOrder);
    const page = await session.open();
    await untilStage(page, "waiting");
    await page.getByRole("link", { name: "Open in wallet" }).click();
    await page.locator(".note").getByText("No wallet opened. Scan the code").waitFor();
    await page.getByRole("status").getByText("No wallet opened.").waitFor({ state: "attached" });
  });

  it("is followed by nothing when the page lost the focus to one", async () => {
    session.shop.update(etherOrder);
    const page = await session.open();
    await untilStage(page, "waiting");
    await page.getByRole("link", { name: "Open in wallet" }).click();
    await page.evaluate(() => window.dispatchEvent(new Event("blur")));
    await page.waitForTimeout(2000);
    expect(await page.getByText("No wallet opened.").count()).toBe(0);
  });
});

describe("accessibility", () => {
  it.each(stages)("axe finds nothing at %s, in light and dark", async (stage) => {
    for (const theme of ["light", "dark"] as const) {
      session.shop.options = { theme };
      session.shop.view = exampleView({ ...ethereumOrder, ...alsoArrived(stage), ...stageChanges[stage] });
      const page = await session.open();
      await untilStage(page, stage);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.close();
    }
  });

  it("axe finds nothing in any language, nor without JavaScript", async () => {
    for (const language of languages) {
      session.shop.options = { language };
      const page = await session.open();
      await untilStage(page, "waiting");
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.close();
    }
    const unavailable = renderUnavailable({ merchantName: "Tea House", returnUrl: "/", contactUrl: "/help" });
    session.shop.pages.set("/cut", { type: "text/html", body: unavailable.html });
    const cut = await session.open(`${session.shop.origin}/cut`);
    expect(await accessibilityProblems(cut)).toEqual([]);
    session.shop.options = { orderUrl: undefined };
    const page = await session.open();
    // The refresh is what such a page is for; it comes every 15 seconds and loses nothing.
    expect(
      (await accessibilityProblems(page)).filter((problem) => !problem.startsWith("meta-refresh")),
    ).toEqual([]);
  });

  it("everything can be reached and used by keyboard, in the order in which it is read", async () => {
    session.shop.update(ethereumOrder);
    const page = await session.open(undefined, { permissions: ["clipboard-read", "clipboard-write"] });
    await untilStage(page, "waiting");
    const names: string[] = [];
    for (let index = 0; index < 5; index++) {
      await page.keyboard.press("Tab");
      names.push(
        await page.evaluate(() => {
          const focused = document.activeElement?.shadowRoot?.activeElement;
          const outline = focused instanceof HTMLInputElement ? focused.nextElementSibling : focused;
          const visible =
            outline !== null && outline !== undefined && getComputedStyle(outline).outlineStyle !== "none";
          const label =
            focused?.getAttribute("aria-label") ??
            focused?.closest("label")?.textContent ??
            focused?.textContent;
          return `${label ?? "nothing"}${visible ? "" : " (focus cannot be seen)"}`;
        }),
      );
    }
    expect(names).toEqual([
      "Copy amount",
      "Copy address",
      "Address only",
      "Back to Tea House",
      "Copy payment number",
    ]);
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("ArrowRight");
    expect(await decodeScreen(page)).toBe(ethereumOrder.paymentUri);
  });

  it("tells a screen reader what changed, and not the seconds", async () => {
    const context = await session.context();
    const page = await context.newPage();
    await page.goto(session.shop.checkoutUrl);
    await untilStage(page, "waiting");
    await page.evaluate(() => {
      const region = document.querySelector("coincoin-checkout")?.shadowRoot?.querySelector("[role=status]");
      if (region === null || region === undefined) throw new Error("There is no live region");
      new MutationObserver(() => window.seen.said.push(region.textContent)).observe(region, {
        childList: true,
      });
    });
    await page.waitForTimeout(2200);
    session.shop.update(stageChanges.partial);
    await untilStage(page, "partial");
    session.shop.update({ otherCoins: { trx: "55" } });
    await page.getByText("55 TRX arrived too").waitFor();
    session.shop.update(stageChanges.received);
    await untilStage(page, "received");
    const said = await page.evaluate(() => window.seen.said);
    expect(said).toHaveLength(3);
    expect(said[0]).toMatch(/^Part of your payment arrived\. 40\s+USDT arrived\. Send the remaining 60/);
    expect(said[2]).toMatch(/^Payment complete\. /);
  });

  it("tells a screen reader when a minute is left", async () => {
    session.shop.update({ expiresAt: new Date(Date.now() + 62_000).toISOString() });
    const page = await session.open();
    await untilStage(page, "waiting");
    await expect.poll(() => page.getByRole("status").textContent()).toBe("One minute left to pay.");
  });

  it("takes the focus to the headline when what had it is gone", async () => {
    const page = await session.open();
    await untilStage(page, "waiting");
    await page.getByRole("button", { name: "Copy address" }).focus();
    session.shop.update(stageChanges.received);
    await untilStage(page, "received");
    const focused = await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent);
    expect(focused).toBe("Payment complete");
  });

  it("moves nothing about for those who asked for that", async () => {
    const page = await session.open(undefined, { reducedMotion: "reduce" });
    await untilStage(page, "waiting");
    const moving = await page.evaluate(
      () =>
        [...(document.querySelector("coincoin-checkout")?.shadowRoot?.querySelectorAll("*") ?? [])].filter(
          (node) => {
            const { transitionDuration, animationName } = getComputedStyle(node);
            return transitionDuration !== "0s" || animationName !== "none";
          },
        ).length,
    );
    expect(moving).toBe(0);
  });
});

describe("layout", () => {
  it.each([
    [320, "en"],
    [320, "de"],
    [320, "ar"],
    [820, "ru"],
    [1600, "ja"],
  ] as const)(
    "fits %i pixels in %s at every stage",
    async (width, language) => {
      session.shop.options = { language };
      for (const stage of stages) {
        session.shop.view = exampleView({
          ...ethereumOrder,
          ...alsoArrived(stage),
          ...stageChanges[stage],
        });
        const page = await session.open(undefined, { viewport: { width, height: 700 } });
        await untilStage(page, stage);
        const overflow = await page.evaluate(() => {
          const nodes =
            document.querySelector("coincoin-checkout")?.shadowRoot?.querySelectorAll(".cc *:not(.hidden)") ??
            [];
          const wide = [...nodes].filter((node) => {
            const { left, right } = node.getBoundingClientRect();
            return left < -1 || right > innerWidth + 1;
          });
          return [
            document.documentElement.scrollWidth > innerWidth,
            wide.map((node) => node.outerHTML.slice(0, 80)),
          ];
        });
        expect(overflow).toEqual([false, []]);
        await page.close();
      }
    },
    60_000,
  );

  it.each([
    [390, "ru"],
    [320, "de"],
    [390, "en"],
    [820, "ar"],
  ] as const)(
    "fits %i pixels in %s with text of twice the size, and breaks no amount",
    async (width, language) => {
      session.shop.options = { language, orderNumber: "B-1A2B3C4D" };
      for (const stage of stages) {
        session.shop.view = exampleView({
          ...ethereumOrder,
          amountDue: "79.95",
          remaining: "79.95",
          ...stageChanges[stage],
        });
        const page = await session.open(undefined, { viewport: { width, height: 700 } });
        await untilStage(page, stage);
        await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        ).toBeLessThanOrEqual(0);
        const amount = page.locator("coincoin-checkout [data-value=amount]");
        if ((await amount.count()) > 0) {
          expect(await amount.evaluate((node) => node.getClientRects().length)).toBe(1);
        }
        await page.close();
      }
    },
  );

  it("breaks a long amount nowhere, with its coin and its button on the next line", async () => {
    session.shop.view = exampleView({
      ...etherOrder,
      amountDue: "0.123456789012345678",
      remaining: "0.123456789012345678",
    });
    for (const width of [320, 390, 820]) {
      const page = await session.open(undefined, { viewport: { width, height: 700 } });
      await untilStage(page, "waiting");
      const amount = page.locator("coincoin-checkout [data-value=amount]");
      expect(await amount.evaluate((node) => node.getClientRects().length)).toBe(1);
      // With text of twice the size even a line is too short for it; the page still is no wider than the screen.
      await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
      await page.getByRole("radio", { name: "Address only" }).check({ force: true });
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      await page.close();
    }
  });

  it("is edge to edge on a phone, before the script runs and after", async () => {
    for (const javaScriptEnabled of [false, true]) {
      const page = await session.open(undefined, {
        viewport: { width: 390, height: 800 },
        javaScriptEnabled,
      });
      if (javaScriptEnabled) await untilStage(page, "waiting");
      const card = page.locator(".cc").first();
      expect((await card.boundingBox())?.width).toBe(390);
      if (javaScriptEnabled)
        expect(await card.evaluate((node) => getComputedStyle(node).borderRadius)).toBe("0px");
    }
  });

  it("does not move when the page comes alive, in either direction", async () => {
    for (const language of ["en", "ar"]) {
      session.shop.options = { language };
      session.shop.view = exampleView(ethereumOrder);
      const page = await session.open();
      await untilStage(page, "waiting");
      await page.locator(".connection.live").waitFor();
      await page.waitForTimeout(1500);
      expect(await page.evaluate(() => window.seen.shift)).toBeLessThan(0.01);
      await page.close();
    }
  });

  it("runs from right to left in Arabic, with addresses from left to right", async () => {
    session.shop.options = { language: "ar" };
    const page = await session.open();
    await untilStage(page, "waiting");
    const [icon, headline] = await Promise.all(
      [".icon", ".headline"].map((name) => page.locator(`coincoin-checkout ${name}`).boundingBox()),
    );
    expect(icon?.x).toBeGreaterThan(headline?.x ?? Number.POSITIVE_INFINITY);
    const direction = await page
      .locator("coincoin-checkout .address .text")
      .evaluate((node) => getComputedStyle(node).direction);
    expect(direction).toBe("ltr");
  });

  it("prints what is needed to pay, without buttons", async () => {
    const page = await session.open();
    await untilStage(page, "waiting");
    await page.emulateMedia({ media: "print" });
    expect(await page.getByRole("button").count()).toBe(0);
    expect(await textOf(page)).toContain(tronAddress);
    expect(await decodeScreen(page)).toBe(tronAddress);
  });

  it("follows the system's light and dark, and the merchant's colours", async () => {
    const background = (page: Page): Promise<string> =>
      page.locator("coincoin-checkout .cc").evaluate((node) => getComputedStyle(node).backgroundColor);
    const page = await session.open(undefined, { colorScheme: "dark" });
    await untilStage(page, "waiting");
    expect(await background(page)).toBe("rgb(22, 25, 31)");
    await page.emulateMedia({ colorScheme: "light" });
    expect(await background(page)).toBe("rgb(255, 255, 255)");
    await page
      .locator("coincoin-checkout")
      .evaluate((node) => node.style.setProperty("--coincoin-background", "rgb(1, 2, 3)"));
    expect(await background(page)).toBe("rgb(1, 2, 3)");
  });
});

describe("safety", () => {
  it("its policy stops nothing of its own, nothing leaves its origin, and the key is in no referrer", async () => {
    const referrers: (string | undefined)[] = [];
    const outside: string[] = [];
    const context = await session.context();
    const page = await context.newPage();
    page.on("request", (request) => {
      if (!request.url().startsWith(session.shop.origin)) outside.push(request.url());
      referrers.push(request.headers()["referer"]);
    });
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    session.shop.options = { language: "de" };
    session.shop.view = exampleView(ethereumOrder);
    await page.goto(session.shop.checkoutUrl);
    for (const stage of ["waiting", "partial", "received", "settled"] as const) {
      session.shop.update({ ...ethereumOrder, ...stageChanges[stage] });
      await untilStage(page, stage);
    }
    expect(problems.filter((text) => !text.includes("favicon"))).toEqual([]);
    expect(
      (await page.evaluate(() => window.seen.violations)).filter((text) => !text.includes("favicon")),
    ).toEqual([]);
    expect(outside).toEqual([]);
    expect(referrers.filter(Boolean)).toEqual([]);
  });

  it("shows what a hostile server sends as text", async () => {
    const page = await session.open();
    await untilStage(page, "waiting");
    const hostile = '"><img src=x onerror=alert(1)><script>alert(1)</script>';
    session.shop.update({
      network: hostile,
      coin: hostile,
      address: hostile,
      paymentUri: "javascript:alert(1)",
      otherCoins: { x: hostile },
    });
    await page.getByText("onerror").first().waitFor();
    const counts = await page.evaluate(() => {
      const root = document.querySelector("coincoin-checkout")?.shadowRoot;
      return ["img", "script", 'a[href^="javascript"]'].map(
        (selector) => root?.querySelectorAll(selector).length,
      );
    });
    expect(counts).toEqual([0, 0, 0]);
  });

  it("leads out of the frame it stands in", async () => {
    session.shop.options = { frameAncestors: ["'self'"] };
    session.shop.pages.set("/", {
      type: "text/html",
      body: "<!doctype html><title>Shop</title><h1>The shop</h1>",
    });
    session.shop.pages.set("/frame", {
      type: "text/html",
      body: `<!doctype html><html lang="en"><title>Shop</title><iframe title="pay" width="800" height="900" src="${session.shop.checkoutUrl}"></iframe>`,
    });
    const page = await session.open(`${session.shop.origin}/frame`);
    await page.frameLocator("iframe").locator(".connection.live").waitFor();
    await page.frameLocator("iframe").getByRole("link", { name: "Back to Tea House" }).click();
    await page.getByRole("heading", { name: "The shop" }).waitFor();
    expect(page.url()).toBe(`${session.shop.origin}/`);
  });

  it("tells the page around its frame how high it is, so that nothing in it has to be scrolled", async () => {
    session.shop.options = { frameAncestors: ["'self'"] };
    session.shop.pages.set("/frame", {
      type: "text/html",
      body: `<!doctype html><html lang="en"><title>Shop</title><iframe title="pay" width="400" height="200" src="${session.shop.checkoutUrl}"></iframe>
<script>addEventListener("message", ({ data, source }) => {
  const frame = document.querySelector("iframe");
  if (source === frame.contentWindow && data?.type === "coincoin:size") frame.height = data.height;
});</script>`,
    });
    const page = await session.open(`${session.shop.origin}/frame`);
    const frame = page.frames()[1];
    const hidden = async () =>
      frame?.evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight);
    const height = async () => Number(await page.locator("iframe").getAttribute("height"));
    await page.frameLocator("iframe").locator(".connection.live").waitFor();
    await expect.poll(height).toBeGreaterThan(600);
    await expect.poll(hidden).toBe(0);
    const asking = await height();
    session.shop.update({
      status: "settling",
      coverage: "full",
      received: "100",
      remaining: "0",
      paid: true,
    });
    await page.frameLocator("iframe").getByText("Payment complete").first().waitFor();
    await expect.poll(height).toBeLessThan(asking - 100);
    await expect.poll(hidden).toBe(0);
  });

  it("cannot be framed unless the merchant allows it", async () => {
    const frame = async (): Promise<string> => {
      session.shop.pages.set("/frame", {
        type: "text/html",
        body: `<!doctype html><html lang="en"><title>Shop</title><iframe title="pay" src="${session.shop.checkoutUrl}"></iframe>`,
      });
      const page = await session.open(`${session.shop.origin}/frame`);
      await page.waitForTimeout(500);
      return (await page.frames()[1]?.locator(".headline").allInnerTexts())?.join() ?? "";
    };
    expect(await frame()).toBe("");
    session.shop.options = { frameAncestors: ["'self'"] };
    expect(await frame()).toContain("Waiting for your payment");
  });

  it("shows the first page from one answer, before its script is there", async () => {
    const context = await session.context();
    const page = await context.newPage();
    await page.route("**/checkout.js*", () => undefined);
    await page.goto(session.shop.checkoutUrl, { waitUntil: "commit" });
    await page.getByText("Waiting for your payment").waitFor();
    expect(session.shop.requests.filter((path) => path !== "/favicon.ico")).toEqual([
      "/checkout/EX100100100",
    ]);
  });
});
