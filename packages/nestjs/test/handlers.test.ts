import "reflect-metadata";
import type { EventOf, HandlerContext } from "@coincoin/core";
import { CoinCoinModule, CoinCoinService, OnCoinCoin } from "@coincoin/nestjs";
import { Inject, Injectable, Module, Scope } from "@nestjs/common";
import { REQUEST } from "@nestjs/core";
import { describe, expect, it } from "vitest";
import { listening, platforms } from "./mount.ts";
import { eventually, openGateway, webhookPath } from "./shop.ts";

const seen: { by: string; id: string; attempt: number }[] = [];
const requests: [request: unknown, eventId: string][] = [];
const calls: string[] = [];
let instances = 0;
let failures = 0;

@Injectable()
class Fulfilment {
  readonly #name = "fulfilment";

  @OnCoinCoin("order.paid")
  async fulfil(event: EventOf<"order.paid">, { attempt }: HandlerContext): Promise<void> {
    seen.push({ by: this.#name, id: event.id, attempt });
    if (failures-- > 0) throw new Error("the stock's database is away");
  }

  @OnCoinCoin("attention.opened")
  call({ item }: EventOf<"attention.opened">): void {
    calls.push(item.kind);
  }

  @OnCoinCoin("order.payment")
  note(event: EventOf<"order.payment">): void {
    seen.push({ by: "payment", id: event.id, attempt: 0 });
  }
}

@Injectable({ scope: Scope.REQUEST })
class PerDelivery {
  readonly #number = ++instances;
  readonly #request: unknown;

  constructor(@Inject(REQUEST) request: unknown) {
    this.#request = request;
  }

  @OnCoinCoin("order.settled")
  completed(event: EventOf<"order.settled">): void {
    requests.push([this.#request, event.id]);
    seen.push({ by: `instance ${this.#number}`, id: event.id, attempt: 0 });
  }
}

@Module({ providers: [Fulfilment, PerDelivery] })
class ShopModule {}

async function shop() {
  const gateway = await openGateway();
  const { app, url } = await listening("express", [CoinCoinModule.forRoot(gateway.options), ShopModule]);
  const coincoin = app.get(CoinCoinService);
  gateway.sandbox.setWebhookUrl(`${url}/coincoin${webhookPath(coincoin.webhookUrl())}`);
  const close = async () => {
    await app.close();
    await gateway.sandbox.close();
  };
  return { ...gateway, coincoin, close };
}

describe("methods under @OnCoinCoin", () => {
  it("get their events with their instance, and again when they throw", async () => {
    seen.length = 0;
    failures = 2;
    const { sandbox, coincoin, close } = await shop();
    const { paymentId } = await coincoin.createOrder({ price: "25" });
    await sandbox.pay(paymentId, { amount: "25" });
    await eventually(() => seen.filter(({ by }) => by === "fulfilment").length === 3);
    const fulfilled = seen.filter(({ by }) => by === "fulfilment");
    expect(fulfilled.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(new Set(fulfilled.map(({ id }) => id)).size).toBe(1);
    expect(seen.filter(({ by }) => by === "payment")).toHaveLength(1);
    await close();
  });

  it("are called when something needs a person, whether it is about an order or not", async () => {
    calls.length = 0;
    failures = 0;
    const { sandbox, coincoin, close } = await shop();
    const { paymentId } = await coincoin.createOrder({ price: "25" });
    await sandbox.pay(paymentId, { amount: "30" });
    await eventually(() => calls.includes("overpaid"));
    const token = webhookPath(coincoin.webhookUrl()).split("/").at(-1);
    await coincoin.receiveWebhook({ token, headers: {}, body: "no JSON" });
    await eventually(() => calls.includes("unreadable"));
    expect(calls).toEqual(["overpaid", "unreadable"]);
    await close();
  });

  it("are called on a fresh instance for every delivery where the provider is request-scoped", async () => {
    seen.length = 0;
    failures = 0;
    const { sandbox, coincoin, close } = await shop();
    for (const reference of ["one", "two"]) {
      const { paymentId } = await coincoin.createOrder({ reference, price: "25" });
      await sandbox.pay(paymentId, { amount: "25" });
    }
    await sandbox.advance({ hours: 3 });
    await sandbox.settled();
    await eventually(() => seen.filter(({ by }) => by.startsWith("instance")).length === 2);
    expect(requests).toHaveLength(2);
    for (const [request, id] of requests) expect(request).toMatchObject({ coincoinEvent: { id } });
    expect(new Set(seen.filter(({ by }) => by.startsWith("instance")).map(({ by }) => by)).size).toBe(2);
    await close();
  });

  it("finish before the application is closed", async () => {
    let finished = false;
    @Injectable()
    class Slow {
      @OnCoinCoin("order.paid")
      async slowly(): Promise<void> {
        started = true;
        await new Promise((resolve) => {
          setTimeout(resolve, 150);
        });
        finished = true;
      }
    }
    let started = false;
    @Module({ providers: [Slow] })
    class SlowModule {}
    const { sandbox, options } = await openGateway();
    const { app, url } = await listening("fastify", [CoinCoinModule.forRoot(options), SlowModule]);
    const coincoin = app.get(CoinCoinService);
    sandbox.setWebhookUrl(`${url}/coincoin${webhookPath(coincoin.webhookUrl())}`);
    const { paymentId } = await coincoin.createOrder({ price: "25" });
    await sandbox.pay(paymentId, { amount: "25" });
    await eventually(() => started);
    await app.close();
    expect(finished).toBe(true);
    await expect(coincoin.createOrder({ price: "25" })).rejects.toMatchObject({ code: "closed" });
    await sandbox.close();
  });

  it("do not compile with another event's type", () => {
    class Wrong {
      // @ts-expect-error order.paid is not order.expired
      @OnCoinCoin("order.paid")
      wrong(_event: EventOf<"order.expired">): void {}

      // @ts-expect-error there is no such event
      @OnCoinCoin("order.payed")
      unknown(): void {}
    }
    expect(Wrong).toBeDefined();
    expect(platforms).toHaveLength(2);
  });
});
