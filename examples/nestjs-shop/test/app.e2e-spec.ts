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
  /** CoinCoin answers when this resolves. */
  let answers: Promise<void> = Promise.resolve();

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), "nestjs-shop-"));
    vi.stubEnv("SHOP_DATA", data);
    vi.stubEnv("SHOP_OPERATOR_PASSWORD", "a password");
    payments = await createTestPayments();
    const slow: typeof fetch = async (...input) => {
      await answers;
      return fetch(...input);
    };
    const moduleFixture: TestingModule = await Test.createTestingModule({ imports: [AppModule] })
      .overrideProvider(getCoinCoinOptionsToken())
      .useValue({
        ...payments.options,
        gateway: { waitMs: 500, tryTimeoutMs: 500, deadlineMs: 1500 },
        environment: { ...payments.options.environment, fetch: slow },
      })
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
    const { headers } = await visitor.post("/buy/poster").expect(303);
    expect(headers["location"]).toMatch(/^\/orders\/order-.*payment=customer_limit_reached$/);
    const { text } = await visitor.get(headers["location"] ?? "").expect(200);
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

  it("leads a customer on whom CoinCoin keeps waiting, and asks for one order however often they press", async () => {
    let answer = () => {};
    answers = new Promise((resolve) => {
      answer = resolve;
    });
    const server = app.getHttpServer();
    const bought = await request(server).post("/buy/poster").expect(303);
    const order = bought.headers["location"] ?? "";
    expect(order).toMatch(/^\/orders\/order-\w+\?payment=order_busy$/);
    const pressed = await request(server).post(order.replace("?payment=order_busy", "/pay")).expect(303);
    expect(pressed.headers["location"]).toBe(order);
    const waiting = await request(server).get(order).expect(200).expect("refresh", "1");
    expect(waiting.text).toContain("is being prepared");
    answer();
    await expect.poll(() => payments.sandbox.orders()).toHaveLength(1);
    await expect.poll(async () => (await request(server).get(order)).status).toBe(303);
    expect((await request(server).get(order)).headers["location"]).toContain("/coincoin/checkout/");
    expect(payments.sandbox.orders()).toHaveLength(1);
  });

  it("keeps an order that cannot be paid just now, and says so", async () => {
    await payments.sandbox.close();
    const server = app.getHttpServer();
    const bought = await request(server).post("/buy/poster").expect(303);
    let order = await request(server).get(bought.headers["location"] ?? "");
    while (order.headers["refresh"] !== undefined)
      order = await request(server).get(bought.headers["location"] ?? "");
    expect(order.text).toContain("Paying with crypto does not work right now.");
    expect(order.text).toContain("Pay with crypto</button>");
  });

  it("gives up an order that nobody paid", async () => {
    const { orderId } = await buy("print");
    await payments.sandbox.advance({ hours: 60 });
    await payments.settled(app);
    expect(app.get(ShopDatabase).order(orderId)?.status).toBe("not paid");
  });

  it("turns away who guesses at the webhook, and who is not the operator", async () => {
    expect((await request(app.getHttpServer()).post("/coincoin/webhook/guess").send({})).status).toBe(401);
    expect((await request(app.getHttpServer()).get("/operator")).headers["location"]).toBe("/login");
    expect((await request(app.getHttpServer()).get("/login")).status).toBe(401);
    expect((await request(app.getHttpServer()).get("/operator").auth("operator", "a password")).status).toBe(
      200,
    );
  });

  it("shows the operator what is held, and fulfils it when they accept it", async () => {
    const server = app.getHttpServer();
    const page = async () =>
      (await request(server).get("/operator/inbox?outcome=held").auth("operator", "a password")).text;
    await payments.pay(app, (await buy("poster")).paymentId);
    const { orderId, paymentId } = await buy("print");
    // Without a signature, of an account whose notifications were seen to have one.
    await request(server)
      .post(new URL(app.get(CoinCoinService).webhookUrl()).pathname)
      .send({ payment: { payment_id: paymentId }, collected: { usdt: 35 }, state: 2 })
      .expect(200, { outcome: "held" });
    const shown = await page();
    expect(shown).toContain("signature absent");
    expect(app.get(ShopDatabase).fulfilments(orderId)).toBe(0);
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(shown)?.[1] ?? "";
    await request(server)
      .post("/operator/act/accept")
      .auth("operator", "a password")
      .set("sec-fetch-site", "same-origin")
      .type("form")
      .send({ token: field("token"), payment: paymentId, digest: field("digest") })
      .expect(303);
    await payments.settled(app);
    expect(app.get(ShopDatabase).fulfilments(orderId)).toBe(1);
    expect(await page()).toContain("No notification here.");
  });
});
