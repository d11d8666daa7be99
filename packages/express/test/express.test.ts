import { createServer } from "node:http";
import { CoinCoin, memoryStore } from "@coincoin/core";
import { type CoinCoinRouter, coincoinRouter } from "@coincoin/express";
import express from "express";
import express4 from "express-4";
import { describe, expect, it } from "vitest";
import { close, type ExpressApp, listen } from "./mount.ts";

const options = {
  appId: "express-test",
  secretKey: "a secret",
  publicUrl: "https://shop.example/coincoin",
  store: memoryStore({ acceptLoss: true }),
};

const makers: [string, () => ExpressApp][] = [
  ["Express 4", () => express4()],
  ["Express 5", () => express()],
];

describe.each(makers)("coincoinRouter on %s", (_name, make) => {
  it("leaves paths that are not its own to the app", async () => {
    const coincoin = new CoinCoin(options);
    const app = make();
    app.use("/coincoin", coincoinRouter(coincoin));
    app.use("/coincoin", (_request: unknown, response: express.Response) => response.send("the shop's own"));
    const server = createServer(app);
    const url = await listen(server);
    expect(await (await fetch(`${url}/coincoin/help`)).text()).toBe("the shop's own");
    await close(server, coincoin);
  });

  it("hands unexpected errors to the app's error handler", async () => {
    const coincoin = new CoinCoin(options);
    const app = make();
    const resolveOrder = () => {
      throw new TypeError("the shop's database is gone");
    };
    app.use("/coincoin", coincoinRouter(coincoin, { resolveOrder }));
    app.use((error: Error, _request: unknown, response: express.Response, _next: unknown) => {
      response.status(500).send(`handled: ${error.message}`);
    });
    const server = createServer(app);
    const url = await listen(server);
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${url}/coincoin/orders`, { method: "POST", headers, body: "{}" });
    expect([answer.status, await answer.text()]).toEqual([500, "handled: the shop's database is gone"]);
    await close(server, coincoin);
  });

  it("gives resolveOrder Express's own request", async () => {
    const coincoin = new CoinCoin(options);
    const seen: unknown[] = [];
    const app = make();
    app.use(
      "/coincoin",
      coincoinRouter(coincoin, {
        resolveOrder: (request) => {
          seen.push(request.get("x-session"), request.originalUrl);
          return undefined;
        },
      }),
    );
    const server = createServer(app);
    const url = await listen(server);
    const headers = { "content-type": "application/json", "x-session": "ann" };
    await fetch(`${url}/coincoin/orders`, { method: "POST", headers, body: "{}" });
    expect(seen).toEqual(["ann", "/coincoin/orders"]);
    await close(server, coincoin);
  });
});

describe("coincoinRouter", () => {
  it("gives back what it mounts", async () => {
    const coincoin = new CoinCoin(options);
    const router: CoinCoinRouter = coincoinRouter(coincoin);
    expect(router.coincoin).toBe(coincoin);
    await coincoin.close();
  });

  it("says what is wrong when it is given options instead of an instance", () => {
    // @ts-expect-error options are no instance
    expect(() => coincoinRouter(options)).toThrow(/Pass `new CoinCoin/);
  });
});
