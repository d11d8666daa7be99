import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { createSandbox } from "@coincoin/sandbox";
// The README's shop needs it.
import "@coincoin/sql/sqlite";
import { expect, it } from "vitest";
import { listen } from "./mount.ts";

const root = join(import.meta.dirname, "..");

it("the README's shop takes a payment from the sandbox and ships once", async () => {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const code = /^```js\n(import[\s\S]*?)^```$/m.exec(readme)?.[1] ?? "";
  const port = await freePort();
  // Below the package, so that its imports are found.
  const folder = await mkdtemp(join(root, "test/.readme-"));
  const sandbox = await createSandbox();
  const environment = {
    COINCOIN_APP_ID: sandbox.appId,
    COINCOIN_SECRET_KEY: "sandbox-secret",
    COINCOIN_API_URL: sandbox.apiUrl,
    COINCOIN_PUBLIC_URL: `http://127.0.0.1:${port}/coincoin`,
  };
  await writeFile(join(folder, "shop.mjs"), code.replace("3000", String(port)));
  const shop = spawn(process.execPath, ["--conditions=coincoin-source", "shop.mjs"], {
    cwd: folder,
    env: { ...process.env, ...environment },
  });
  let output = "";
  for (const stream of [shop.stdout, shop.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => {
      output += text;
    });
  }
  try {
    await expect.poll(() => output, { timeout: 10_000 }).toContain("webhook address: ");
    sandbox.setWebhookUrl(/webhook address: (\S+)/.exec(output)?.[1]);
    const bought = await fetch(`http://127.0.0.1:${port}/buy/cart-17`, {
      method: "POST",
      redirect: "manual",
    });
    expect(bought.status).toBe(303);
    const page = await fetch(bought.headers.get("location") ?? "");
    expect(page.status).toBe(200);
    const paymentId = sandbox.orders()[0]?.paymentId ?? "";
    await sandbox.pay(paymentId, { amount: "12.5" });
    await sandbox.settled();
    expect(output).not.toContain("ship");
    await sandbox.pay(paymentId, { amount: "12.5" });
    await sandbox.settled();
    await expect.poll(() => output, { timeout: 10_000 }).toContain("ship cart-17 once");
  } finally {
    shop.kill();
    await once(shop, "exit");
    await sandbox.close();
    await rm(folder, { recursive: true });
  }
});

async function freePort(): Promise<number> {
  const server = createServer();
  const url = await listen(server);
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return Number(new URL(url).port);
}
