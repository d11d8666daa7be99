import { CoinCoin, memoryStore } from "@coincoin/core";
import { coincoinRouter } from "@coincoin/express";
import express from "express";
import express4 from "express-4";
import { expect, it } from "vitest";

it("is a handler for the types of both majors", async () => {
  const coincoin = new CoinCoin({
    appId: "types",
    secretKey: "a secret",
    publicUrl: "https://shop.example/coincoin",
    store: memoryStore(),
  });
  const router = coincoinRouter(coincoin);
  express().use("/coincoin", router);
  express4().use("/coincoin", router);
  express4.Router().use(router);
  coincoinRouter(coincoin, { resolveOrder: (request) => ({ reference: request.originalUrl, price: "25" }) });
  // @ts-expect-error an order without a price
  coincoinRouter(coincoin, { resolveOrder: (request) => ({ reference: request.originalUrl }) });
  // @ts-expect-error Express knows where it is mounted
  coincoinRouter(coincoin, { basePath: "/coincoin" });
  const typed: CoinCoin = router.coincoin;
  expect(typed).toBe(coincoin);
  await coincoin.close();
});
