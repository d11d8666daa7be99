import { CoinCoinModule, type CoinCoinModuleOptions, CoinCoinService } from "@coincoin/nestjs";
import type { AdapterSetup, MountedAdapter } from "@coincoin/testing";
import { type DynamicModule, type INestApplication, Module, type Type } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { ExpressAdapter } from "@nestjs/platform-express";
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";

export type Platform = "express" | "fastify";

export const platforms: readonly Platform[] = ["express", "fastify"];

@Module({})
class RootModule {}

/** An application around some modules, listening on loopback. Nest's own body parser is on, unless it is told otherwise. */
export async function listening(
  platform: Platform,
  imports: (DynamicModule | Type)[],
  prepare: (app: INestApplication) => void = () => {},
  options: { bodyParser?: boolean; rawBody?: boolean } = {},
): Promise<{ app: INestApplication; url: string }> {
  const root = { module: RootModule, imports };
  // A client may hold a connection open that it never used, which Node does not count as idle.
  const settings = { ...options, logger: false as const, abortOnError: false, forceCloseConnections: true };
  const app: INestApplication =
    platform === "express"
      ? await NestFactory.create(root, new ExpressAdapter(), settings)
      : await NestFactory.create<NestFastifyApplication>(
          root,
          new FastifyAdapter({ forceCloseConnections: true }),
          settings,
        );
  prepare(app);
  await app.listen(0, "127.0.0.1");
  return { app, url: await app.getUrl() };
}

/** Both ways of giving options to the module. */
export const modules = {
  forRoot: (options: CoinCoinModuleOptions) => CoinCoinModule.forRoot({ ...options, isGlobal: true }),
  forRootAsync: (options: CoinCoinModuleOptions) =>
    CoinCoinModule.forRootAsync({ isGlobal: true, useFactory: async () => options }),
} as const;

/** What the conformance suite asks of an adapter. */
export async function mountOn(
  platform: Platform,
  way: keyof typeof modules,
  { options, resolveOrder, bodyParser }: AdapterSetup,
  prepare?: (app: INestApplication) => void,
): Promise<MountedAdapter> {
  const module = modules[way]({ ...options, http: { resolveOrder } });
  const { app, url } = await listening(platform, [module], prepare, { bodyParser });
  return { url: `${url}/coincoin`, coincoin: app.get(CoinCoinService), close: () => app.close() };
}
