import type { CoinCoin } from "@coincoin/core";
import { mountWeb } from "@coincoin/core/web";
import { createDesk } from "./desk.ts";
import type { DeskOptions } from "./options.ts";

/**
 * The desk for whatever speaks `Request` and `Response`. Never rejects.
 *
 * @throws CoinCoinError `config_invalid` without `authorize`, or when it is given something else than a `CoinCoin`.
 */
export function coincoinDeskHandler(
  coincoin: CoinCoin,
  options: DeskOptions<Request>,
): (request: Request) => Promise<Response> {
  return mountWeb(
    coincoin,
    createDesk(coincoin, options, ({ url }) => ({ target: new URL(url).pathname, mountedAt: undefined })),
  );
}
