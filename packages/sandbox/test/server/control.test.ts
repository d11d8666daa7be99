import { request } from "node:http";
import { describe, expect, test } from "vitest";
import { startSandbox, startShop } from "../helpers.ts";

const JSON_TYPE = { "content-type": "application/json" };

async function call(url: string, method = "GET", body?: unknown) {
  const reply = await fetch(url, {
    method,
    headers: JSON_TYPE,
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: reply.status, json: JSON.parse(await reply.text()) };
}

async function start() {
  const shop = await startShop();
  const sandbox = await startSandbox({ webhookUrl: shop.url });
  return { shop, sandbox, at: (path: string) => `${sandbox.url}/_sandbox/${path}` };
}

describe("the control API", () => {
  test("makes an order, lists it and shows it", async () => {
    const { at } = await start();
    const made = await call(at("orders"), "POST", { payment_id: "EX100100100", price: 100, expired: 2 });
    expect(made).toMatchObject({
      status: 201,
      json: { paymentId: "EX100100100", amountDue: "100", expiredHours: 2 },
    });
    expect((await call(at("orders"))).json).toEqual([made.json]);
    expect((await call(at("orders/EX100100100"))).json).toEqual(made.json);
    expect(await call(at("orders/EX000000000"))).toMatchObject({
      status: 404,
      json: { code: "unknown_order" },
    });
    const refused = await call(at("orders"), "POST", { price: "9" });
    expect(refused).toMatchObject({ status: 400, json: { code: "bad_option" } });
    expect(refused.json.message).toContain("bad_price");
  });

  test("pays: amounts as strings or numbers, exactly as they are written", async () => {
    const { at, sandbox } = await start();
    await sandbox.createOrder({ paymentId: "EX100100100", price: "100" });
    const pay = (body: unknown) => call(at("orders/EX100100100/payments"), "POST", body);
    expect(await pay({ amount: "0.1" })).toMatchObject({ status: 201, json: { collected: { usdt: "0.1" } } });
    expect((await pay('{"amount":0.200000}')).json.collected.usdt).toBe("0.3");
    expect((await pay({ coin: "eth", amount: "0.000000000000000001" })).json.collected.eth).toBe(
      "0.000000000000000001",
    );
    expect(await pay({ coin: "doge", amount: "1" })).toMatchObject({
      status: 400,
      json: { code: "bad_coin" },
    });
    expect(await pay({ amount: "0" })).toMatchObject({ status: 400, json: { code: "bad_amount" } });
    expect(await pay({})).toMatchObject({ status: 400, json: { code: "bad_amount" } });
    expect(await pay("{")).toMatchObject({ status: 400, json: { code: "bad_json" } });
  });

  test("settles, completes, expires and invalidates", async () => {
    const { at, sandbox } = await start();
    for (const [index, action] of ["settle", "complete", "invalidate", "expire"].entries()) {
      const id = `EX10010010${index}`;
      await sandbox.createOrder({ paymentId: id, price: "100" });
      expect((await call(at(`orders/${id}/${action}`), "POST", {})).status).toBe(200);
      expect(await call(at(`orders/${id}/settle`), "POST", {})).toMatchObject({
        status: 409,
        json: { code: "bad_state" },
      });
    }
    expect(sandbox.orders().map(({ status }) => status)).toEqual([
      "completed",
      "completed",
      "invalid",
      "invalid",
    ]);
  });

  test("puts the clock forward", async () => {
    const { at, sandbox } = await start();
    await sandbox.createOrder({ paymentId: "EX100100100", price: "100", expiredHours: 12 });
    const before = (await call(at("clock"))).json.nowMs;
    const after = await call(at("clock/advance"), "POST", { hours: 12 });
    expect(after.json.nowMs - before).toBeGreaterThanOrEqual(12 * 3_600_000);
    expect(sandbox.order("EX100100100")?.status).toBe("invalid");
    expect((await call(at("clock/advance"), "POST", { hours: -1 })).status).toBe(400);
    expect((await call(at("clock/advance"), "POST", {})).status).toBe(400);
  });

  test("lists webhooks and sends them again", async () => {
    const { at, sandbox, shop } = await start();
    await sandbox.createOrder({ paymentId: "EX100100100", price: "100" });
    await sandbox.pay("EX100100100", { amount: "1" });
    expect((await call(at("settled"), "POST", {})).json).toEqual({ settled: true });
    const [delivery] = (await call(at("deliveries"))).json;
    const again = await call(at(`deliveries/${delivery.id}/redeliver`), "POST", {});
    expect(again.json.attempts).toHaveLength(2);
    expect(shop.received).toHaveLength(2);
    expect((await call(at("deliveries/dlv_9/redeliver"), "POST", {})).status).toBe(404);
  });

  test("sets faults, webhook URL and coin", async () => {
    const { at, sandbox } = await start();
    expect((await call(at("faults"), "PUT", { deliveries: { drop: 1 } })).json.deliveries).toEqual({
      drop: 1,
    });
    expect((await call(at("faults"))).json).toEqual(sandbox.faults());
    expect((await call(at("faults"), "PUT", { deliveries: { dorp: 1 } })).json.code).toBe("bad_option");
    expect((await call(at("webhook"), "PUT", { url: "http://127.0.0.1:9/a/secret?k=1" })).json.url).toBe(
      "http://127.0.0.1:9/a/…",
    );
    expect(sandbox.webhookUrl()).toBe("http://127.0.0.1:9/a/secret?k=1");
    expect((await call(at("webhook"), "PUT", { url: "" })).json.url).toBeNull();
    await call(at("asset"), "PUT", { network: "bsc", coin: "bnb" });
    expect((await call(at("asset"))).json).toEqual({ network: "bsc", coin: "bnb" });
    expect((await call(at("asset"), "PUT", { network: "tron", coin: "btc" })).json.code).toBe("bad_coin");
  });

  test("says what there is, when asked for what there is not", async () => {
    const { at } = await start();
    expect(await call(at("nothing"))).toMatchObject({ status: 404, json: { code: "not_found" } });
    expect(await call(at("faults"), "DELETE")).toMatchObject({
      status: 405,
      json: { code: "method_not_allowed" },
    });
  });
});

/** `fetch` sets Host and Origin on its own; this sends any. */
function raw(url: string, method: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers }, (reply) => {
      reply.resume();
      resolve(reply.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });
}

