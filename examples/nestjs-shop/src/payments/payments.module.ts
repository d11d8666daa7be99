import { join } from "node:path";
import type { Environment, Store } from "@coincoin/core";
import { CoinCoinModule } from "@coincoin/nestjs";
import { postgresStore } from "@coincoin/sql/postgres";
import { sqliteStore } from "@coincoin/sql/sqlite";
import { Module } from "@nestjs/common";
import { ConfigService } from "@nestjs/config";

/** Provided by the demo alone, whose time can be put forward. */
export const CLOCK = Symbol("clock");

/**
 * Everything that has to do with being paid. App id, secret key and the shop's public address are in the environment:
 * COINCOIN_APP_ID, COINCOIN_SECRET_KEY, COINCOIN_PUBLIC_URL.
 */
@Module({
  imports: [
    CoinCoinModule.forRootAsync({
      isGlobal: true,
      inject: [ConfigService, { token: CLOCK, optional: true }],
      useFactory: (config: ConfigService, clock?: Pick<Environment, "now">) => ({
        appId: config.getOrThrow<string>("COINCOIN_APP_ID"),
        secretKey: config.getOrThrow<string>("COINCOIN_SECRET_KEY"),
        apiUrl: config.get<string>("COINCOIN_API_URL"),
        publicUrl: config.getOrThrow<string>("COINCOIN_PUBLIC_URL"),
        // Where links in messages to the operator lead.
        deskUrl: new URL("/operator", config.getOrThrow<string>("COINCOIN_PUBLIC_URL")).href,
        store: storeOf(config),
        environment: clock,
        http: {
          checkout: (page) => ({
            merchantName: "Ink & Paper",
            contactUrl: "mailto:help@ink-and-paper.example",
            orderNumber: page?.reference,
            returnUrl: page === undefined ? "/" : wayBack(page.view),
            newOrderUrl: page === undefined ? undefined : wayBack(page.view),
          }),
        },
      }),
    }),
  ],
})
export class PaymentsModule {}

/** With the key of the payment page, which its customer alone has: a payment id is no secret. */
function wayBack({ paymentId, checkoutUrl }: { paymentId: string; checkoutUrl: string | null }): string {
  const key = checkoutUrl === null ? "" : new URL(checkoutUrl).search;
  return `/paid/${paymentId}${key}`;
}

/** A file for one process; PostgreSQL, where DATABASE_URL says so, for any number of them. */
function storeOf(config: ConfigService): Store {
  const connectionString = config.get<string>("DATABASE_URL");
  if (connectionString !== undefined) return postgresStore({ connectionString });
  return sqliteStore(join(config.getOrThrow<string>("SHOP_DATA"), "coincoin.db"));
}
