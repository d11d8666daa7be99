import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSandbox } from "@coincoin/sandbox";
import { startPostgres } from "@coincoin/test-lib/postgres-server";
import { expect, it } from "vitest";
import { Customer } from "../src/demo/customer.ts";
import { parsed } from "../src/demo/json.ts";
import { SandboxControls } from "../src/demo/sandbox-controls.ts";
import { ShopProcess } from "../src/demo/shop-process.ts";
import type { LedgerLine } from "../src/ledger.ts";

const ORDERS = 12;

// The kernel spreads connections over the processes; not every kernel can.
it.runIf(process.platform === "linux")(
  "four processes on PostgreSQL behind one port are one shop",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "express-shop-"));
    const postgres = await startPostgres();
    const sandbox = await createSandbox({ signWebhooks: false });
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const environment = {
      PORT: String(port),
      SHOP_SHARES_PORT: "yes",
      SHOP_DATA: folder,
      SHOP_OPERATOR_PASSWORD: "open sesame",
      DATABASE_URL: postgres.connectionString,
      COINCOIN_APP_ID: sandbox.appId,
      COINCOIN_SECRET_KEY: "sandbox-secret",
      COINCOIN_API_URL: sandbox.apiUrl,
      COINCOIN_PUBLIC_URL: `${url}/coincoin`,
    };
    const execArgv = ["--conditions=coincoin-source"];
    const processes = Array.from(
      { length: 4 },
      () => new ShopProcess(environment, { log: join(folder, "log"), execArgv }),
    );
    try {
      const addresses = await Promise.all(processes.map((shop) => shop.start()));
      expect(new Set(addresses).size).toBe(1);
      sandbox.setWebhookUrl(addresses[0]);
      const controls = new SandboxControls(sandbox.url);
      const customers = Array.from({ length: ORDERS }, (_, index) => new Customer(`customer ${index}`, url));
      const bought = await Promise.all(customers.map((customer) => customer.buy(["pot"])));
      for (const { paymentId } of bought) await controls.pay(paymentId, "20");
      // One of the four dies; the others go on, and what it had begun is taken over.
      await processes[0]?.kill();
      await Promise.all(bought.map(({ paymentId }) => controls.pay(paymentId, "28")));
      const operator = new Customer("the operator", url);
      await operator.post("/operator/login", { password: "open sesame" });
      const books = async () => parsed<LedgerLine[]>(await operator.text("/operator/ledger.json"));
      const fulfilments = async () => (await books()).map((line) => line.fulfilments);
      await expect.poll(fulfilments, { timeout: 60_000, interval: 250 }).toEqual(bought.map(() => 1));
      expect((await books()).every((line) => line.status === "paid" && line.attention.length === 0)).toBe(
        true,
      );
    } catch (error) {
      console.log(await readFile(join(folder, "log"), "utf8"));
      throw error;
    } finally {
      await Promise.all(processes.map((shop) => shop.stop()));
      await sandbox.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return typeof address === "object" && address !== null ? address.port : 0;
}
