import { isCoinCoinError } from "@coincoin/core";
import {
  Inject,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from "@nestjs/common";
import { DiscoveryModule, ModulesContainer } from "@nestjs/core";
import { type Account, CoinCoinAccounts } from "./accounts.ts";
import { begin } from "./coincoin.service.ts";
import { HandlerExplorer } from "./handler-explorer.ts";

/**
 * There once in an application, however many accounts it has. Delivery begins when every other module is bootstrapped, and is
 * finished before any other is destroyed: handlers may use all of them.
 */
@Module({
  imports: [DiscoveryModule],
  providers: [CoinCoinAccounts, HandlerExplorer],
  exports: [CoinCoinAccounts],
})
export class CoinCoinCoreModule implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  readonly #accounts: CoinCoinAccounts;
  readonly #explorer: HandlerExplorer;

  constructor(
    @Inject(ModulesContainer) modules: ModulesContainer,
    @Inject(CoinCoinAccounts) accounts: CoinCoinAccounts,
    @Inject(HandlerExplorer) explorer: HandlerExplorer,
  ) {
    this.#accounts = accounts;
    this.#explorer = explorer;
    // Nest bootstraps the module that is farthest from the root first, and destroys it last; the root is at 0.
    for (const module of modules.values()) if (module.metatype === CoinCoinCoreModule) module.distance = -1;
  }

  async onApplicationBootstrap(): Promise<void> {
    this.#explorer.start();
    await Promise.all(this.#accounts.all.map(beginDelivery));
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.#accounts.all.map(async ({ service }) => await service?.drain()));
  }

  /** Until the server is closed, webhooks are taken in. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.#accounts.all.map(async ({ service }) => await service?.close()));
  }
}

/** A database that is away comes back, and until then webhooks are spooled: a server that does not start takes none at all. */
async function beginDelivery({ service, logger }: Account): Promise<void> {
  try {
    await service?.[begin]();
  } catch (error) {
    if (!isCoinCoinError(error, "store_unavailable")) throw error;
    logger.error(
      { err: error },
      "the store is out of order: the application starts without it, and it is tried again",
    );
  }
}
