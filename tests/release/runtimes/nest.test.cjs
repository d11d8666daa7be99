// A CommonJS application in Nest, as `nest build` leaves one: decorators are calls, and `require` is all there is.
require("reflect-metadata");
const assert = require("node:assert/strict");
const { test } = require("node:test");
const { memoryStore, silentLogger } = require("@coincoin/core");
const { CoinCoinModule, CoinCoinService, OnCoinCoin } = require("@coincoin/nestjs");
const { createSandbox } = require("@coincoin/sandbox");
const { Injectable, Module } = require("@nestjs/common");
const { NestFactory } = require("@nestjs/core");

const appId = "release-checks";
const secretKey = "release-checks-secret-key-0123456789";

test("require: a Nest application sells something and is told once", async () => {
  const gateway = await createSandbox({ appId, secretKey });
  const paid = [];
  class Fulfilment {
    ship(event) {
      paid.push(event);
    }
  }
  const descriptor = Object.getOwnPropertyDescriptor(Fulfilment.prototype, "ship");
  OnCoinCoin("order.paid")(Fulfilment.prototype, "ship", descriptor);
  Injectable()(Fulfilment);
  class AppModule {
    name = "app";
  }
  const options = {
    appId,
    secretKey,
    apiUrl: gateway.apiUrl,
    publicUrl: "https://shop.example/coincoin",
    store: memoryStore(),
    logger: silentLogger,
  };
  Module({ imports: [CoinCoinModule.forRoot(options)], providers: [Fulfilment] })(AppModule);
  const app = await NestFactory.create(AppModule, {
    logger: false,
    abortOnError: false,
    forceCloseConnections: true,
  });
  try {
    await app.listen(0, "127.0.0.1");
    const coincoin = app.get(CoinCoinService);
    const { pathname } = new URL(coincoin.webhookUrl());
    gateway.setWebhookUrl((await app.getUrl()) + pathname);
    const { paymentId } = await coincoin.createOrder({ price: "20" });
    await gateway.pay(paymentId, { amount: "20" });
    await gateway.settled();
    for (const until = Date.now() + 5_000; paid.length === 0 && Date.now() < until; ) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.deepEqual(
      paid.map((event) => event.paymentId),
      [paymentId],
    );
  } finally {
    await app.close();
    await gateway.close();
  }
});
