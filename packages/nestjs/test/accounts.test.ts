import "reflect-metadata";
import type { EventOf } from "@coincoin/core";
import {
  CoinCoinModule,
  CoinCoinService,
  CoinCoinWebhookGuard,
  getCoinCoinToken,
  InjectCoinCoin,
  OnCoinCoin,
} from "@coincoin/nestjs";
import { Controller, HttpCode, Injectable, Module, Post, UseGuards } from "@nestjs/common";
import request from "supertest";
import { beforeEach, describe, expect, it } from "vitest";
import { application, payments, refusal } from "./application.ts";

const calls: string[] = [];
beforeEach(() => {
  calls.length = 0;
});

@Injectable()
class Fulfilment {
  @OnCoinCoin("order.paid", { name: "eu" })
  eu({ reference }: EventOf<"order.paid">): void {
    calls.push(`eu ${reference}`);
  }

  @OnCoinCoin("order.paid", { name: "us" })
  us({ reference }: EventOf<"order.paid">): void {
    calls.push(`us ${reference}`);
  }

  @OnCoinCoin("order.paid")
  unnamed({ reference }: EventOf<"order.paid">): void {
    calls.push(`unnamed ${reference}`);
  }

  @OnCoinCoin("order.paid", { name: "us" })
  @OnCoinCoin("order.paid", { name: "eu" })
  both({ reference }: EventOf<"order.paid">): void {
    calls.push(`both ${reference}`);
  }
}

@Injectable()
class Buying {
  readonly eu: CoinCoinService;
  readonly us: CoinCoinService;

  constructor(@InjectCoinCoin("eu") eu: CoinCoinService, @InjectCoinCoin("us") us: CoinCoinService) {
    this.eu = eu;
    this.us = us;
  }
}

/** Each with a sandbox of its own. */
async function accounts() {
  const [eu, us, unnamed] = [
    await payments({ name: "eu" }),
    await payments({ name: "us" }),
    await payments(),
  ];
  const imports = [
    CoinCoinModule.forRoot({ ...eu.options, name: "eu", path: "pay/eu", isGlobal: true }),
    CoinCoinModule.forRootAsync({ name: "us", path: "pay/us", useFactory: () => us.options, isGlobal: true }),
    CoinCoinModule.forRoot({ ...unnamed.options, isGlobal: true }),
  ];
  return { eu, us, unnamed, imports };
}

describe("several accounts", () => {
  it("have their own routes, services and handlers, also where references collide", async () => {
    const { eu, us, unnamed, imports } = await accounts();
    const app = await application({ imports, providers: [Fulfilment, Buying] });
    const buying = app.get(Buying);
    expect(buying.eu).toBe(app.get(getCoinCoinToken("eu")));
    expect(buying.us).not.toBe(buying.eu);
    for (const service of [buying.eu, buying.us, app.get(CoinCoinService)]) {
      await service.createOrder({ reference: "cart-1", price: "25" });
    }
    await eu.pay(app, "cart-1");
    expect(calls.splice(0).toSorted()).toEqual(["both cart-1", "eu cart-1"]);
    await us.pay(app, "cart-1");
    expect(calls.splice(0).toSorted()).toEqual(["both cart-1", "us cart-1"]);
    await unnamed.pay(app, "cart-1");
    expect(calls).toEqual(["unnamed cart-1"]);
  });

  it("have each a guard for a webhook controller", async () => {
    const eu = await payments({ name: "eu", webhookPath: "/hooks/eu" });
    @Controller("hooks")
    class HooksController {
      @Post("eu/:token")
      @HttpCode(200)
      @UseGuards(CoinCoinWebhookGuard.for("eu"))
      eu(): void {}
    }
    const app = await application({
      imports: [CoinCoinModule.forRoot({ ...eu.options, name: "eu", path: false })],
      controllers: [HooksController],
    });
    await app.get(getCoinCoinToken("eu")).createOrder({ reference: "cart-1", price: "25" });
    const order = await eu.pay(app, "cart-1");
    expect(order.paid).not.toBeNull();
    expect((await request(app.getHttpServer()).post("/hooks/eu/guess").send({})).status).toBe(401);
  });

  it("are refused at boot where two have one path", async () => {
    const { options } = await payments();
    for (const path of ["pay", "/PAY/"]) {
      const imports = [
        CoinCoinModule.forRoot({ ...options, name: "eu", path: "pay" }),
        CoinCoinModule.forRoot({ ...options, name: "us", path }),
      ];
      expect(await refusal(application({ imports }))).toMatchObject({
        code: "config_invalid",
        message: expect.stringMatching(/"eu" and "us" are both mounted at/),
      });
    }
  });

  it("are refused at boot where a handler names one that is not there", async () => {
    const { options } = await payments();
    const imports = [CoinCoinModule.forRoot({ ...options, name: "eu" })];
    expect(await refusal(application({ imports, providers: [Fulfilment] }))).toMatchObject({
      code: "config_invalid",
      message: expect.stringMatching(/Fulfilment\.\w+ would never be called.*accounts are "eu"/),
    });
  });
});

describe("forRoot() by mistake in two modules", () => {
  it("is refused at boot, with and without a path", async () => {
    const { options } = await payments();
    for (const path of [undefined, false] as const) {
      @Module({ imports: [CoinCoinModule.forRoot({ ...options, path })] })
      class BuyModule {}
      @Module({ imports: [CoinCoinModule.forRoot({ ...options, path })] })
      class FulfilModule {}
      expect(await refusal(application({ imports: [BuyModule, FulfilModule] }))).toMatchObject({
        code: "config_invalid",
        message: expect.stringContaining("imported twice"),
      });
    }
  });

  it("is one account where both import the same module object", async () => {
    const { options } = await payments();
    const coincoin = CoinCoinModule.forRoot(options);
    @Module({ imports: [coincoin] })
    class BuyModule {}
    @Module({ imports: [coincoin] })
    class FulfilModule {}
    const app = await application({ imports: [BuyModule, FulfilModule] });
    expect((await request(app.getHttpServer()).post("/coincoin/webhook/guess").send({})).status).toBe(401);
  });
});
