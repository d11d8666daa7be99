import type { BrowserContext } from "playwright-core";
import { describe, expect, it } from "vitest";
import { textOf, untilStage, useSession } from "../support/session.ts";
import { stageChanges } from "../support/views.ts";

const session = useSession();

/** What a browser may lack, block or break. Each is done to a page before anything of ours runs. */
const failures: Record<string, (context: BrowserContext) => Promise<unknown>> = {
  "is not found": (context) => context.route("**/checkout.js*", (route) => route.fulfill({ status: 404 })),
  "is blocked": (context) => context.route("**/checkout.js*", (route) => route.abort()),
  "is cut off": (context) =>
    context.route("**/checkout.js*", async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).slice(0, 20_000);
      await route.fulfill({ response, body });
    }),
  "meets a browser without custom elements": (context) =>
    context.addInitScript(() => {
      Object.defineProperty(window, "customElements", { value: undefined });
    }),
  "meets a browser without shadow roots": (context) =>
    context.addInitScript(() => {
      Object.defineProperty(Element.prototype, "attachShadow", { value: undefined });
    }),
  "throws while it draws": (context) =>
    context.addInitScript(() => {
      Object.defineProperty(Intl, "DateTimeFormat", { value: undefined });
    }),
};

describe("when the script", () => {
  it.each(Object.entries(failures))("%s, the served page stays and loads again", async (_, fail) => {
    session.shop.options = { refreshSeconds: 1 };
    const context = await session.context();
    await fail(context);
    const page = await context.newPage();
    await page.goto(session.shop.checkoutUrl);
    await page.getByText("Waiting for your payment").waitFor();
    const text = await page.locator("main").innerText();
    expect(text).toContain("Checks again every 1 seconds");
    expect(text).not.toContain("Updates");
    session.shop.update(stageChanges.received);
    await page.getByText("Payment complete").waitFor();
  });

  it("is not there, the customer can ask for the page again", async () => {
    const context = await session.context();
    await context.route("**/checkout.js*", (route) => route.abort());
    const page = await context.newPage();
    await page.goto(session.shop.checkoutUrl);
    session.shop.update(stageChanges.received);
    await page.getByRole("link", { name: "Check now" }).click();
    await page.getByText("Payment complete").waitFor();
    expect(page.url()).toBe(session.shop.checkoutUrl);
  });

  it("meets a browser without constructable style sheets, the page is alive and styled under its policy", async () => {
    const context = await session.context();
    await context.addInitScript(() => {
      Object.defineProperty(window, "CSSStyleSheet", {
        value: function CSSStyleSheet() {
          throw new TypeError("Illegal constructor");
        },
      });
    });
    const page = await context.newPage();
    await page.goto(session.shop.checkoutUrl);
    await untilStage(page, "waiting");
    const display = await page
      .locator("coincoin-checkout .cc")
      .evaluate((node) => getComputedStyle(node).display);
    expect(display).toBe("flex");
    expect(await page.evaluate(() => window.seen.violations)).toEqual([]);
  });

  it("runs, nothing loads again", async () => {
    session.shop.options = { refreshSeconds: 1 };
    const page = await session.open();
    await untilStage(page, "waiting");
    await page.waitForTimeout(2500);
    expect(session.shop.requests.filter((path) => path === "/checkout/EX100100100")).toHaveLength(1);
    expect(await textOf(page)).not.toContain("Checks again");
  });
});
