import { createServer, type RequestListener, type Server } from "node:http";
import { CoinCoin } from "../../src/coincoin.ts";
import type { CoinCoinOptions } from "../../src/config/config.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { memoryStore } from "../../src/store/memory/store.ts";

export const PAYMENT_ID = "EX100100100";
const ADDRESS = "TExampleExampleExampleExample";

/** A gateway that makes every order, without a socket. */
const gateway: typeof fetch = async (_url, init) => {
  const { payment_id, price, expired } = JSON.parse(typeof init?.body === "string" ? init.body : "{}");
  return Response.json({
    payment_id,
    address: ADDRESS,
    amount: price,
    expired,
    network: "tron",
    coin: "usdt",
    state: 0,
  });
};

export function openCoinCoin(options: CoinCoinOptions = {}): CoinCoin {
  return new CoinCoin({
    appId: "http-test",
    secretKey: "a secret",
    publicUrl: "https://shop.example/coincoin",
    store: memoryStore({ acceptLoss: true }),
    delivery: "manual",
    logger: silentLogger,
    ...options,
    environment: { fetch: gateway, ...options.environment },
  });
}

export function tokenOf(coincoin: CoinCoin): string {
  return coincoin.webhookUrl().split("/").at(-1) ?? "";
}

export function notification(collected: string, state: number): string {
  return `{"payment":{"payment_id":"${PAYMENT_ID}","address":"${ADDRESS}","network":"tron","coin":"usdt","amount":100},"collected":{"usdt":${collected}},"state":${state}}`;
}

export async function tell(coincoin: CoinCoin, collected: string, state: number): Promise<void> {
  await coincoin.receiveWebhook({
    token: tokenOf(coincoin),
    headers: {},
    body: notification(collected, state),
  });
}

/** Serves on a free port while `body` runs. */
export async function serving(
  listener: RequestListener,
  body: (url: string, server: Server) => Promise<void>,
): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server listens on no port.");
  try {
    await body(`http://127.0.0.1:${address.port}`, server);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  }
}
