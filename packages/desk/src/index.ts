import type { IncomingMessage } from "node:http";
import type { CoinCoin } from "@coincoin/core";
import { mountNode, type NodeMiddleware } from "@coincoin/core/node";
import { createDesk, type Place } from "./desk.ts";
import type { DeskOptions } from "./options.ts";

export type { Authorize, DeskOptions } from "./options.ts";

/**
 * The desk for Express, Nest and `node:http`: `app.use("/desk", coincoinDesk(coincoin, { authorize }))`.
 *
 * @throws CoinCoinError `config_invalid` without `authorize`, or when it is given something else than a `CoinCoin`.
 */
export function coincoinDesk<Request extends IncomingMessage = IncomingMessage>(
  coincoin: CoinCoin,
  options: DeskOptions<Request>,
): NodeMiddleware<Request> {
  return mountNode(coincoin, createDesk(coincoin, options, placeOf));
}

/** Express takes what it was mounted at off `url`, and keeps the whole. */
function placeOf(
  request: IncomingMessage & { readonly originalUrl?: string; readonly baseUrl?: string },
): Place {
  return { target: request.originalUrl ?? request.url ?? "/", mountedAt: request.baseUrl };
}
