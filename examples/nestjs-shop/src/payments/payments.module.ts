import { join } from "node:path";
import type { Environment, Store } from "@coincoin/core";
import { CoinCoinModule } from "@coincoin/nestjs";
import { sqliteStore } from "@coincoin/sql/sqlite";
import type { DynamicModule } from "@nestjs/common";
import { ConfigService } from "@nestjs/config";

/**
 * Everything that has to do with being paid. App id, secret key and the shop's public address are in the environment:
 * COINCOIN_APP_ID, COINCOIN_SECRET_KEY, COINCOIN_PUBLIC_URL. `environment` is for the demo, whose time can be put forward.
 */
export function paymentsModule(environment: Partial<Environment> = {}): DynamicModule {
  return CoinCoinModule.forRootAsync({
    isGlobal: true,
    inject: [ConfigService],
    useFactory: async (config: ConfigService) => ({
      appId: config.getOrThrow<string>("COINCOIN_APP_ID"),
      secretKey: config.getOrThrow<string>("COINCOIN_SECRET_KEY"),
      apiUrl: config.get<string>("COINCOIN_API_URL"),
      publicUrl: config.getOrThrow<string>("COINCOIN_PUBLIC_URL"),
      store: await openStore(config),
      environment,
      http: {
        checkout: (page) => ({
          merchantName: "Ink & Paper",
          contactUrl: "mailto:help@ink-and-paper.example",
          orderNumber: page?.reference,
          returnUrl: page === undefined ? "/" : `/paid/${page.paymentId}`,
          newOrderUrl: page === undefined ? undefined : `/paid/${page.paymentId}`,
        }),
      },
    }),
  });
}

/** A file for one process; PostgreSQL, where DATABASE_URL says so, for any number of them. */
async function openStore(config: ConfigService): Promise<Store> {
  const url = config.get<string>("DATABASE_URL");
  if (url === undefined) return sqliteStore(join(config.getOrThrow<string>("SHOP_DATA"), "coincoin.db"));
  const { postgresStore } = await import("@coincoin/sql/postgres");
  return postgresStore({ connectionString: url });
}
