import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { credentials, type Sandbox } from "./sandbox.ts";

const PATIENCE_MS = 30_000;

/** What a shop of the README is started with. */
export function shopEnvironment(apiUrl: string, port: number): Record<string, string> {
  return {
    PORT: String(port),
    COINCOIN_APP_ID: credentials.appId,
    COINCOIN_SECRET_KEY: credentials.secretKey,
    COINCOIN_API_URL: apiUrl,
    COINCOIN_PUBLIC_URL: `http://127.0.0.1:${port}/coincoin`,
  };
}

/** Runs the compiled shop and buys something: half of it is not enough. Returns what went wrong. */
export async function sell(project: string, sandbox: Sandbox): Promise<string | undefined> {
  for (const leftover of ["coincoin.db", "coincoin.db-wal", "coincoin.db-shm", "coincoin.db.spool"]) {
    rmSync(path.join(project, leftover), { recursive: true, force: true });
  }
  const port = await freePort();
  const child = spawn(process.execPath, [path.join("dist", "main.js")], {
    cwd: project,
    env: { PATH: process.env["PATH"], NO_COLOR: "1", ...shopEnvironment(sandbox.apiUrl, port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  }
  const exited = once(child, "exit");
  const until = async (what: string, check: () => boolean | Promise<boolean>) => {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await delay(50)) {
      if (child.exitCode !== null) throw new Error(`The shop ended with ${child.exitCode}.`);
      if (await check()) return;
    }
    throw new Error(`There was no ${what}.`);
  };
  try {
    const shop = `http://127.0.0.1:${port}`;
    await until("answer from the shop", () => isServing(shop));
    const [, webhookUrl] = /webhook address: (\S+)/.exec(output) ?? [];
    if (webhookUrl === undefined) throw new Error("It printed no webhook address.");
    sandbox.setWebhookUrl(webhookUrl);
    const bought = await fetch(`${shop}/buy/cart-17`, { method: "POST", redirect: "manual" });
    const page = new URL(bought.headers.get("location") ?? "nowhere:");
    if ((await fetch(page)).status !== 200) throw new Error("There is no payment page.");
    const paymentId = page.pathname.split("/").at(-1) ?? "";
    await sandbox.pay(paymentId, { amount: "10" });
    await sandbox.settled();
    if (output.includes("ship cart-17")) throw new Error("It shipped for half of the money.");
    await sandbox.pay(paymentId, { amount: "15" });
    await until("shipment", () => output.includes("ship cart-17 once"));
    child.kill("SIGTERM");
    await Promise.race([exited, delay(PATIENCE_MS, undefined, { ref: false })]);
    if (child.exitCode === null && child.signalCode === null) throw new Error("It did not end.");
    return undefined;
  } catch (error) {
    return `${String(error)}\n${output}`;
  } finally {
    child.kill("SIGKILL");
  }
}

async function isServing(url: string): Promise<boolean> {
  return await fetch(url).then(
    (response) => response.status === 200,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== "object" || address === null) throw new Error("This machine gives out no port.");
  return address.port;
}