describe("a page of another site", () => {
  test("cannot drive the sandbox", async () => {
    const { at, sandbox } = await start();
    const { host } = new URL(sandbox.url);
    const attempts: Record<string, string>[] = [
      { ...JSON_TYPE, origin: "https://evil.example" },
      { ...JSON_TYPE, origin: "null" },
      { ...JSON_TYPE, "sec-fetch-site": "cross-site" },
      { ...JSON_TYPE, "sec-fetch-site": "same-site" },
      { ...JSON_TYPE, host: "evil.example" },
      { ...JSON_TYPE, host: `localhost.evil.example:${new URL(sandbox.url).port}` },
    ];
    for (const headers of attempts) expect(await raw(at("clock/advance"), "POST", headers)).toBe(403);
    expect(await raw(at("clock/advance"), "POST", { "content-type": "text/plain" })).toBe(415);
    expect(
      await raw(at("orders"), "GET", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }),
    ).toBe(403);
    expect(await raw(at("events"), "GET", { origin: "https://evil.example" })).toBe(403);
    expect(await raw(sandbox.url, "GET", { host: "evil.example" })).toBe(403);
    const own = { ...JSON_TYPE, origin: `http://${host}`, "sec-fetch-site": "same-origin" };
    expect(await raw(at("settled"), "POST", own)).toBe(200);
    expect(
      await raw(sandbox.url, "GET", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" }),
    ).toBe(200);
  });

  test("reaches names only that were allowed", async () => {
    const sandbox = await startSandbox({ allowedHosts: ["sandbox"] });
    expect(await raw(sandbox.url, "GET", { host: "sandbox:4010" })).toBe(200);
    expect(await raw(sandbox.url, "GET", { host: "other:4010" })).toBe(403);
  });
});

test("a sandbox listens on loopback, unless told otherwise", async () => {
  const sandbox = await startSandbox();
  expect(new URL(sandbox.url).hostname).toBe("127.0.0.1");
});
