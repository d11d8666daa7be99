import { CoinCoinService, getCoinCoinOptionsToken } from "@coincoin/nestjs";
import { createTestPayments, type TestPayments } from "@coincoin/nestjs/testing";
import type { INestApplication } from "@nestjs/common";
import { Test } from "@nestjs/testing";
import request from "supertest";
import { Fulfilment, ShopModule } from "./shop.module";

describe("the shop", () => {
  let payments: TestPayments;
  let app: INestApplication;
  const shipped: string[] = [];

  beforeEach(async () => {
    payments = await createTestPayments();
    const module = await Test.createTestingModule({ imports: [ShopModule] })
      .overrideProvider(getCoinCoinOptionsToken())
      .useValue(payments.options)
      .overrideProvider(Fulfilment)
      .useValue({ ship: ({ reference }: { reference: string }) => shipped.push(reference) })
      .compile();
    app = module.createNestApplication();
    await app.init();
  });

  afterEach(async () => {
    await app.close();
    await payments.close();
  });

  it("ships what was paid, and not before", async () => {
    await request(app.getHttpServer()).post("/buy/cart-17").expect(303);
    await payments.pay(app, "cart-17", { amount: "10" });
    expect(shipped).toEqual([]);
    const order = await payments.pay(app, "cart-17");
    expect(order.coverage).toBe("full");
    expect(shipped).toEqual(["cart-17"]);
    expect((await app.get(CoinCoinService).attention.list()).items).toEqual([]);
  });
});

export {};
