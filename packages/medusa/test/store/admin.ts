import { execFile } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { promisify } from "node:util";
import chromium from "@sparticuz/chromium";
import express from "express";
import { type Browser, type Page, chromium as playwright } from "playwright-core";
import { startMedusa } from "./medusa.ts";
import type { Shop } from "./shop.ts";

const execute = promisify(execFile);

/** Builds the admin with the plugin's extensions in it, and starts the store again with it. */
export async function openAdmin(shop: Shop): Promise<void> {
  const env = { ...shop.env, ADMIN: "1" };
  await execute(process.execPath, ["build-admin.js"], { cwd: shop.app, timeout: 300_000 });
  await shop.server.stop();
  shop.server = await startMedusa(shop.app, env);
}

export interface AdminHost {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * The admin on an address of its own, as `medusa build --admin-only` makes it: only its files, which ask the store
 * with a token instead of a session.
 */
export async function serveAdmin(shop: Shop): Promise<AdminHost> {
  const outDir = "public/elsewhere";
  await execute(process.execPath, ["build-admin.js"], {
    cwd: shop.app,
    timeout: 300_000,
    env: {
      ...process.env,
      BACKEND_URL: shop.server.url,
      ADMIN_PATH: "/dashboard",
      ADMIN_AUTH_TYPE: "jwt",
      OUT_DIR: outDir,
    },
  });
  const app = express();
  app.use("/dashboard", express.static(path.join(shop.app, outDir)));
  app.get("/dashboard/*", (_request, response) => {
    response.sendFile(path.join(shop.app, outDir, "index.html"), { dotfiles: "allow" });
  });
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The admin listens on no port.");
  const url = `http://127.0.0.1:${address.port}`;
  await shop.server.stop();
  shop.server = await startMedusa(shop.app, { ...shop.env, ADMIN_ORIGIN: url });
  return {
    url: `${url}/dashboard`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
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

export async function login(page: Page, admin: string): Promise<void> {
  await page.goto(`${admin}/login`);
  await page.fill("input[name=email]", "admin@shop.test");
  await page.fill("input[name=password]", "supersecret");
  await page.click("button[type=submit]");
  await page.waitForURL((url) => !url.pathname.endsWith("/login"), { timeout: 60_000 });
}
