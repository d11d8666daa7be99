import { createServer } from "node:http";
import { CoinCoin, memoryStore } from "@coincoin/core";
import { toNodeMiddleware } from "@coincoin/core/node";
import { createSandbox, type Sandbox } from "@coincoin/sandbox";
import express from "express";
import { coincoinDesk } from "../../src/index.ts";

export interface Shop {
  readonly url: string;
  readonly coincoin: CoinCoin;
  readonly sandbox: Sandbox;
  close(): Promise<void>;
}

/** A shop on Express with its desk. Who is logged in stands in the cookie `person`. */
export async function openShop({ signWebhooks = false } = {}): Promise<Shop> {
  const sandbox = await createSandbox({ signWebhooks });
  const app = express();
  const server = createServer(app);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const coincoin = new CoinCoin({
    appId: sandbox.appId,
    secretKey: "sandbox-secret",
    apiUrl: sandbox.apiUrl,
    publicUrl: `${url}/coincoin`,
    store: memoryStore({ acceptLoss: true }),
    delivery: { maxAttempts: 1 },
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  });
  app.use("/coincoin", toNodeMiddleware(coincoin));
  app.use("/admin/pay", coincoinDesk(coincoin, { authorize: ({ headers }) => personOf(headers.cookie) }));
  sandbox.setWebhookUrl(coincoin.webhookUrl());
  return {
    url,
    coincoin,
    sandbox,
    async close() {
      await coincoin.close();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      await sandbox.close();
    },
  };
}

export function personOf(cookie = ""): string | null {
  return /person=(\w+)/.exec(cookie)?.[1] ?? null;
}
