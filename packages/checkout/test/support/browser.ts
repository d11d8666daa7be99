import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { chmod, mkdtemp, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

const require = createRequire(import.meta.url);
const quiet = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Chromium from npm, with a profile of its own and nothing that calls home. */
export async function launchBrowser(): Promise<Browser> {
  chromium.setGraphicsMode = false;
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    headless: true,
    args: quiet,
  });
}

/** Chromium 109, the last one for Windows 7 and 8.1: the oldest browser in which the page has to be alive. */
export async function launchOldBrowser(): Promise<Browser> {
  return playwright.launch({ executablePath: await oldExecutable(), headless: true, args: quiet });
}

/** The package would unpack to the same file as the newer one, so it is done here, once for all tests on a machine. */
async function oldExecutable(): Promise<string> {
  const target = join(tmpdir(), "coincoin-chromium-109");
  if (existsSync(target)) return target;
  const folder = await mkdtemp(`${target}-`);
  const unpacked = join(folder, "chromium");
  await pipeline(
    createReadStream(join(dirname(require.resolve("chromium-109")), "../bin/chromium.br")),
    createBrotliDecompress(),
    createWriteStream(unpacked),
  );
  await chmod(unpacked, 0o700);
  await rename(unpacked, target);
  await rm(folder, { recursive: true });
  return target;
}
