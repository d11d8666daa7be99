/**
 * Takes pictures of the served page with its script running: those that the README shows, or with `--all` every stage in
 * light, dark, mobile and Arabic.
 */
import { mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { paymentUri } from "../src/index.ts";
import { launchBrowser } from "../test/support/browser.ts";
import { TestShop } from "../test/support/shop.ts";
import { evmAddress, exampleView, stageChanges } from "../test/support/views.ts";

const folder = fileURLToPath(new URL("../screenshots/", import.meta.url));
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });

const desktop = { width: 820, height: 720 };
const mobile = { width: 360, height: 740 };
const looks = [
  { name: "light", theme: "light", language: "en", viewport: desktop },
  { name: "dark", theme: "dark", language: "en", viewport: desktop },
  { name: "mobile", theme: "light", language: "en", viewport: mobile },
  { name: "arabic", theme: "light", language: "ar", viewport: mobile },
] as const;

const ethereum = { network: "ethereum", coin: "usdt", address: evmAddress };
const all = process.argv.includes("--all");
const shown = new Set([
  ...["waiting", "partial", "received", "over", "late", "underpaid", "expired"].map(
    (stage) => `${stage}-light`,
  ),
  ...["waiting", "partial"].map((stage) => `${stage}-dark`),
  ...["waiting", "received", "expired"].map((stage) => `${stage}-mobile`),
  ...["waiting", "partial"].map((stage) => `${stage}-arabic`),
]);
const browser = await launchBrowser();
const shop = new TestShop();
await shop.start();
try {
  for (const { name, theme, language, viewport } of looks) {
    const page = await browser.newPage({ viewport, deviceScaleFactor: 1, timezoneId: "Europe/Lisbon" });
    for (const [stage, changes] of Object.entries(stageChanges)) {
      if (!all && !shown.has(`${stage}-${name}`)) continue;
      // One stage in each look shows an order with a wallet link and two QR codes.
      const wallet =
        stage === "waiting" ? { ...ethereum, paymentUri: paymentUri({ ...ethereum, amount: "100" }) } : {};
      shop.view = exampleView({ ...wallet, ...changes });
      shop.options = { theme, language, contactUrl: "mailto:help@shop.example" };
      await page.goto(shop.checkoutUrl);
      await page.locator("coincoin-checkout .headline").waitFor();
      await page.waitForTimeout(300);
      await page.screenshot({
        path: `${folder}${stage}-${name}.png`,
        fullPage: true,
        animations: "disabled",
      });
    }
    await page.close();
  }
} finally {
  await shop.kill();
  await browser.close();
}
