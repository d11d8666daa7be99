import "reflect-metadata";
import { memoryStore, silentLogger } from "@coincoin/core";
import {
  CoinCoinModule,
  type CoinCoinModuleOptions,
  type CoinCoinOptionsFactory,
  CoinCoinService,
} from "@coincoin/nestjs";
import { CoinCoinHealthIndicator } from "@coincoin/nestjs/health";
import { Controller, Get, Inject, Injectable, Module } from "@nestjs/common";
import { ConfigModule, ConfigService } from "@nestjs/config";
import { NestFactory } from "@nestjs/core";
import { type HealthCheckResult, HealthCheckService, TerminusModule } from "@nestjs/terminus";
import { afterEach, describe, expect, it, vi } from "vitest";
import { listening } from "./mount.ts";

const base: CoinCoinModuleOptions = {
  appId: "an-app",
  secretKey: "a secret key of some length",
  store: memoryStore(),
  logger: silentLogger,
};

afterEach(() => {
  vi.unstubAllEnvs();
});

@Injectable()
class OptionsFactory implements CoinCoinOptionsFactory {
  createCoinCoinOptions(): CoinCoinModuleOptions {
    return { ...base, store: memoryStore(), appId: "from-a-class" };
  }
}

@Module({ providers: [OptionsFactory], exports: [OptionsFactory] })
class OptionsModule {}

describe("giving CoinCoinModule its options", () => {
  it.each([
    ["forRoot()", () => CoinCoinModule.forRoot()],
    ["forRoot({})", () => CoinCoinModule.forRoot({})],
    ["a factory of nothing", () => CoinCoinModule.forRootAsync({ useFactory: () => undefined })],
    [
      "a factory of a promise of nothing",
      () => CoinCoinModule.forRootAsync({ useFactory: async () => undefined }),
    ],
  ])("takes them from the environment when nothing is given: %s", async (_way, module) => {
    vi.stubEnv("COINCOIN_APP_ID", "from-the-environment");
    vi.stubEnv("COINCOIN_SECRET_KEY", "a secret key of some length");
    const app = await NestFactory.createApplicationContext(module(), { logger: false, abortOnError: false });
    expect(app.get(CoinCoinService).appId).toBe("from-the-environment");
    await app.close();
  });

  it("says which ways there are when forRootAsync() is given none", () => {
    expect(() => CoinCoinModule.forRootAsync({})).toThrow(/useFactory, useClass and useExisting/);
  });

  it("takes them from @nestjs/config", async () => {
    const module = CoinCoinModule.forRootAsync({
      imports: [
        ConfigModule.forRoot({ ignoreEnvFile: true, load: [() => ({ shop: { app: "configured" } })] }),
      ],
      inject: [ConfigService],
      useFactory: (config: ConfigService) => ({
        ...base,
        store: memoryStore(),
        appId: config.getOrThrow<string>("shop.app"),
      }),
    });
    const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
    expect(app.get(CoinCoinService).appId).toBe("configured");
    await app.close();
  });

  it("takes them from a class, its own or one that exists", async () => {
    for (const way of [
      { useClass: OptionsFactory },
      { imports: [OptionsModule], useExisting: OptionsFactory },
    ]) {
      const app = await NestFactory.createApplicationContext(CoinCoinModule.forRootAsync(way), {
        logger: false,
        abortOnError: false,
      });
      expect(app.get(CoinCoinService).appId).toBe("from-a-class");
      await app.close();
    }
  });

  it("stops the application with core's own words when an option is wrong", async () => {
    const module = CoinCoinModule.forRoot({ ...base, expiresInHours: 72 });
    await expect(
      NestFactory.createApplicationContext(module, { logger: false, abortOnError: false }),
    ).rejects.toMatchObject({
      code: "config_invalid",
    });
  });

  it("mounts where it is told to, or nowhere", async () => {
    const elsewhere = await listening("express", [
      CoinCoinModule.forRoot({ ...base, store: memoryStore(), path: "/pay/crypto/" }),
    ]);
    expect((await fetch(`${elsewhere.url}/pay/crypto/webhook/guess`, { method: "POST" })).status).toBe(401);
    expect((await fetch(`${elsewhere.url}/coincoin/webhook/guess`, { method: "POST" })).status).toBe(404);
    await elsewhere.app.close();
    const nowhere = await listening("fastify", [
      CoinCoinModule.forRoot({ ...base, store: memoryStore(), path: false }),
    ]);
    expect((await fetch(`${nowhere.url}/coincoin/webhook/guess`, { method: "POST" })).status).toBe(404);
    await nowhere.app.close();
  });

  it("is injectable where it is imported, and everywhere when it is global", async () => {
    @Injectable()
    class Shop {
      readonly coincoin: CoinCoinService;
      constructor(@Inject(CoinCoinService) coincoin: CoinCoinService) {
        this.coincoin = coincoin;
      }
    }
    @Module({ providers: [Shop] })
    class ShopModule {}
    @Module({
      imports: [CoinCoinModule.forRoot({ ...base, store: memoryStore(), isGlobal: true }), ShopModule],
    })
    class AppModule {}
    const app = await NestFactory.createApplicationContext(AppModule, { logger: false, abortOnError: false });
    expect(app.get(Shop).coincoin).toBe(app.get(CoinCoinService));
    await app.close();
  });
});

