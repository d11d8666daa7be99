// What "@coincoin/express" offers. Written by scripts/api.ts.
export declare function coincoinRouter(coincoin?: undefined, options?: CoinCoinRouterOptions): CoinCoinRouter;
export declare function coincoinRouter<Instance extends Mountable>(coincoin: Instance, options?: CoinCoinRouterOptions): CoinCoinRouter<Instance>;
export interface CoinCoinRouter<Instance extends Mountable = CoinCoin> {
  (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void): void;
  readonly coincoin: Instance;
}
export type CoinCoinRouterOptions = Omit<NodeMountOptions<Request>, "basePath">;
import { CoinCoin } from "@coincoin/core";
import { IncomingMessage, ServerResponse } from "node:http";
import { Mountable, NodeMountOptions } from "@coincoin/core/node";
import { Request } from "express";
