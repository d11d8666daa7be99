import { CoinCoinModule, CoinCoinService } from "@coincoin/nestjs";
import {
  type CreateTestPaymentsOptions,
  createTestPayments,
  type TestPayments,
} from "@coincoin/nestjs/testing";
import type { INestApplication, ModuleMetadata } from "@nestjs/common";
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";
import { Test, type TestingModuleBuilder } from "@nestjs/testing";
import { afterEach } from "vitest";
import type { Platform } from "./mount.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Closed after the test, the last first. */
export function closeLater(close: () => Promise<unknown>): void {
  closing.push(close);
}

export async function payments(options: CreateTestPaymentsOptions = {}): Promise<TestPayments> {
  const made = await createTestPayments(options);
  closeLater(() => made.close());
  return made;
}

export interface Arrangement {
  readonly platform?: Platform;
  /** What a test overrides. */
  readonly override?: (builder: TestingModuleBuilder) => TestingModuleBuilder;
  /** What `main.ts` does before it listens. */
  readonly prepare?: (app: INestApplication) => void;
}

/** As the first test of a project that `nest new` made: initialized, and not listening. */
export async function application(
  metadata: ModuleMetadata,
  { platform = "express", override = (it) => it, prepare = () => {} }: Arrangement = {},
): Promise<INestApplication> {
  const module = await override(Test.createTestingModule(metadata)).compile();
  if (platform === "express") {
    const app = module.createNestApplication({ forceCloseConnections: true });
    prepare(app);
    await app.init();
    closeLater(() => app.close());
    return app;
  }
  const adapter = new FastifyAdapter({ forceCloseConnections: true });
  const app = module.createNestApplication<NestFastifyApplication>(adapter);
  prepare(app);
  await app.init();
  closeLater(() => app.close());
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

export interface Shop {
  readonly app: INestApplication;
  readonly testPayments: TestPayments;
  readonly coincoin: CoinCoinService;
  /** Orders something and pays for it; resolves when the handlers are done. */
  sell(reference: string): Promise<void>;
}

/** A shop of these providers, beside one `CoinCoinModule.forRoot()`. */
export async function shop(metadata: ModuleMetadata, arrangement?: Arrangement): Promise<Shop> {
  const testPayments = await payments();
  const imports = [
    CoinCoinModule.forRoot({ ...testPayments.options, isGlobal: true }),
    ...(metadata.imports ?? []),
  ];
  const app = await application({ ...metadata, imports }, arrangement);
  const coincoin = app.get(CoinCoinService);
  const sell = async (reference: string) => {
    await coincoin.createOrder({ reference, price: "25" });
    await testPayments.pay(app, reference);
  };
  return { app, testPayments, coincoin, sell };
}

/** What an application says of its start, or the error with which it refuses to. */
export async function refusal(starting: Promise<unknown>): Promise<unknown> {
  return await starting.then(
    () => undefined,
    (error: unknown) => error,
  );
}
