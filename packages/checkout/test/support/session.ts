import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { Stage } from "../../src/index.ts";
import { launchBrowser } from "./browser.ts";
import { TestShop } from "./shop.ts";

declare global {
  interface Window {
    /** What the page saw, written by the script that `open` puts into every page. */
    seen: { events: string[]; violations: string[]; shift: number; said: string[] };
  }
}

export interface Session {
  shop: TestShop;
  /** A customer's page, with a record of its events, policy violations and layout shifts. */
  open: (url?: string, options?: BrowserContextOptions) => Promise<Page>;
  context: (options?: BrowserContextOptions) => Promise<BrowserContext>;
}

/** A browser for the file, a shop and fresh contexts for every test. */
export function useSession(launch: () => Promise<Browser> = launchBrowser): Session {
  let browser: Browser | undefined;
  let contexts: BrowserContext[] = [];
  const session: Session = {
    shop: new TestShop(),
    async context(options) {
      if (browser === undefined) throw new Error("No browser: open pages inside a test");
      const context = await browser.newContext({
        viewport: { width: 820, height: 900 },
        locale: "en-US",
        ...options,
      });
      await context.addInitScript(record);
      contexts.push(context);
      return context;
    },
    async open(url = session.shop.checkoutUrl, options) {
      const page = await (await session.context(options)).newPage();
      await page.goto(url);
      return page;
    },
  };
  beforeAll(async () => {
    browser = await launch();
  }, 60_000);
  beforeEach(async () => {
    session.shop = new TestShop();
    await session.shop.start();
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    contexts = [];
    await session.shop.kill();
  });
  afterAll(async () => {
    await browser?.close();
  });
  return session;
}

/** Runs in the page, before anything else does. */
function record(): void {
  const seen = { events: [] as string[], violations: [] as string[], shift: 0, said: [] as string[] };
  window.seen = seen;
  for (const name of [
    "payment",
    "wrong-coin",
    "paid",
    "settled",
    "overpaid",
    "late",
    "underpaid",
    "expired",
    "invalid",
    "copy",
    "error",
  ]) {
    document.addEventListener(`coincoin:${name}`, () => seen.events.push(name));
  }
  document.addEventListener("securitypolicyviolation", (event) => {
    seen.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
  });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if ("value" in entry) seen.shift += Number(entry.value);
  }).observe({ type: "layout-shift", buffered: true });
}

/** Resolves when the live page (not only the served one) is at a stage. */
export async function untilStage(page: Page, stage: Stage, timeout = 10_000): Promise<void> {
  await page.waitForFunction(
    (expected) => {
      const root = document.querySelector("coincoin-checkout")?.shadowRoot;
      return root?.querySelector(".cc")?.getAttribute("data-stage") === expected;
    },
    stage,
    { timeout },
  );
}

export const eventsOf = (page: Page): Promise<string[]> => page.evaluate(() => window.seen.events);

/** Everything in the shadow root that is shown, as text. */
export const textOf = (page: Page): Promise<string> => page.locator("coincoin-checkout .cc").innerText();
