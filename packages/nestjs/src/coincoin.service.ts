import { CoinCoin } from "@coincoin/core";
import { loggerOf } from "./logger.ts";
import type { CoinCoinModuleOptions } from "./options.ts";

/** Called by the module's lifecycle and by nothing else. */
export const begin = Symbol("coincoin.begin");

/**
 * `CoinCoin`, injectable. Its store is open, and delivery has begun, when every module of the application is bootstrapped.
 * With `app.enableShutdownHooks()`, or at `app.close()`, it finishes the deliveries under way before any module is destroyed.
 */
export class CoinCoinService extends CoinCoin {
  #hasBegun = false;

  constructor({ http: _http, logger, ...options }: CoinCoinModuleOptions = {}) {
    super({ ...options, logger: loggerOf(logger) });
  }

  /** Nothing happens before the application is bootstrapped, which calls it: a handler may need what is not there yet. */
  override async start(): Promise<void> {
    if (this.#hasBegun) await super.start();
  }

  async [begin](): Promise<void> {
    this.#hasBegun = true;
    await super.start();
  }
}
