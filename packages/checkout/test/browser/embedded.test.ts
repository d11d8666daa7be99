import { describe, expect, it } from "vitest";
import { untilStage, useSession } from "../support/session.ts";

const session = useSession();

/** A shop's own page with the element in it, as the README shows it. */
function shopPage(style: string, inside = ""): string {
  session.shop.pages.set("/shop", {
    type: "text/html",
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Shop</title><style>${style}</style>
<script type="module" src="/checkout.js"></script>
<h1>Your order</h1><coincoin-checkout src="/orders/EX100100100?key=k">${inside}</coincoin-checkout><p>Terms and everything else.</p>`,
  });
  return `${session.shop.origin}/shop`;
}

describe("inside a shop's own page", () => {
  it.each([
    ["light", "", "rgb(255, 255, 255)"],
    ["dark", ":root { color-scheme: dark; }", "rgb(22, 25, 31)"],
    ["dark", ":root { color-scheme: light dark; }", "rgb(22, 25, 31)"],
  ])("it is %s where the page is, whatever the system likes (%s)", async (_, style, expected) => {
    const page = await session.open(shopPage(style), { colorScheme: "dark" });
    await untilStage(page, "waiting");
    const background = await page
      .locator("coincoin-checkout .cc")
      .evaluate((node) => getComputedStyle(node).backgroundColor);
    expect(background).toBe(expected);
  });

  it.each([
    ["phone", 390],
    ["desktop", 820],
  ])("nothing below it jumps on a %s, with its place kept", async (_, width) => {
    const url = shopPage("coincoin-checkout { display: block; min-height: 44rem; }");
    const page = await session.open(url, { viewport: { width, height: 800 } });
    await untilStage(page, "waiting");
    await page.locator(".connection.live").waitFor();
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => window.seen.shift)).toBeLessThan(0.1);
  });

  it("shows what stands inside it until there is an order to show", async () => {
    const url = shopPage("", '<a href="/checkout/EX100100100?key=k">Open the payment page</a>');
    session.shop.orderStatus = 500;
    session.shop.events = "404";
    const link = (page: Awaited<ReturnType<typeof session.open>>): Promise<boolean> =>
      page.getByRole("link", { name: "Open the payment page" }).isVisible();
    const scriptless = await session.open(url, { javaScriptEnabled: false });
    expect(await link(scriptless)).toBe(true);
    const page = await session.open(url);
    await page.locator("[data-stage=loading]").waitFor();
    expect(await link(page)).toBe(true);
    session.shop.orderStatus = 200;
    await untilStage(page, "waiting", 20_000);
    expect(await link(page)).toBe(false);
    expect(await page.title()).toBe("Shop");
  });

  it("is English where the page's language cannot be loaded, and waits for one where none can", async () => {
    const url = shopPage("", "Open the payment page").replace("/shop", "/shop-ja");
    const shown = session.shop.pages.get("/shop");
    if (shown !== undefined)
      session.shop.pages.set("/shop-ja", { ...shown, body: shown.body.replace('lang="en"', 'lang="ja"') });
    const page = await (await session.context()).newPage();
    const asked: string[] = [];
    await page.route("**/checkout.*.json", (route) => {
      const name = new URL(route.request().url()).pathname;
      asked.push(name);
      return asked.length > 2 && name === "/checkout.en.json" ? route.continue() : route.abort();
    });
    await page.goto(url);
    await expect.poll(() => asked).toEqual(["/checkout.ja.json", "/checkout.en.json"]);
    expect(await page.getByText("Open the payment page").isVisible()).toBe(true);
    await untilStage(page, "waiting", 15_000);
    await page.getByText("Waiting for your payment").first().waitFor();
    expect(asked).toHaveLength(4);
  });
});
