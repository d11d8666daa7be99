import { createServer, type Server } from "node:http";
import path from "node:path";
import { CoinCoin } from "@coincoin/core";
import { type AdapterSetup, adapterSuite, type MountedAdapter } from "@coincoin/testing";
import { asValue } from "@medusajs/framework/awilix";
import { configManager } from "@medusajs/framework/config";
import { ApiLoader } from "@medusajs/framework/http";
import { logger } from "@medusajs/framework/logger";
import { ContainerRegistrationKeys, createMedusaContainer } from "@medusajs/framework/utils";
import express from "express";
import { describe, expect, it } from "vitest";
import { PayLinks, secretKeysOf } from "../src/pay-links/pay-links.ts";
import { GatewayAccounts } from "../src/payments/gateway-accounts.ts";

const api = path.resolve(import.meta.dirname, "../.medusa/server/src/api");

adapterSuite({ describe, expect, it }, { name: "Medusa", hasBodyParser: true, mount });

/** The plugin's routes as they are built, behind Medusa's own router, body parsers and error handler. */
async function mount({ options, resolveOrder, bodyParser }: AdapterSetup): Promise<MountedAdapter> {
  const coincoin = new CoinCoin(options);
  const gateways = new GatewayAccounts({
    id: null,
    coincoin,
    prices: { currencies: [], convert: undefined },
  });
  const config = configManager.loadConfig({
    projectConfig: { projectConfig: { http: secrets } },
    baseDir: import.meta.dirname,
  });
  const container = createMedusaContainer();
  container.register(ContainerRegistrationKeys.LOGGER, asValue(quiet));
  container.register(ContainerRegistrationKeys.CONFIG_MODULE, asValue(config));
  const payLinks = new PayLinks(coincoin, secretKeysOf(options));
  container.register("coincoin", asValue({ gateways, payLinks, config: { mount: { resolveOrder } } }));
  const app = express();
  if (bodyParser) app.use(express.json());
  app.use((request, _response, next) => {
    Object.assign(request, { scope: container.createScope() });
    next();
  });
  await new ApiLoader({ app, sourceDir: api, container }).load();
  const server = createServer(app);
  return { url: `${await listen(server)}/coincoin`, coincoin, close: () => close(server, coincoin) };
}

const secrets = {
  storeCors: "http://localhost:8000",
  adminCors: "http://localhost:9000",
  authCors: "http://localhost:9000",
  jwtSecret: "test",
  cookieSecret: "test",
};

const quiet = Object.assign(Object.create(logger), {
  debug() {},
  info() {},
  warn() {},
  error() {},
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server listens on no port.");
  return `http://127.0.0.1:${address.port}`;
}

async function close(server: Server, coincoin: CoinCoin): Promise<void> {
  await coincoin.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
