import "reflect-metadata";
import type { IncomingMessage } from "node:http";
import { CoinCoinModule, CoinCoinService } from "@coincoin/nestjs";
import { CoinCoinDeskModule } from "@coincoin/nestjs/desk";
import { Controller, Get, type INestApplication, Injectable, Module } from "@nestjs/common";
import { describe, expect, it } from "vitest";
import { application, closeLater, payments, refusal } from "./application.ts";
import { listening, type Platform, platforms } from "./mount.ts";

const authorize = ({ headers }: IncomingMessage) => headers["x-person"]?.toString() ?? null;

async function desk(
  platform: Platform,
  module = CoinCoinDeskModule.forRoot({ authorize, path: "admin/pay" }),
  prepare: (app: INestApplication) => void = () => {},
) {
  const testPayments = await payments();
  const imports = [CoinCoinModule.forRoot(testPayments.options), module];
  const { app, url } = await listening(platform, imports, prepare);
  closeLater(() => app.close());
  const get = (path: string, person = "ann") =>
    fetch(`${url}${path}`, { headers: { "x-person": person }, redirect: "manual" });
  return { app, url, get, testPayments, coincoin: app.get(CoinCoinService) };
}

@Injectable()
class Staff {
  nameOf(request: IncomingMessage): string | null {
    return authorize(request);
  }
}

@Module({ providers: [Staff], exports: [Staff] })
class StaffModule {}

for (const platform of platforms) {
  describe(`the desk on ${platform}`, () => {
    it("shows what came, takes a form, and records who sent it", async () => {
      const { url, get, coincoin } = await desk(platform);
      const { paymentId } = await coincoin.createOrder({ reference: "cart", price: "25" });
      expect(await (await get("/admin/pay/orders?text=cart")).text()).toContain(
        `href="/admin/pay/orders/${paymentId}"`,
      );
      expect((await get("/admin/pay/desk.css")).headers.get("content-type")).toContain("text/css");
      const shown = await (await get(`/admin/pay/orders/${paymentId}`)).text();
      const token = /name="token" value="([^"]+)"/.exec(shown)?.[1] ?? "";
      const answer = await fetch(`${url}/admin/pay/act/withdraw`, {
        method: "POST",
        headers: { "x-person": "ann", origin: url },
        body: new URLSearchParams({ token, reference: "cart", reason: "paid in cash", back: "orders" }),
        redirect: "manual",
      });
      expect([answer.status, answer.headers.get("location")]).toEqual([303, "/admin/pay/orders?done=1"]);
      expect((await coincoin.getPurchase("cart"))?.withdrawn).toMatchObject({
        by: "ann",
        reason: "paid in cash",
      });
    });

    it("is closed to strangers, and only at its own path", async () => {
      const { get } = await desk(platform);
      expect((await get("/admin/pay", "")).status).toBe(401);
      expect((await get("/admin/pay/orders.csv", "")).status).toBe(401);
      expect((await get("/admin/payments")).status).toBe(404);
      expect((await get("/desk")).status).toBe(404);
    });

    it("asks a service of the application, and ignores its global prefix", async () => {
      const module = CoinCoinDeskModule.forRootAsync({
        imports: [StaffModule],
        inject: [Staff],
        useFactory: (staff: Staff) => ({
          authorize: (request) => staff.nameOf(request),
          loginUrl: "/login",
        }),
      });
      const { get } = await desk(platform, module, (app) => app.setGlobalPrefix("api"));
      expect(await (await get("/desk/setup")).text()).toContain("Webhook address");
      expect((await get("/desk/setup", "")).headers.get("location")).toBe("/login");
    });

    it("comes before a route of the shop's that matches every path", async () => {
      @Controller()
      class EverythingController {
        @Get(platform === "express" ? "*rest" : "*")
        all(): string {
          return "the shop's own page";
        }
      }
      @Module({
        controllers: [EverythingController],
        imports: [CoinCoinDeskModule.forRoot({ authorize })],
      })
      class ShopModule {}
      const { get } = await desk(platform, { module: ShopModule });
      expect(await (await get("/desk")).text()).toContain("CoinCoin desk");
      expect(await (await get("/elsewhere")).text()).toBe("the shop's own page");
    });
  });
}

it("the application does not start without authorize", async () => {
  const { options } = await payments();
  // @ts-expect-error -- what JavaScript may do
  const imports = [CoinCoinModule.forRoot(options), CoinCoinDeskModule.forRoot({})];
  expect(await refusal(application({ imports }))).toMatchObject({ code: "config_invalid" });
});
