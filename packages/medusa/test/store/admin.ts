import { execFile } from "node:child_process";
import { promisify } from "node:util";
import chromium from "@sparticuz/chromium";
import { type Browser, type Page, chromium as playwright } from "playwright-core";
import { startMedusa } from "./medusa.ts";
import type { Shop } from "./shop.ts";

const execute = promisify(execFile);

/** Builds the admin with the plugin's extensions in it, and starts the store anew with it. */
export async function openAdmin(shop: Shop): Promise<void> {
  const env = { ...shop.env, ADMIN: "1" };
  await execute(process.execPath, ["build-admin.js"], { cwd: shop.app, timeout: 300_000 });
  await shop.server.stop();
  shop.server = await startMedusa(shop.app, env);
}

export async function launchBrowser(): Promise<Browser> {
  chromium.setGraphicsMode = false;
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
    ],
  });
}

export async function login(page: Page, shop: Shop): Promise<void> {
  await page.goto(`${shop.server.url}/app/login`);
  await page.fill("input[name=email]", "admin@shop.test");
  await page.fill("input[name=password]", "supersecret");
  await page.click("button[type=submit]");
  await page.waitForURL((url) => !url.pathname.endsWith("/login"), { timeout: 60_000 });
}
