import "reflect-metadata";
import { NestFactory } from "@nestjs/core";
import type { NestExpressApplication } from "@nestjs/platform-express";
import { AppModule, type AppOptions } from "./app.module.ts";
import { CoinCoinErrorsFilter } from "./coincoin-errors.filter.ts";

/** The shop, listening on this machine alone. */
export async function openShop(port: number, options: AppOptions = {}): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(options), {
    logger: ["warn", "error"],
    abortOnError: false,
    forceCloseConnections: true,
  });
  app.useGlobalFilters(new CoinCoinErrorsFilter());
  // Deliveries under way are finished before the process ends.
  app.enableShutdownHooks();
  await app.listen(port, "127.0.0.1");
  return app;
}
