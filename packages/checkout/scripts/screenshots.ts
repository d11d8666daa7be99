/**
 * Takes pictures of the served page with its script running: those that the README shows, or with `--all` every stage in
 * light, dark, mobile and Arabic.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { renderPayLink } from "../src/index.ts";
import { launchBrowser } from "../test/support/browser.ts";
import { TestShop } from "../test/support/shop.ts";
import { exampleView, stageChanges } from "../test/support/views.ts";

const folder = fileURLToPath(new URL("../screenshots/", import.meta.url));
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });

// The Chromium from npm brings Open Sans along, which is nearer to what customers see than a machine's only font.
const alias = (family: string, font: string): string =>
  `<alias binding="strong"><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
const fonts = await mkdtemp(join(tmpdir(), "coincoin-fonts-"));
await writeFile(
  join(fonts, "fonts.conf"),
  `<?xml version="1.0"?><fontconfig><dir>${join(tmpdir(), "fonts")}</dir><dir>/usr/share/fonts</dir><cachedir>${fonts}</cachedir>
${alias("sans-serif", "Open Sans")}${alias("system-ui", "Open Sans")}${alias("monospace", "DejaVu Sans Mono")}${alias("ui-monospace", "DejaVu Sans Mono")}</fontconfig>`,
);
process.env["FONTCONFIG_FILE"] = join(fonts, "fonts.conf");

const desktop = { width: 820, height: 720 };
const mobile = { width: 360, height: 740 };
const looks = [
  { name: "light", theme: "light", language: "en", viewport: desktop },
  { name: "dark", theme: "dark", language: "en", viewport: desktop },
  { name: "mobile", theme: "light", language: "en", viewport: mobile },
  { name: "arabic", theme: "light", language: "ar", viewport: mobile },
] as const;

const all = process.argv.includes("--all");
/** Those that the README shows. */
const shown = new Set([
  "waiting-light",
  "wrong-coin-light",
  "partial-dark",
  "received-dark",
  "waiting-mobile",
  "received-mobile",
  "waiting-arabic",
]);
const browser = await launchBrowser();
const shop = new TestShop();
await shop.start();
try {
  for (const { name, theme, language, viewport } of looks) {
    const page = await browser.newPage({ viewport, deviceScaleFactor: 1, timezoneId: "Europe/Lisbon" });
    for (const [stage, changes] of Object.entries(stageChanges)) {
      if (!all && !shown.has(`${stage}-${name}`)) continue;
      shop.view = exampleView(changes);
      shop.options = {
        theme,
        language,
        orderNumber: "T-20431",
        summary: "2 × Darjeeling first flush, $100.00",
        contactUrl: "mailto:help@shop.example",
      };
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
  await payLinkPictures();
} finally {
  await shop.kill();
  await browser.close();
  await rm(fonts, { recursive: true });
}

/** A pay link from the first look to the receipt, in three languages and both themes. */
async function payLinkPictures(): Promise<void> {
  const pictures = [
    { language: "en", theme: "light" },
    { language: "de", theme: "dark" },
    { language: "ru", theme: "light" },
  ] as const;
  for (const { language, theme } of pictures) {
    const page = await browser.newPage({
      viewport: { width: 560, height: 480 },
      timezoneId: "Europe/Lisbon",
    });
    const options = {
      language,
      theme,
      merchantName: "Tea House",
      contactUrl: "mailto:help@shop.example",
      termsUrl: "https://shop.example/terms",
      brand: { accent: "#0f766e" },
    };
    const display = {
      amount: "49.90",
      currency: "EUR",
      title: "T-20431",
      lines: [
        { text: "2 × Darjeeling first flush", amount: "45" },
        { text: "DHL", amount: "4.90" },
      ],
    };
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString();
    const open = { state: "open", rest: "53.2", display, received: null, until, testMode: false } as const;
    const { html } = renderPayLink(open, options);
    shop.pages.set("/pay", { type: "text/html; charset=utf-8", body: html });
    await page.goto(`${shop.origin}/pay`);
    await page.screenshot({ path: `${folder}pay-link-${language}-${theme}.png`, fullPage: true });
    shop.view = exampleView({
      ...stageChanges.received,
      amountDue: "13.2",
      received: "13.2",
      display,
      receipt: {
        paidAt: new Date().toISOString(),
        payments: [
          {
            paymentId: "EX100100099",
            amount: "40",
            coin: "usdt",
            network: "tron",
            address: "TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC",
          },
          {
            paymentId: "EX100100100",
            amount: "13.2",
            coin: "usdt",
            network: "tron",
            address: exampleView().address ?? "",
          },
        ],
      },
    });
    shop.options = options;
    await page.goto(shop.checkoutUrl);
    await page.locator("coincoin-checkout .headline").waitFor();
    await page.waitForTimeout(300);
    await page.screenshot({
      path: `${folder}receipt-${language}-${theme}.png`,
      fullPage: true,
      animations: "disabled",
    });
    await page.close();
  }
}
