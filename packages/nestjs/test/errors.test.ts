import "reflect-metadata";
import { CoinCoinError, type CoinCoinErrorCode } from "@coincoin/core";
import { CoinCoinExceptionFilter, CoinCoinModule, CoinCoinService } from "@coincoin/nestjs";
import { Controller, Get, Inject, Module, Param } from "@nestjs/common";
import { APP_FILTER } from "@nestjs/core";
import request from "supertest";
import { describe, expect, it } from "vitest";
import { application, payments } from "./application.ts";
import { platforms } from "./mount.ts";

@Controller()
class BuyController {
  readonly #coincoin: CoinCoinService;

  constructor(@Inject(CoinCoinService) coincoin: CoinCoinService) {
    this.#coincoin = coincoin;
  }

  @Get("buy/:price")
  async buy(@Param("price") price: string): Promise<string> {
    return (await this.#coincoin.createOrder({ reference: "cart", price })).paymentId;
  }

  @Get("fail/:code")
  fail(@Param("code") code: CoinCoinErrorCode): never {
    throw new CoinCoinError(code, "The host 10.0.0.7 is away.");
  }
}

describe.each(platforms)("CoinCoinExceptionFilter on %s", (platform) => {
  it("answers as the mounted routes do, and keeps what is for the log from the browser", async () => {
    const { options } = await payments();
    @Module({
      imports: [CoinCoinModule.forRoot(options)],
      controllers: [BuyController],
      providers: [{ provide: APP_FILTER, useClass: CoinCoinExceptionFilter }],
    })
    class AppModule {}
    const app = await application({ imports: [AppModule] }, { platform });
    app.useLogger(false);
    const server = app.getHttpServer();
    const low = await request(server).get("/buy/1").expect(422);
    expect(low.body).toMatchObject({ code: "price_too_low", message: expect.stringContaining("10") });
    expect((await request(server).get("/buy/abc").expect(422)).body).toMatchObject({ code: "price_invalid" });
    await request(server).get("/buy/25").expect(200);
    const paid = await request(server).get("/fail/already_paid").expect(409);
    expect(paid.body).toEqual({ code: "already_paid", message: "The host 10.0.0.7 is away." });
    const away = await request(server).get("/fail/store_unavailable").expect(503);
    expect(away.headers).toMatchObject({
      "retry-after": "5",
      "content-type": expect.stringContaining("json"),
    });
    expect(away.body).toEqual({
      code: "store_unavailable",
      message: expect.not.stringContaining("10.0.0.7"),
    });
  });
});
