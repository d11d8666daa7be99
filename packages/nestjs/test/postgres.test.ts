import "reflect-metadata";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CoinCoinModule, type CoinCoinModuleOptions, CoinCoinService, OnCoinCoin } from "@coincoin/nestjs";
import { postgresStore } from "@coincoin/sql/postgres";
import { type PostgresServer, startPostgres } from "@coincoin/test-lib/postgres-server";
import { Global, Inject, Injectable, Module, type OnModuleDestroy } from "@nestjs/common";
import pg from "pg";
import request from "supertest";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { application, closeLater, payments } from "./application.ts";
import { eventually, recordingLogger, webhookPath } from "./shop.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(async () => {
  await server.stop();
});

const log: string[] = [];
beforeEach(() => {
  log.length = 0;
});

/** As an application writes it that uses the database for more than payments. */
@Injectable()
class Pool implements OnModuleDestroy {
  readonly pg = new pg.Pool({ connectionString: server.connectionString });

  async onModuleDestroy(): Promise<void> {
    // Nest 11 calls the hooks again where an application is closed again.
    if (this.pg.ending) return;
    log.push("pool ends");
    await this.pg.end();
  }
}

@Global()
@Module({ providers: [Pool], exports: [Pool] })
class PoolModule {}

@Injectable()
class Fulfilment {
  readonly #pool: Pool;

  constructor(@Inject(Pool) pool: Pool) {
    this.#pool = pool;
  }

  @OnCoinCoin("order.paid")
  async ship(): Promise<void> {
    log.push("handler starts");
    await this.#pool.pg.query("SELECT pg_sleep(0.2)");
    log.push("handler ends");
  }
}

function storeOn(schema: string) {
  return postgresStore({ connectionString: server.connectionString, schema });
}

/** An order that a process without handlers made, and that waits to be paid, or to be fulfilled. */
async function waiting(options: CoinCoinModuleOptions) {
  const app = await application({ imports: [CoinCoinModule.forRoot(options)] });
  const coincoin = app.get(CoinCoinService);
  const order = await coincoin.createOrder({ reference: "cart", price: "25" });
  return { app, order, path: webhookPath(coincoin.webhookUrl()) };
}

describe("an application on PostgreSQL", () => {
  it("writes that a handler is done before a module ends the pool, and closes at once", async () => {
    const testPayments = await payments({ options: { store: storeOn("ending") } });
    const { app: before } = await waiting(testPayments.options);
    await testPayments.pay(before, "cart");

    const coincoin = CoinCoinModule.forRootAsync({
      isGlobal: true,
      imports: [PoolModule],
      inject: [Pool],
      useFactory: (pool: Pool) => ({
        ...testPayments.options,
        store: postgresStore({ pool: pool.pg, schema: "ending" }),
        delivery: "background",
      }),
    });
    const app = await application({ imports: [coincoin, PoolModule], providers: [Fulfilment] });
    await eventually(() => log.includes("handler starts"));
    const since = performance.now();
    await app.close();
    expect(performance.now() - since).toBeLessThan(2_000);
    expect(log).toEqual(["handler starts", "handler ends", "pool ends"]);
    expect(await before.get(CoinCoinService).health()).toMatchObject({ paidUndelivered: 0 });
  });

  it("starts while the server is away, spools what is paid, and fulfils it when the server is back", async () => {
    const testPayments = await payments({ options: { store: storeOn("away") } });
    const { app: before, order, path } = await waiting(testPayments.options);
    await before.close();
    await server.crash();
    const spool = await mkdtemp(join(tmpdir(), "coincoin-spool-"));
    closeLater(() => rm(spool, { recursive: true }));

    const app = await application({
      imports: [
        CoinCoinModule.forRoot({
          ...testPayments.options,
          store: storeOn("away"),
          spool,
          delivery: "background",
          logger: recordingLogger(),
        }),
        PoolModule,
      ],
      providers: [Fulfilment],
    });
    const collected = { [order.coin]: order.amountDue };
    await request(app.getHttpServer())
      .post(`/coincoin${path}`)
      .send({ payment: { payment_id: order.paymentId }, collected, state: 2 })
      .expect(200, { outcome: "spooled" });
    await server.start();
    await expect.poll(() => log, { timeout: 15_000 }).toEqual(["handler starts", "handler ends"]);
  });
});
