import "reflect-metadata";
import {
  CoinCoinModule,
  CoinCoinNotification,
  CoinCoinService,
  CoinCoinWebhookGuard,
  type TakenNotification,
} from "@coincoin/nestjs";
import {
  Controller,
  type INestApplication,
  Logger,
  Module,
  Post,
  UseGuards,
  ValidationPipe,
} from "@nestjs/common";
import request from "supertest";
import { afterEach, describe, expect, it, vi } from "vitest";
import { listening, type Platform, platforms } from "./mount.ts";
import { openGateway, webhookPath } from "./shop.ts";

const given: TakenNotification[] = [];

@Controller()
class OwnWebhookController {
  @Post("payments/:token")
  @UseGuards(CoinCoinWebhookGuard)
  taken(@CoinCoinNotification() taken: TakenNotification): string {
    given.push(taken);
    return "thanks";
  }

  @Post("wrong/:secret")
  @UseGuards(CoinCoinWebhookGuard)
  wrong(): void {}

  @Post("forgetful/:token")
  @UseGuards(CoinCoinWebhookGuard)
  forgets(): never {
    throw new Error("the controller forgot");
  }
}

@Module({ controllers: [OwnWebhookController] })
class ShopModule {}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  given.length = 0;
  for (const close of closing.splice(0)) await close();
});

async function shop(platform: Platform, options: { rawBody?: boolean } = {}) {
  const gateway = await openGateway();
  const imports = [CoinCoinModule.forRoot({ ...gateway.options, path: false, isGlobal: true }), ShopModule];
  const prepare = (app: INestApplication) =>
    void app.useGlobalPipes(
      new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }),
    );
  const { app, url } = await listening(platform, imports, prepare, options);
  closing.push(
    () => app.close(),
    () => gateway.sandbox.close(),
  );
  const coincoin = app.get(CoinCoinService);
  const { paymentId } = await coincoin.createOrder({ price: "100" });
  const token = webhookPath(coincoin.webhookUrl()).replace("/webhook/", "");
  const body = { payment: { payment_id: paymentId }, collected: { usdt: 100 }, state: 2 };
  return { coincoin, url, paymentId, token, body };
}

for (const platform of platforms) {
  describe(`CoinCoinWebhookGuard on ${platform}`, () => {
    it.each([true, false])(
      "takes the notification in and hands it to the controller (rawBody: %s)",
      async (rawBody) => {
        const { coincoin, url, paymentId, token, body } = await shop(platform, { rawBody });
        const answer = await request(url).post(`/payments/${token}`).send(body);
        expect([answer.status, answer.text]).toEqual([201, "thanks"]);
        expect(given).toMatchObject([
          { outcome: "applied", notification: { paymentId, collected: { usdt: "100" }, state: 2 } },
        ]);
        expect((await coincoin.getOrder(paymentId))?.paid).not.toBeNull();
      },
    );

    it("has taken it in before a controller that forgets it", async () => {
      const { coincoin, url, paymentId, token, body } = await shop(platform);
      expect((await request(url).post(`/forgetful/${token}`).send(body)).status).toBe(500);
      expect((await coincoin.getOrder(paymentId))?.paid).not.toBeNull();
    });

    it("warns of a route that has no token", async () => {
      const { url, body } = await shop(platform);
      const warn = vi.spyOn(Logger.prototype, "warn").mockReturnValue();
      expect((await request(url).post("/wrong/guessed").send(body)).status).toBe(401);
      expect(warn.mock.calls.flat().join()).toContain('OwnWebhookController.wrong has no parameter ":token"');
      warn.mockRestore();
    });

    it("refuses with the codes and statuses of everywhere, and the controller is not reached", async () => {
      const { coincoin, url, paymentId, token, body } = await shop(platform);
      const stranger = await request(url).post("/payments/guessed").send(body);
      expect([stranger.status, stranger.body]).toMatchObject([401, { code: "webhook_unauthorized" }]);
      const odd = await request(url).post(`/payments/${token}`).send({ hello: "there" });
      expect([odd.status, odd.body]).toMatchObject([400, { code: "webhook_malformed" }]);
      expect(given).toEqual([]);
      expect((await coincoin.getOrder(paymentId))?.paid).toBeNull();
    });
  });
}
