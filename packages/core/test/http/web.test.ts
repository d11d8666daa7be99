import { describe, expect, it } from "vitest";
import { toWebHandler } from "../../src/http/web.ts";
import { notification, openCoinCoin, PAYMENT_ID, tokenOf } from "./support.ts";

const BASE = "https://shop.example/coincoin";

describe("toWebHandler", () => {
  it("answers 404 for what is not its own", async () => {
    await using coincoin = openCoinCoin();
    const handle = toWebHandler(coincoin, { basePath: "/coincoin" });
    for (const path of ["/coincoin/other", "/coincoin", "/webhook/x", "/"]) {
      expect((await handle(new Request(`https://shop.example${path}`))).status).toBe(404);
    }
  });

  it("says so when the body was read before", async () => {
    await using coincoin = openCoinCoin();
    const handle = toWebHandler(coincoin, { basePath: "/coincoin" });
    const request = new Request(`${BASE}/webhook/${tokenOf(coincoin)}`, {
      method: "POST",
      body: notification("1", 0),
    });
    await request.text();
    const response = await handle(request);
    expect([response.status, await response.json()]).toMatchObject([500, { code: "body_already_read" }]);
  });

  it("gives up on a body that is cut off, and on one that takes too long", async () => {
    await using coincoin = openCoinCoin({ limits: { bodyTimeoutMs: 50 } });
    const handle = toWebHandler(coincoin, { basePath: "/coincoin" });
    const send = (body: ReadableStream<Uint8Array>) => {
      const init = { method: "POST", body, duplex: "half" } as const;
      return handle(new Request(`${BASE}/webhook/${tokenOf(coincoin)}`, init));
    };
    const cut = new ReadableStream<Uint8Array>({
      start: (controller) => controller.error(new Error("gone")),
    });
    expect((await send(cut)).status).toBe(400);
    let cancelled = false;
    const slow = new ReadableStream<Uint8Array>({
      cancel: () => {
        cancelled = true;
      },
    });
    expect((await send(slow)).status).toBe(408);
    expect(cancelled).toBe(true);
    expect((await coincoin.inbox.list()).items).toEqual([]);
  });

  it("frees the stream's place when the reader cancels", async () => {
    await using coincoin = openCoinCoin({ limits: { streams: 1 } });
    await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    const handle = toWebHandler(coincoin, { basePath: "/coincoin" });
    const events = () =>
      handle(new Request(`${BASE}/orders/${PAYMENT_ID}/events?key=${coincoin.viewKey(PAYMENT_ID)}`));
    const first = await events();
    expect((await events()).status).toBe(503);
    await first.body?.cancel();
    const second = await events();
    expect(second.status).toBe(200);
    await second.body?.cancel();
  });

  it("frees it, too, when the request is aborted before anything was read", async () => {
    await using coincoin = openCoinCoin({ limits: { streams: 1 } });
    await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    const handle = toWebHandler(coincoin, { basePath: "/coincoin" });
    const url = `${BASE}/orders/${PAYMENT_ID}/events?key=${coincoin.viewKey(PAYMENT_ID)}`;
    const aborter = new AbortController();
    expect((await handle(new Request(url, { signal: aborter.signal }))).status).toBe(200);
    aborter.abort();
    const second = await handle(new Request(url));
    expect(second.status).toBe(200);
    await second.body?.cancel();
  });

  it("does not tell a browser of an error that nobody expected", async () => {
    await using coincoin = openCoinCoin();
    const handle = toWebHandler(coincoin, {
      basePath: "/coincoin",
      resolveOrder: () => {
        throw new TypeError("the shop's own mistake");
      },
    });
    const headers = { "content-type": "application/json" };
    const response = await handle(new Request(`${BASE}/orders`, { method: "POST", headers, body: "{}" }));
    expect([response.status, await response.json()]).toMatchObject([500, { code: "internal_error" }]);
  });
});
