import "reflect-metadata";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CoinCoinService, getCoinCoinOptionsToken } from "@coincoin/nestjs";
import { createTestPayments, type TestPayments } from "@coincoin/nestjs/testing";
import type { INestApplication } from "@nestjs/common";
import { Test, type TestingModule } from "@nestjs/testing";
import request from "supertest";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AppModule } from "../src/app.module.js";
import { ShopDatabase } from "../src/shop/shop.database.js";

describe("Ink & Paper (e2e)", () => {
  let app: INestApplication;
  let payments: TestPayments;
  let data: string;

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), "nestjs-shop-"));
    vi.stubEnv("SHOP_DATA", data);
    vi.stubEnv("SHOP_OPERATOR_PASSWORD", "a password");
    payments = await createTestPayments();
    const moduleFixture: TestingModule = await Test.createTestingModule({ imports: [AppModule] })
      .overrideProvider(getCoinCoinOptionsToken())
      .useValue(payments.options)
      .compile();
    app = moduleFixture.createNestApplication();
    await app.init();
  });

  afterEach(async () => {
    await app.close();
    await payments.close();
    await rm(data, { recursive: true });
    vi.unstubAllEnvs();
  });

  /** The shop's own order, as the customer is redirected to it. */
  async function buy(product: string): Promise<{ orderId: string; paymentId: string }> {
    const bought = await request(app.getHttpServer()).post(`/buy/${product}`).expect(303);
    const page = new URL(bought.headers["location"] ?? "");
    const paymentId = page.pathname.split("/").at(-1) ?? "";
    // With the key of the payment page, which its customer alone has.
    const back = await request(app.getHttpServer()).get(`/paid/${paymentId}${page.search}`).expect(303);
    return { orderId: back.headers["location"]?.split("/").at(-1) ?? "", paymentId };
  }

  it("shows what there is to buy", async () => {
    const { text } = await request(app.getHttpServer()).get("/").expect(200);
    expect(text).toContain("Poster, B1");
  });

  it("knows a visitor again by a cookie, and lets them begin only a few payments at once", async () => {
    const visitor = request.agent(app.getHttpServer());
    for (let count = 0; count < 5; count++) await visitor.post("/buy/poster").expect(303);
    const { status, text } = await visitor.post("/buy/poster");
    expect(status).toBe(429);
    expect(text).toContain("several payments that are still open");
    await buy("poster");
    const { items } = await app.get(CoinCoinService).listOrders();
    expect(new Set(items.map(({ customer }) => customer)).size).toBe(2);
  });

  it("fulfils what was paid, once", async () => {
    const shop = app.get(ShopDatabase);
    const { orderId, paymentId } = await buy("poster");
    await payments.pay(app, paymentId, { amount: "30" });
    expect(shop.fulfilments(orderId)).toBe(0);
    await payments.pay(app, paymentId);
    for (const { id } of payments.sandbox.deliveries()) await payments.sandbox.redeliver(id);
    await payments.settled(app);
    expect(shop.fulfilments(orderId)).toBe(1);
    expect(shop.order(orderId)?.status).toBe("paid");
  });

  it("gives up an order that nobody paid", async () => {
    const { orderId } = await buy("print");
    await payments.sandbox.advance({ hours: 60 });
    await payments.settled(app);
    expect(app.get(ShopDatabase).order(orderId)?.status).toBe("not paid");
  });

  it("turns away who guesses at the webhook, and who is not the operator", async () => {
    expect((await request(app.getHttpServer()).post("/coincoin/webhook/guess").send({})).status).toBe(401);
    expect((await request(app.getHttpServer()).get("/operator")).status).toBe(401);
    expect((await request(app.getHttpServer()).get("/operator").auth("operator", "a password")).status).toBe(
      200,
    );
  });
});
