import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { eventsOf, textOf, untilStage, useSession } from "../support/session.ts";
import { exampleView, stageChanges, tronAddress } from "../support/views.ts";

const session = useSession();

describe("an open page", () => {
  it("follows an order from the first payment to settlement", async () => {
    const page = await session.open();
    await untilStage(page, "waiting");
    session.shop.update(stageChanges.partial);
    await untilStage(page, "partial");
    expect(await textOf(page)).toContain("Still to send");
    expect(await page.title()).toBe("Part of your payment arrived · Tea House");
    session.shop.update(stageChanges.confirming);
    await untilStage(page, "confirming");
    expect(await textOf(page)).not.toContain("Still to send");
    session.shop.update(stageChanges.received);
    await untilStage(page, "received");
    session.shop.update(stageChanges.settled);
    await untilStage(page, "settled");
    expect(await page.title()).toBe("Paid and settled · Tea House");
    expect(await eventsOf(page)).toEqual(["payment", "payment", "paid", "settled"]);
    // Nothing more can happen, so nobody is asked any more.
    await expect.poll(() => session.shop.streamCount).toBe(0);
  });

  it.each([
    ["over", ["payment", "paid", "overpaid"]],
    ["late", ["payment", "paid", "late"]],
    ["wrong-coin", ["wrong-coin"]],
    ["underpaid", ["payment", "underpaid"]],
    ["expired", ["expired"]],
    ["invalid", ["invalid"]],
  ] as const)("shows what it means that an order is %s", async (stage, events) => {
    const page = await session.open();
    await untilStage(page, "waiting");
    session.shop.view = exampleView();
    session.shop.update(stageChanges[stage]);
    await untilStage(page, stage);
    expect(await eventsOf(page)).toEqual(events);
  });

  it("says that it waits for an earlier part, and asks for nothing", async () => {
    const page = await session.open();
    await untilStage(page, "waiting");
    const until = new Date(Date.now() + 3_600_000).toISOString();
    session.shop.update({ ...stageChanges.confirming, waitingFor: { amount: "40", coin: "usdt", until } });
    await untilStage(page, "confirming");
    expect(await textOf(page)).toMatch(/An earlier part of 40\s+USDT is still being confirmed/);
    expect(await textOf(page)).toContain("Send nothing more");
    expect(await page.locator("coincoin-checkout .pay").count()).toBe(0);
    session.shop.update({ ...stageChanges.received, waitingFor: null });
    await untilStage(page, "received");
  });

  it("asks for the rest until the deadline, whatever code the gateway sent", async () => {
    session.shop.update({ ...stageChanges.partial, status: "settling" });
    const page = await session.open();
    await untilStage(page, "partial");
    expect(await textOf(page)).toMatch(/Still to send\s+60 USDT/);
    expect(await textOf(page)).not.toContain("Send nothing more");
  });

  it("comes from preparing to waiting when the terms are known", async () => {
    session.shop.update(stageChanges.preparing);
    const page = await session.open();
    await untilStage(page, "preparing");
    session.shop.view = exampleView();
    session.shop.update({});
    await untilStage(page, "waiting");
    expect(await textOf(page)).toContain(tronAddress);
  });

  it("polls where there is no event stream", async () => {
    session.shop.events = "404";
    const page = await session.open();
    await untilStage(page, "waiting");
    session.shop.update(stageChanges.received);
    await untilStage(page, "received");
    expect(session.shop.requests.filter((path) => path === "/orders/EX100100100").length).toBeGreaterThan(0);
  });

  it("polls where a proxy keeps the event stream to itself", async () => {
    session.shop.events = "silent";
    const page = await session.open();
    await untilStage(page, "waiting");
    session.shop.update(stageChanges.partial);
    await untilStage(page, "partial");
    expect(await eventsOf(page)).toEqual(["payment"]);
  });

  it("goes on after the server was killed and started again, keeping what it showed", async () => {
    const page = await session.open();
    session.shop.update(stageChanges.partial);
    await untilStage(page, "partial");
    await session.shop.kill();
    await page.locator(".connection.offline").waitFor();
    expect(await textOf(page)).toContain("No connection");
    expect(await textOf(page)).toContain(tronAddress);
    session.shop.view = { ...session.shop.view, ...stageChanges.received };
    await session.shop.start();
    await untilStage(page, "received", 40_000);
    await page.locator(".connection:not(.offline)").waitFor({ timeout: 20_000 });
  }, 60_000);

  it("notices at once that the network is back", async () => {
    const page = await session.open();
    await untilStage(page, "waiting");
    await page.context().setOffline(true);
    await page.locator(".connection.offline").waitFor();
    session.shop.view = { ...session.shop.view, ...stageChanges.received };
    await session.shop.kill();
    await session.shop.start();
    const before = Date.now();
    await page.context().setOffline(false);
    await untilStage(page, "received");
    expect(Date.now() - before).toBeLessThan(3000);
  });

  it("asks at once after sleep, and trusts no stream that slept", async () => {
    const page = await session.open();
    await untilStage(page, "waiting");
    await page.locator(".connection.live").waitFor();
    const polls = (): number => session.shop.requests.filter((path) => path === "/orders/EX100100100").length;
    const streams = (): number => session.shop.requests.filter((path) => path.endsWith("/events")).length;
    const [pollsBefore, streamsBefore] = [polls(), streams()];
    await page.evaluate(() => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + 20 * 60_000;
    });
    await expect.poll(polls).toBe(pollsBefore + 1);
    await expect.poll(streams).toBe(streamsBefore + 1);
    // Twenty of fifty minutes are gone, and the answer set the clock right again.
    await expect.poll(() => page.locator(".clock").first().innerText()).toMatch(/^49:/);
  });

  it("never shows less than it showed, whatever comes late or twice", async () => {
    const page = await session.open();
    await untilStage(page, "waiting");
    const old = session.shop.current();
    session.shop.update(stageChanges.received);
    await untilStage(page, "received");
    session.shop.push(old);
    session.shop.replay = old;
    await page.evaluate(() => document.querySelector("coincoin-checkout")?.refresh());
    session.shop.push({ ...old, received: "40", coverage: "partial" });
    await sleep(300);
    await untilStage(page, "received");
    expect(await textOf(page)).toContain("100\u00a0USDT");
    expect((await eventsOf(page)).filter((name) => name === "paid")).toHaveLength(1);
  });

  it("keeps two tabs up to date", async () => {
    const context = await session.context();
    const tabs = [await context.newPage(), await context.newPage()];
    for (const tab of tabs) await tab.goto(session.shop.checkoutUrl);
    for (const tab of tabs) await untilStage(tab, "waiting");
    session.shop.update(stageChanges.received);
    for (const tab of tabs) {
      await untilStage(tab, "received");
      expect(await eventsOf(tab)).toEqual(["payment", "paid"]);
    }
  });

  it("gives its stream back when the customer leaves, and takes it up again on coming back", async () => {
    const page = await session.open();
    await page.locator(".connection.live").waitFor();
    expect(session.shop.streamCount).toBe(1);
    session.shop.pages.set("/elsewhere", { body: "<p>elsewhere", type: "text/html" });
    await page.goto(`${session.shop.origin}/elsewhere`);
    await expect.poll(() => session.shop.streamCount).toBe(0);
    session.shop.view = { ...session.shop.view, ...stageChanges.received };
    await page.goBack();
    await untilStage(page, "received");
  });
});

