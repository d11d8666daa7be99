import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { APP } from "@coincoin/testing/facts";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { postgresStore } from "../src/postgres/index.ts";
import { running, startServer, stopServer } from "./postgres-bench.ts";

const root = join(import.meta.dirname, "..");
let folder: string;
let shop: ChildProcess | undefined;

beforeAll(startServer, 60_000);
afterAll(stopServer);
// Below the package, so that imports are found.
beforeEach(() => void (folder = mkdtempSync(join(root, "test/.readme-"))));
afterEach(() => {
  shop?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** The README's snippet, served. */
async function startShop(): Promise<string> {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const blocks = [...readme.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = ""]) => code);
  const snippet = blocks.find((code) => code.includes("new CoinCoin({ store: postgresStore("));
  const serve = `
import { createServer } from "node:http";
import { toNodeMiddleware } from "@coincoin/core/node";
const server = createServer(toNodeMiddleware(coincoin)).listen(0, "127.0.0.1", () => {
  console.log(\`http://127.0.0.1:\${server.address().port}/webhook/\${coincoin.webhookUrl().split("/").at(-1)}\`);
});
`;
  writeFileSync(join(folder, "shop.ts"), `${snippet}${serve}`);
  const child = spawn(process.execPath, ["--conditions=coincoin-source", "shop.ts"], {
    cwd: folder,
    env: {
      ...process.env,
      COINCOIN_APP_ID: APP,
      COINCOIN_SECRET_KEY: "secret-of-the-test",
      COINCOIN_PUBLIC_URL: "https://shop.example",
      DATABASE_URL: running().connectionString,
    },
    stdio: ["ignore", "pipe", "ignore"],
  });
  shop = child;
  return new Promise((resolve) => createInterface({ input: child.stdout }).once("line", resolve));
}

it("the README's shop on PostgreSQL keeps what comes while the database restarts", async () => {
  const url = await startShop();
  const store = postgresStore({ connectionString: running().connectionString });
  const notify = async (state: number) => {
    const payment = { payment_id: "payment_0001", address: "T", network: "tron", coin: "usdt", amount: 1 };
    const body = JSON.stringify({ payment, collected: { usdt: 1 }, state });
    const answer = await fetch(url, { method: "POST", body });
    return [answer.status, await answer.json()];
  };
  const stored = async () => (await store.listInbox({ appId: APP, limit: 9 })).items.length;
  expect(await notify(0)).toStrictEqual([200, { outcome: "parked" }]);
  await running().crash();
  const began = performance.now();
  expect(await notify(2)).toStrictEqual([200, { outcome: "spooled" }]);
  expect(performance.now() - began).toBeLessThan(3_500);
  expect(readdirSync(join(folder, ".coincoin-spool"))).toHaveLength(1);
  await running().start();
  await expect.poll(stored, { timeout: 30_000 }).toBe(2);
  expect(readdirSync(join(folder, ".coincoin-spool"))).toHaveLength(0);
  await store.close();
}, 60_000);
