import { CoinCoin } from "@coincoin/core";
import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from "@nestjs/common";
import { MODULE_OPTIONS_TOKEN } from "./module-definition.ts";
import type { CoinCoinModuleOptions } from "./options.ts";

/**
 * `CoinCoin`, injectable. Ready when the application is: its store is open, and delivery has begun. With
 * `app.enableShutdownHooks()`, or at `app.close()`, it finishes the deliveries under way before its store closes.
 */
@Injectable()
export class CoinCoinService
  extends CoinCoin
  implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown
{
  constructor(@Inject(MODULE_OPTIONS_TOKEN) { http: _http, ...options }: CoinCoinModuleOptions) {
    super(options);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.start();
  }

  /** First: event streams would keep the server open, and handlers may use what is about to be closed. */
  async onModuleDestroy(): Promise<void> {
    await this.drain();
  }

  /** Last: until the server is closed, webhooks are taken in. */
  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }
}