describe("the deadline", () => {
  const inTwoSeconds = (): { expiresAt: string } => ({
    expiresAt: new Date(Date.now() + 2500).toISOString(),
  });

  it("takes the address away without waiting for the server, and offers a new order", async () => {
    session.shop.update(inTwoSeconds());
    const page = await session.open();
    await untilStage(page, "waiting");
    expect(await page.locator("coincoin-checkout .qr").count()).toBe(1);
    await untilStage(page, "expired");
    const html = await page.evaluate(
      () => document.querySelector("coincoin-checkout")?.shadowRoot?.innerHTML ?? "",
    );
    expect(html).not.toContain(tronAddress);
    expect(html).not.toContain('<path class="dark"');
    expect(await page.getByRole("link", { name: "Start a new order" }).getAttribute("href")).toBe(
      `${session.shop.origin}/cart`,
    );
    expect(await eventsOf(page)).toEqual(["expired"]);
  });

  it("still shows money that turns out to have come in time", async () => {
    session.shop.update(inTwoSeconds());
    const page = await session.open();
    await untilStage(page, "expired");
    session.shop.update(stageChanges.received);
    await untilStage(page, "received");
    expect(await eventsOf(page)).toEqual(["expired", "payment", "paid"]);
  });

  it.each([
    ["three days behind", -3 * 86_400_000],
    ["a year ahead", 365 * 86_400_000],
  ])("is counted on the server's clock when the customer's is %s", async (_, offset) => {
    const context = await session.context();
    await context.addInitScript((ms) => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + ms;
    }, offset);
    const page = await context.newPage();
    await page.goto(session.shop.checkoutUrl);
    await untilStage(page, "waiting");
    expect(await page.locator("coincoin-checkout .clock").innerText()).toMatch(/^(50:00|49:5\d)$/);
  });

  it("follows the server when the two disagree", async () => {
    session.shop.clockOffsetMs = 30 * 60_000;
    const page = await session.open();
    await untilStage(page, "waiting");
    expect(await page.locator("coincoin-checkout .clock").innerText()).toMatch(/^(20:00|19:5\d)$/);
  });
});

describe("an order that cannot be shown", () => {
  const embed = async (attributes: string): Promise<Awaited<ReturnType<typeof session.open>>> => {
    session.shop.pages.set("/shop", {
      type: "text/html",
      body: `<!doctype html><html lang="en"><title>Shop</title><script type="module" src="/checkout.js"></script><coincoin-checkout ${attributes}></coincoin-checkout>`,
    });
    return session.open(`${session.shop.origin}/shop`);
  };

  it("says so, with an event, instead of waiting for ever", async () => {
    const page = await embed('src="/orders/EX100100100?key=wrong"');
    await page.getByText("This order cannot be shown").waitFor();
    expect(await eventsOf(page)).toContain("error");
  });

  it("keeps waiting when it is the server that fails", async () => {
    session.shop.orderStatus = 500;
    session.shop.events = "404";
    const page = await embed('src="/orders/EX100100100?key=k"');
    await page.locator("[data-stage=loading]").waitFor();
    session.shop.orderStatus = 200;
    await untilStage(page, "waiting", 20_000);
    expect(new Set(await eventsOf(page))).toEqual(new Set(["error"]));
  });

  it("shows another order when it is given one", async () => {
    const page = await embed('src="/orders/EX100100100?key=wrong"');
    await page.getByText("This order cannot be shown").waitFor();
    await page.evaluate(() => {
      document.querySelector("coincoin-checkout")?.setAttribute("src", "/orders/EX100100100?key=k");
    });
    await untilStage(page, "waiting");
    expect(await textOf(page)).toContain(tronAddress);
  });
});
