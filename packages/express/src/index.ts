import type { IncomingMessage, ServerResponse } from "node:http";
import { CoinCoin } from "@coincoin/core";
import { type Mountable, type NodeMountOptions, toNodeMiddleware } from "@coincoin/core/node";
import type { Request } from "express";

/** `basePath` is not among them: Express says where it is mounted. */
export type CoinCoinRouterOptions = Omit<NodeMountOptions<Request>, "basePath">;

/** A request handler for `app.use`, of either major. */
export interface CoinCoinRouter<Instance extends Mountable = CoinCoin> {
  (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void): void;
  /** What is mounted: to create orders with, to listen to, and to close. */
  readonly coincoin: Instance;
}

/**
 * CoinCoin's routes for Express 4 and 5: `app.use("/coincoin", coincoinRouter())`, before body parsers. Without an
 * instance it makes one from the environment (`COINCOIN_APP_ID`, `COINCOIN_SECRET_KEY`, …). Delivery starts on its own;
 * the one who mounted the router calls `router.coincoin.close()` at the end.
 *
 * @throws CoinCoinError `config_invalid` when the configuration is.
 */
export function coincoinRouter(coincoin?: undefined, options?: CoinCoinRouterOptions): CoinCoinRouter;
export function coincoinRouter<Instance extends Mountable>(
  coincoin: Instance,
  options?: CoinCoinRouterOptions,
): CoinCoinRouter<Instance>;
export function coincoinRouter(
  coincoin: Mountable = new CoinCoin(),
  options: CoinCoinRouterOptions = {},
): CoinCoinRouter<Mountable> {
  const mount: NodeMountOptions = options;
  return Object.assign(toNodeMiddleware(coincoin, mount), { coincoin });
}
