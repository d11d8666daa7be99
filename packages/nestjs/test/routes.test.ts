import "reflect-metadata";
import { CoinCoinModule, CoinCoinService, OnCoinCoin } from "@coincoin/nestjs";
import { Controller, Get, type INestApplication, Module } from "@nestjs/common";
import { Transport } from "@nestjs/microservices";
import request from "supertest";
import { describe, expect, it } from "vitest";
import { application, payments, refusal, shop } from "./application.ts";
import { platforms } from "./mount.ts";
import { recordingLogger } from "./shop.ts";

interface WithSession {
  session?: { cart: string };
  headers: Record<string, string | undefined>;
}

/** The platforms write "every path" each in its own way. */
function everything(path: string) {
  @Controller()
  class EverythingController {
    @Get(path)
    all(): string {
      return "the shop's own page";
    }
  }
  return EverythingController;
}

for (const platform of platforms) {
  describe(`the routes on ${platform}`, () => {
    it("are there in a testing module that never listens", async () => {
      const { app, coincoin } = await shop({}, { platform });
      const server = app.getHttpServer();
      const { paymentId } = await coincoin.createOrder({ reference: "cart", price: "25" });
      expect((await request(server).post("/coincoin/webhook/guess").send({})).status).toBe(401);
      expect((await request(server).get(`/coincoin/orders/${paymentId}`)).status).toBe(404);
      expect((await request(server).get(new URL(coincoin.checkoutUrl(paymentId)).pathname)).status).toBe(404);
      const { pathname, search } = new URL(coincoin.checkoutUrl(paymentId));
      expect((await request(server).get(`${pathname}${search}`)).status).toBe(200);
    });

    it("come before a route of the shop's that matches every path", async () => {
      const controller = everything(platform === "express" ? "*rest" : "*");
      const { app } = await shop({ controllers: [controller] }, { platform });
      expect((await request(app.getHttpServer()).get("/coincoin/orders/unknown")).status).toBe(404);
      expect((await request(app.getHttpServer()).get("/elsewhere")).status).toBe(200);
    });

    it("have the application's CORS, preflight too", async () => {
      const prepare = (app: INestApplication) => app.enableCors({ origin: "https://shop.example" });
      const { app, coincoin } = await shop({}, { platform, prepare });
      const { paymentId } = await coincoin.createOrder({ reference: "cart", price: "25" });
      const { search } = new URL(coincoin.checkoutUrl(paymentId));
      const server = app.getHttpServer();
      const view = await request(server)
        .get(`/coincoin/orders/${paymentId}${search}`)
        .set("origin", "https://shop.example")
        .expect(200);
      expect(view.headers["access-control-allow-origin"]).toBe("https://shop.example");
      expect(
        (
          await request(server)
            .options("/coincoin/orders")
            .set("origin", "https://shop.example")
            .set("access-control-request-method", "POST")
        ).status,
      ).toBe(204);
    });

    it("are in no testing module that a test gave something else in the place of the service", async () => {
      const { options } = await payments();
      const made = { paymentId: "ABCDEFGH" };
      class Fulfilment {
        @OnCoinCoin("order.paid")
        ship(): void {}
      }
      const app = await application(
        { imports: [CoinCoinModule.forRoot(options)], providers: [Fulfilment] },
        {
          platform,
          override: (it) => it.overrideProvider(CoinCoinService).useValue({ createOrder: () => made }),
        },
      );
      expect(app.get(CoinCoinService).createOrder({ price: "25" })).toBe(made);
      expect((await request(app.getHttpServer()).post("/coincoin/webhook/guess")).status).toBe(404);
    });

    it("refuse a path that the platform could not match", async () => {
      const { options } = await payments();
      for (const path of ["zahlung-für", "a b", "pay(ments)", "*", "", "/"]) {
        expect(() => CoinCoinModule.forRoot({ ...options, path })).toThrow(/cannot be mounted/);
      }
    });

    it.each([
      ["https://shop.example/api/coincoin", "coincoin", true],
      ["https://shop.example/coincoin", "pay", true],
      ["https://shop.example", "coincoin", true],
      ["https://shop.example/coincoin", "coincoin", false],
      ["https://shop.example/pay/coincoin", "/pay/coincoin/", false],
    ])("warn at boot of %s where they are at %s: %s", async (publicUrl, path, isWarned) => {
      const { options } = await payments();
      const logger = recordingLogger();
      await application(
        { imports: [CoinCoinModule.forRoot({ ...options, publicUrl, path, logger })] },
        { platform },
      );
      const warnings = logger.lines.filter(({ message }) => message.includes("publicUrl"));
      expect(warnings.map(({ level }) => level)).toEqual(isWarned ? ["warn"] : []);
    });
  });
}

describe("resolveOrder on express", () => {
  it("sees what the middleware of main.ts made of the request", async () => {
    const testPayments = await payments();
    const http = {
      resolveOrder: (request: unknown) => {
        const { session } = request as WithSession;
        return session === undefined ? undefined : { reference: session.cart, price: "25" };
      },
    };
    const prepare = (app: INestApplication) => {
      app.use((request: WithSession, _response: unknown, next: () => void) => {
        if (request.headers["cookie"] === "cart=17") request.session = { cart: "17" };
        next();
      });
    };
    const app = await application(
      { imports: [CoinCoinModule.forRoot({ ...testPayments.options, http })] },
      { prepare },
    );
    const server = app.getHttpServer();
    await request(server).post("/coincoin/orders").set("cookie", "cart=17").send({}).expect(201);
    expect((await request(server).post("/coincoin/orders").send({})).status).toBe(404);
    expect((await testPayments.pay(app, "17")).coverage).toBe("full");
  });
});

describe("CoinCoinModule without forRoot()", () => {
  it("says what to import, also beside a global one", async () => {
    const { options } = await payments();
    @Module({ imports: [CoinCoinModule] })
    class BareModule {}
    for (const imports of [
      [BareModule],
      [CoinCoinModule.forRoot({ ...options, isGlobal: true }), BareModule],
    ]) {
      expect(await refusal(application({ imports }))).toMatchObject({
        code: "config_invalid",
        message: expect.stringContaining("CoinCoinModule.forRoot()"),
      });
    }
  });
});

describe("a hybrid application", () => {
  it("serves the routes beside its microservice", async () => {
    const prepare = (app: INestApplication) => {
      app.connectMicroservice({ transport: Transport.TCP, options: { host: "127.0.0.1", port: 0 } });
    };
    const { app, sell } = await shop({}, { prepare });
    await app.startAllMicroservices();
    expect((await request(app.getHttpServer()).post("/coincoin/webhook/guess").send({})).status).toBe(401);
    await sell("cart");
  });
});
