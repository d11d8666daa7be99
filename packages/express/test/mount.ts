import { createServer, type RequestListener, type Server } from "node:http";
import { CoinCoin } from "@coincoin/core";
import { coincoinRouter } from "@coincoin/express";
import type { AdapterSetup, MountedAdapter } from "@coincoin/testing";

/** What both majors of Express have. */
export interface ExpressApp extends RequestListener {
  use(...handlers: unknown[]): unknown;
}

export async function mountOn(
  app: ExpressApp,
  parser: unknown,
  { options, resolveOrder, bodyParser, twice }: AdapterSetup,
): Promise<MountedAdapter> {
  const coincoin = new CoinCoin(options);
  if (bodyParser) app.use(parser);
  const router = coincoinRouter(coincoin, { resolveOrder });
  if (twice) app.use(router);
  app.use("/coincoin", router);
  const server = createServer(app);
  return { url: `${await listen(server)}/coincoin`, coincoin, close: () => close(server, coincoin) };
}

export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server listens on no port.");
  return `http://127.0.0.1:${address.port}`;
}

export async function close(server: Server, coincoin: CoinCoin): Promise<void> {
  await coincoin.close();
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
}
