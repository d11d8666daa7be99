import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { CoinCoinService } from "@coincoin/nestjs";
import { createSandbox, type Sandbox } from "@coincoin/sandbox";
import { type DynamicModule, Module } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import type { NestExpressApplication } from "@nestjs/platform-express";
import { AppModule } from "../app.module.js";
import { CLOCK } from "../payments/payments.module.js";

export interface Demo {
  readonly sandbox: Sandbox;
  readonly app: NestExpressApplication;
  readonly shopUrl: string;
  readonly password: string;
  close(): Promise<void>;
}

/** A CoinCoin to play with, and the shop that is paid through it, both on this machine alone. */
export async function openDemo(data: string, ports: { shop: number; sandbox: number }): Promise<Demo> {
  const keys = { appId: "shop-app", secretKey: "shop-secret" };
  const port = await freePort(ports.sandbox);
  const sandbox = await createSandbox({
    port,
    ...keys,
    signatureClock: "virtual",
    paymentPage: (paymentId) => app.get(CoinCoinService).checkoutUrl(paymentId),
  });
  const shopPort = await freePort(ports.shop);
  const shopUrl = `http://127.0.0.1:${shopPort}`;
  const password = randomBytes(4).toString("hex");
  Object.assign(process.env, {
    SHOP_DATA: data,
    SHOP_OPERATOR_PASSWORD: password,
    COINCOIN_APP_ID: keys.appId,
    COINCOIN_SECRET_KEY: keys.secretKey,
    COINCOIN_API_URL: sandbox.apiUrl,
    COINCOIN_PUBLIC_URL: `${shopUrl}/coincoin`,
  });
  const app = await NestFactory.create<NestExpressApplication>(inTimeOf(sandbox), {
    logger: ["warn", "error"],
    abortOnError: false,
    forceCloseConnections: true,
  });
  app.enableShutdownHooks();
  await app.listen(shopPort, "127.0.0.1");
  // What a merchant does by hand, on CoinCoin's site: say where webhooks go.
  sandbox.setWebhookUrl(app.get(CoinCoinService).webhookUrl());
  const close = async () => {
    await app.close();
    await sandbox.close();
  };
  return { sandbox, app, shopUrl, password, close };
}

/** The shop in the sandbox's time, which can be put forward. */
function inTimeOf(sandbox: Sandbox): DynamicModule {
  const clock = { provide: CLOCK, useValue: { now: () => sandbox.now() } };
  return {
    module: DemoModule,
    imports: [{ module: ClockModule, global: true, providers: [clock], exports: [CLOCK] }, AppModule],
  };
}

@Module({})
class ClockModule {}

@Module({})
class DemoModule {}

/** The wanted port, or another when somebody has it. */
async function freePort(wanted: number): Promise<number> {
  for (const port of [wanted, 0]) {
    const found = await new Promise<number | undefined>((resolve) => {
      const probe = createServer();
      probe.once("error", () => resolve(undefined));
      probe.listen(port, "127.0.0.1", () => {
        const address = probe.address();
        probe.close(() =>
          resolve(typeof address === "object" && address !== null ? address.port : undefined),
        );
      });
    });
    if (found !== undefined) return found;
  }
  throw new Error("This machine gives out no port on 127.0.0.1.");
}
