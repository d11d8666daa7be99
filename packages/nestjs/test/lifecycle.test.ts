import "reflect-metadata";
import { CoinCoinError, memoryStore, type Store } from "@coincoin/core";
import { CoinCoinModule, type CoinCoinModuleOptions, CoinCoinService, OnCoinCoin } from "@coincoin/nestjs";
import { createTestPayments } from "@coincoin/nestjs/testing";
import {
  Global,
  Inject,
  Injectable,
  Module,
  type ModuleMetadata,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
  type Type,
} from "@nestjs/common";
import request from "supertest";
import { describe, expect, it } from "vitest";
import { application, closeLater, refusal } from "./application.ts";
import { eventually, recordingLogger, webhookPath } from "./shop.ts";

const log: string[] = [];

/** What a handler needs: as Prisma's service is written, and Kafka's. */
@Injectable()
class Database implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  isReady = false;

  onModuleInit(): void {
    log.push("database connects");
  }

  onApplicationBootstrap(): void {
    this.isReady = true;
  }

  onModuleDestroy(): void {
    this.isReady = false;
    log.push("database closed");
  }
}

@Injectable()
class Fulfilment {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @OnCoinCoin("order.paid")
  async ship(): Promise<void> {
    log.push(`handler starts, ready: ${this.#database.isReady}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
    log.push(`handler ends, ready: ${this.#database.isReady}`);
  }
}

@Module({ providers: [Database], exports: [Database] })
class DatabaseModule {}

@Global()
@Module({ providers: [Database], exports: [Database] })
class GlobalDatabaseModule {}

@Module({ imports: [DatabaseModule], providers: [Fulfilment] })
class ShopModule {}

@Module({ providers: [Fulfilment] })
class ShopOfGlobalModule {}

type Imports = NonNullable<ModuleMetadata["imports"]>;

function deep(imports: Imports, levels = 3): Type {
  @Module({ imports })
  class Level {}
  return levels === 0 ? Level : deep([Level], levels - 1);
}

type Arrange = (options: CoinCoinModuleOptions) => Imports;

const arrangements: readonly [string, Arrange][] = [
  ["not global", (options) => [CoinCoinModule.forRoot(options), ShopModule]],
  ["not global, after the shop", (options) => [ShopModule, CoinCoinModule.forRoot(options)]],
  ["global", (options) => [CoinCoinModule.forRoot({ ...options, isGlobal: true }), ShopModule]],
  [
    "global, beside a global database",
    (options) => [
      CoinCoinModule.forRoot({ ...options, isGlobal: true }),
      GlobalDatabaseModule,
      ShopOfGlobalModule,
    ],
  ],
  [
    "not global, beside a global database",
    (options) => [GlobalDatabaseModule, CoinCoinModule.forRoot(options), ShopOfGlobalModule],
  ],
  ["three modules deep", (options) => [deep([CoinCoinModule.forRoot(options)]), ShopModule]],
  ["beside a shop three modules deep", (options) => [CoinCoinModule.forRoot(options), deep([ShopModule])]],
];

describe.each(arrangements)("delivery of a module that is %s", (_arrangement, arrange) => {
  it("begins when every module is bootstrapped, and ends before any is destroyed", async () => {
    log.length = 0;
    const payments = await createTestPayments();
    const store = memoryStore({ acceptLoss: true });
    // An event that waits from before, since nobody delivered it.
    const before = await application({ imports: [CoinCoinModule.forRoot({ ...payments.options, store })] });
    await before.get(CoinCoinService).createOrder({ reference: "cart", price: "25" });
    await payments.pay(before, "cart");

    const options: CoinCoinModuleOptions = { ...payments.options, store, delivery: "background" };
    const app = await application({ imports: arrange(options) });
    await eventually(() => log.includes("handler starts, ready: true"));
    await app.close();
    expect(log).toEqual([
      "database connects",
      "handler starts, ready: true",
      "handler ends, ready: true",
      "database closed",
    ]);
    const { items } = await store.listDeliveries({ appId: "test-app", limit: 9 });
    expect(items.filter(({ event }) => event.type === "order.paid")).toMatchObject([{ state: "done" }]);
    closeLater(() => payments.close());
  });
});

@Injectable()
class OnInConstructor implements OnModuleInit {
  static readonly seen: boolean[] = [];
  #isReady = false;

  constructor(@Inject(CoinCoinService) coincoin: CoinCoinService) {
    coincoin.on("order.paid", () => void OnInConstructor.seen.push(this.#isReady));
  }

  async onModuleInit(): Promise<void> {
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    this.#isReady = true;
  }
}

describe("a handler that is registered in a constructor", () => {
  it("is not called before its module is initialized", async () => {
    const payments = await createTestPayments();
    const store = memoryStore({ acceptLoss: true });
    const before = await application({ imports: [CoinCoinModule.forRoot({ ...payments.options, store })] });
    await before.get(CoinCoinService).createOrder({ reference: "cart", price: "25" });
    await payments.pay(before, "cart");
    const options: CoinCoinModuleOptions = { ...payments.options, store, delivery: "background" };
    await application({
      imports: [CoinCoinModule.forRoot({ ...options, isGlobal: true })],
      providers: [OnInConstructor],
    });
    await eventually(() => OnInConstructor.seen.length > 0);
    expect(OnInConstructor.seen).toEqual([true]);
    closeLater(() => payments.close());
  });
});

/** A database that is away until it is let in. */
function away(): { store: Store; error: { current: CoinCoinError | undefined } } {
  const store = memoryStore({ acceptLoss: true });
  const error: { current: CoinCoinError | undefined } = {
    current: new CoinCoinError("store_unavailable", "PostgreSQL cannot be reached."),
  };
  const { open, commit } = store;
  store.open = async () => {
    if (error.current !== undefined) throw error.current;
    await open.call(store);
  };
  store.commit = async (change) => {
    if (error.current !== undefined) throw error.current;
    return await commit.call(store, change);
  };
  return { store, error };
}

describe("a database that is away at boot", () => {
  it("does not keep the server from starting and from spooling what comes", async () => {
    const payments = await createTestPayments();
    const { store, error } = away();
    const logger = recordingLogger();
    const spooled: unknown[] = [];
    const spool = {
      put: async (record: unknown) => void spooled.push(record),
      list: async () => [],
      remove: async () => {},
      count: async () => spooled.length,
    };
    const options: CoinCoinModuleOptions = { ...payments.options, store, logger, spool };
    const app = await application({ imports: [CoinCoinModule.forRoot(options)] });
    const path = webhookPath(app.get(CoinCoinService).webhookUrl());
    const notification = { payment: { payment_id: "ABCDEFGH" }, collected: { usdt: 25 }, state: 2 };
    await request(app.getHttpServer())
      .post(`/coincoin${path}`)
      .send(notification)
      .expect(200, { outcome: "spooled" });
    expect(spooled).toHaveLength(1);
    expect(logger.lines).toContainEqual(
      expect.objectContaining({ level: "error", message: expect.stringContaining("starts without it") }),
    );
    error.current = undefined;
    await app.get(CoinCoinService).createOrder({ price: "25" });
    closeLater(() => payments.close());
  });

  it("but one that no waiting mends does", async () => {
    const payments = await createTestPayments();
    for (const code of ["store_locked", "store_too_new", "config_invalid"] as const) {
      const { store, error } = away();
      error.current = new CoinCoinError(code, "It stays so.");
      const refused = await refusal(
        application({ imports: [CoinCoinModule.forRoot({ ...payments.options, store })] }),
      );
      expect(refused).toMatchObject({ code });
    }
    await payments.close();
  });
});
