import "reflect-metadata";
import { type EventOf, memoryStore } from "@coincoin/core";
import {
  CoinCoinModule,
  CoinCoinNotification,
  CoinCoinService,
  CoinCoinWebhookGuard,
  getCoinCoinOptionsToken,
  OnCoinCoin,
  type TakenNotification,
} from "@coincoin/nestjs";
import { webhookGuardWith } from "@coincoin/nestjs/testing";
import { Controller, HttpCode, Injectable, Module, Post, UseGuards } from "@nestjs/common";
import request from "supertest";
import { describe, expect, it, vi } from "vitest";
import { application, payments, shop } from "./application.ts";
import { platforms } from "./mount.ts";

@Injectable()
class Fulfilment {
  readonly shipped: string[] = [];
  readonly received: string[] = [];

  @OnCoinCoin("order.paid")
  async ship({ reference }: EventOf<"order.paid">): Promise<void> {
    this.shipped.push(reference);
  }

  @OnCoinCoin("order.payment")
  note({ received }: EventOf<"order.payment">): void {
    this.received.push(received);
  }
}

/** As a shop has it in production: another store, another CoinCoin, delivery in the background. */
@Module({
  imports: [
    CoinCoinModule.forRoot({
      appId: "production",
      secretKey: "the secret key of production",
      publicUrl: "https://shop.example/pay",
      store: memoryStore({ acceptLoss: true }),
      path: "pay",
    }),
  ],
  providers: [Fulfilment],
})
class AppModule {}

describe.each(platforms)("createTestPayments() on %s", (platform) => {
  it("pays an application whose options it overrides, and waits for its handlers", async () => {
    const testPayments = await payments();
    const app = await application(
      { imports: [AppModule] },
      {
        platform,
        override: (it) => it.overrideProvider(getCoinCoinOptionsToken()).useValue(testPayments.options),
      },
    );
    const coincoin = app.get(CoinCoinService);
    const { paymentId } = await coincoin.createOrder({ reference: "cart-17", price: "25" });
    const half = await testPayments.pay(app, "cart-17", { amount: "10" });
    expect(half).toMatchObject({ coverage: "partial", paid: null });
    expect(app.get(Fulfilment).shipped).toEqual([]);
    const paid = await testPayments.pay(app, paymentId);
    expect(paid).toMatchObject({ coverage: "full", paid: expect.anything() });
    expect(app.get(Fulfilment)).toMatchObject({ shipped: ["cart-17"], received: ["10", "25"] });
  });

  it("lets time pass", async () => {
    const expired: string[] = [];
    class Expiry {
      @OnCoinCoin("order.expired")
      expire({ reference }: EventOf<"order.expired">): void {
        expired.push(reference);
      }
    }
    const { app, testPayments, coincoin } = await shop({ providers: [Expiry] }, { platform });
    await coincoin.createOrder({ reference: "cart", price: "25" });
    await testPayments.sandbox.advance({ hours: 60 });
    await testPayments.settled(app);
    expect(expired).toEqual(["cart"]);
  });
});

describe("pay()", () => {
  it("rejects with what a handler threw", async () => {
    const { app, sell } = await shop({ providers: [Fulfilment] });
    vi.spyOn(app.get(Fulfilment), "ship").mockRejectedValue(new Error("no stock"));
    await expect(sell("cart")).rejects.toThrow("no stock");
  });

  it("rejects where there is no such order, and where the webhook is not taken", async () => {
    const { app, testPayments, coincoin } = await shop({});
    await expect(testPayments.pay(app, "nothing")).rejects.toThrow(
      'There is no order with the reference or payment id "nothing"',
    );
    const elsewhere = await payments({ webhookPath: "/nowhere" });
    const other = await application({ imports: [CoinCoinModule.forRoot(elsewhere.options)] });
    await other.get(CoinCoinService).createOrder({ reference: "cart", price: "25" });
    await expect(elsewhere.pay(other, "cart")).rejects.toThrow(/did not take a webhook.*404/);
    expect(await coincoin.getPurchase("cart")).toBeUndefined();
  });

  it("says what to give where the module mounts nothing", async () => {
    const { options, pay } = await payments();
    const app = await application({ imports: [CoinCoinModule.forRoot({ ...options, path: false })] });
    await expect(pay(app, "cart")).rejects.toThrow("webhookPath");
  });
});

describe("webhookGuardWith()", () => {
  it("stands in for the guard, and for the notification", async () => {
    const seen: TakenNotification[] = [];
    @Controller("hooks")
    class HooksController {
      @Post(":token")
      @HttpCode(200)
      @UseGuards(CoinCoinWebhookGuard)
      taken(@CoinCoinNotification() taken: TakenNotification): void {
        seen.push(taken);
      }
    }
    const { options } = await payments();
    const taken: TakenNotification = { outcome: "applied", notification: Object.create(null) };
    const app = await application(
      { imports: [CoinCoinModule.forRoot(options)], controllers: [HooksController] },
      { override: (it) => it.overrideGuard(CoinCoinWebhookGuard).useValue(webhookGuardWith(taken)) },
    );
    await request(app.getHttpServer()).post("/hooks/x").send({}).expect(200);
    expect(seen).toEqual([taken]);
  });
});
