import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createSandbox } from "@coincoin/sandbox";

export interface MinimalShop {
  readonly folder: string;
  /** Of Node. */
  readonly args: readonly string[];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}

async function until(holds: () => boolean, what: () => string): Promise<void> {
  for (const end = Date.now() + 30_000; !holds(); await delay(20)) {
    if (Date.now() > end) throw new Error(`After 30 s: ${what()}`);
  }
}

/**
 * Starts a minimal shop in a process, buys `cart-17` for 25, pays in two halves against a sandbox, and ends the shop.
 * Resolves with what the shop said. Throws where it shipped before all was paid, or not at all.
 */
export async function minimalSale({ folder, args }: MinimalShop): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), "minimal-"));
  const sandbox = await createSandbox();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const shop = spawn(process.execPath, args, {
    cwd: folder,
    env: {
      ...process.env,
      PORT: String(port),
      DATABASE: join(data, "coincoin.db"),
      COINCOIN_APP_ID: sandbox.appId,
      COINCOIN_SECRET_KEY: "sandbox-secret",
      COINCOIN_API_URL: sandbox.apiUrl,
      COINCOIN_PUBLIC_URL: `${url}/coincoin`,
    },
  });
  const exit = once(shop, "exit");
  let output = "";
  for (const stream of [shop.stdout, shop.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  try {
    const address = /webhook address: (\S+)/;
    await until(
      () => address.test(output) || shop.exitCode !== null,
      () => output,
    );
    sandbox.setWebhookUrl(address.exec(output)?.[1]);
    const bought = await fetch(`${url}/buy/cart-17`, { method: "POST", redirect: "manual" });
    const page = await fetch(bought.headers.get("location") ?? "");
    if (!page.ok) throw new Error(`The payment page answered ${page.status}.\n${output}`);
    const paymentId = sandbox.orders()[0]?.paymentId ?? "";
    await sandbox.pay(paymentId, { amount: "12.5" });
    await sandbox.settled();
    if (output.includes("ship")) throw new Error(`Shipped for half of the price.\n${output}`);
    await sandbox.pay(paymentId, { amount: "12.5" });
    await sandbox.settled();
    await until(
      () => output.includes("ship cart-17 once"),
      () => output,
    );
  } finally {
    shop.kill();
    await exit;
    await sandbox.close();
    await rm(data, { recursive: true });
  }
  return output;
}