@Controller()
class HealthController {
  readonly #health: HealthCheckService;
  readonly #coincoin: CoinCoinHealthIndicator;

  constructor(
    @Inject(HealthCheckService) health: HealthCheckService,
    @Inject(CoinCoinHealthIndicator) coincoin: CoinCoinHealthIndicator,
  ) {
    this.#health = health;
    this.#coincoin = coincoin;
  }

  @Get("health")
  check(): Promise<HealthCheckResult> {
    return this.#health.check([
      () => this.#coincoin.isHealthy("coincoin", { deadDeliveries: 0, attention: 0 }),
    ]);
  }
}

describe("CoinCoinHealthIndicator", () => {
  it("tells of the store and of what waits, and is down when the store is, or a threshold is passed", async () => {
    const store = memoryStore();
    @Module({
      imports: [TerminusModule.forRoot({ logger: false }), CoinCoinModule.forRoot({ ...base, store })],
      controllers: [HealthController],
      providers: [CoinCoinHealthIndicator],
    })
    class HealthModule {}
    const { app, url } = await listening("express", [HealthModule]);
    const healthy = await fetch(`${url}/health`);
    expect([healthy.status, await healthy.json()]).toMatchObject([
      200,
      {
        details: {
          coincoin: {
            status: "up",
            paidUndelivered: 0,
            deadDeliveries: 0,
            attention: 0,
            oldestPendingMs: null,
            spooled: null,
          },
        },
      },
    ]);
    const coincoin = app.get(CoinCoinService);
    const token = "x";
    const at = new Date().toISOString();
    await store.commit({
      appId: coincoin.appId,
      attention: [
        {
          id: token,
          appId: coincoin.appId,
          kind: "unmatched",
          paymentId: null,
          reference: null,
          message: "look",
          details: {},
          at,
        },
      ],
    });
    expect((await fetch(`${url}/health`)).status).toBe(503);
    await coincoin.attention.resolve(token, "looked");
    expect((await fetch(`${url}/health`)).status).toBe(200);
    const ping = store.ping;
    store.ping = () => new Promise(() => {});
    const since = performance.now();
    const hanging = await fetch(`${url}/health`);
    expect([hanging.status, await hanging.json()]).toMatchObject([
      503,
      { error: { coincoin: { status: "down", code: "store_unavailable" } } },
    ]);
    expect(performance.now() - since).toBeLessThan(3_000);
    store.ping = ping;
    await store.close();
    const down = await fetch(`${url}/health`);
    expect([down.status, await down.json()]).toMatchObject([
      503,
      { error: { coincoin: { status: "down", code: "closed" } } },
    ]);
    await app.close();
  });
});

describe("the thresholds of CoinCoinHealthIndicator", () => {
  const figures = { paidUndelivered: 3, oldestPendingMs: 3, spooled: 3 };
  it.each(Object.keys(figures))("are compared with %s", async (name) => {
    const coincoin = new CoinCoinService({ ...base, store: memoryStore() });
    const health = await coincoin.health();
    vi.spyOn(coincoin, "health").mockResolvedValue({ ...health, ...figures });
    @Module({
      imports: [TerminusModule.forRoot({ logger: false })],
      providers: [CoinCoinHealthIndicator, { provide: CoinCoinService, useValue: coincoin }],
    })
    class HealthModule {}
    const app = await NestFactory.createApplicationContext(HealthModule, {
      logger: false,
      abortOnError: false,
    });
    const indicator = app.get(CoinCoinHealthIndicator);
    expect(await indicator.isHealthy("pay", { [name]: 3 })).toMatchObject({
      pay: { status: "up", ...figures },
    });
    expect(await indicator.isHealthy("pay", { [name]: 2 })).toMatchObject({
      pay: { status: "down", ...figures },
    });
    await app.close();
    await coincoin.close();
  });
});
