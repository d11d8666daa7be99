import "reflect-metadata";
import { type CoinCoin, memoryStore } from "@coincoin/core";
import { CoinCoinModule, CoinCoinService } from "@coincoin/nestjs";
import { Controller, type DynamicModule, HttpCode, type INestApplication, Post } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { ExpressAdapter } from "@nestjs/platform-express";
import { FastifyAdapter } from "@nestjs/platform-fastify";
import { webhookPath } from "./coincoin.ts";
import type { Contestant } from "./contestant.ts";
import { seedOrders, shopOptions } from "./shop.ts";

export type Platform = "Express" | "Fastify";

/** Memory alone: what the store costs is seen beside Express. */
export async function coincoinInNest(platform: Platform): Promise<Contestant> {
  const store = memoryStore({ acceptLoss: true });
  const module = CoinCoinModule.forRoot(shopOptions(store));
  const app = await opened(module, platform);
  const coincoin: CoinCoin = app.get(CoinCoinService);
  return {
    server: app.getHttpServer(),
    path: webhookPath(coincoin),
    scheme: "coincoin",
    expected: '{"outcome":"applied"}',
    seed: (range) => seedOrders(store, range),
  };
}

/** A controller that does nothing, behind the body parser that Nest registers. */
export async function bareController(platform: Platform): Promise<Contestant> {
  class Webhooks {
    take(): string {
      return "OK";
    }
  }
  // Decorators by hand: this file runs without being compiled.
  const method = Object.getOwnPropertyDescriptor(Webhooks.prototype, "take") ?? {};
  Post()(Webhooks.prototype, "take", method);
  HttpCode(200)(Webhooks.prototype, "take", method);
  Controller("webhook")(Webhooks);
  const app = await opened({ module: Webhooks, controllers: [Webhooks] }, platform);
  return { server: app.getHttpServer(), path: "/webhook", scheme: "none", expected: "OK" };
}

async function opened(module: DynamicModule, platform: Platform): Promise<INestApplication> {
  const adapter = platform === "Express" ? new ExpressAdapter() : new FastifyAdapter();
  const app: INestApplication = await NestFactory.create(module, adapter, { logger: false });
  await app.listen(0, "127.0.0.1");
  return app;
}
