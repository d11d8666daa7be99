import { describe, expect, it } from "vitest";
import { paymentUri } from "../../src/index.ts";
import { launchOldBrowser } from "../support/browser.ts";
import { eventsOf, textOf, untilStage, useSession } from "../support/session.ts";
import { evmAddress, stageChanges } from "../support/views.ts";

const session = useSession(launchOldBrowser);

describe("in Chromium 109", () => {
  it("the page is alive from the first payment to settlement", async () => {
    const page = await session.open();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    await untilStage(page, "waiting");
    await page.locator(".connection.live").waitFor();
    session.shop.update(stageChanges.partial);
    await untilStage(page, "partial");
    expect(await textOf(page)).toMatch(/Still to send\s+60 USDT/);
    session.shop.update(stageChanges.settled);
    await untilStage(page, "settled");
    expect(await eventsOf(page)).toEqual(["payment", "payment", "paid", "settled"]);
    expect(problems).toEqual([]);
  });

  it("the page polls where there is no event stream", async () => {
    session.shop.events = "404";
    const page = await session.open();
    await untilStage(page, "waiting");
    session.shop.update(stageChanges.received);
    await untilStage(page, "received");
    await page.locator(".connection.polling").waitFor();
  });

  it.each([
    ["light", "rgb(255, 255, 255)", "rgb(22, 27, 38)"],
    ["dark", "rgb(22, 25, 31)", "rgb(241, 243, 246)"],
  ] as const)("it has colours, borders and buttons, in %s", async (theme, background, text) => {
    session.shop.options = { theme };
    session.shop.update({
      network: "ethereum",
      coin: "eth",
      address: evmAddress,
      paymentUri: paymentUri({ network: "ethereum", coin: "eth", address: evmAddress, amount: "1" }),
    });
    const page = await session.open();
    await untilStage(page, "waiting");
    const style = (selector: string, property: string): Promise<string> =>
      page
        .locator(`coincoin-checkout ${selector}`)
        .first()
        .evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), property);
    expect(await style(".cc", "background-color")).toBe(background);
    expect(await style(".cc", "color")).toBe(text);
    for (const selector of [".cc", ".copy", ".wallet", ".value", ".steps li"]) {
      expect([selector, await style(selector, "border-top-width")]).not.toEqual([selector, "0px"]);
      expect([selector, await style(selector, "border-top-color")]).not.toEqual([selector, text]);
    }
  });
});
