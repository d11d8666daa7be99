import { createHmac } from "node:crypto";
import { createServer } from "node:net";
import { inspect } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { SandboxError } from "../../src/index.ts";
import { APP, create, startSandbox, startShop } from "../helpers.ts";

const ID = "EX100100100";

test("an order paid in full is notified as settling, then as completed, exactly as documented", async () => {
  const shop = await startShop();
  const sandbox = await startSandbox({ webhookUrl: shop.url });
  await create(sandbox, { payment_id: ID, price: 100, expired: 12 });
  const { address } = sandbox.order(ID) ?? { address: "" };

  await sandbox.pay(ID, { amount: "100" });
  await sandbox.settled();
  await sandbox.advance({ ms: 600_000 });
  await sandbox.settled();

  const payment = `"payment":{"address":"${address}","payment_id":"${ID}","network":"tron","coin":"usdt","amount":100}`;
  expect(shop.received.map(({ body }) => body)).toEqual([
    `{${payment},"collected":{"usdt":100},"state":2}`,
    `{${payment},"collected":{"usdt":100},"state":1}`,
  ]);
  for (const { headers } of shop.received) {
    const timespan = String(headers["cc-timespan"]);
    expect(headers["content-type"]).toBe("application/json");
    expect(headers["cc-app-id"]).toBe(APP.appId);
    expect(Math.abs(Date.now() - Number(timespan))).toBeLessThan(5_000);
    expect(headers["cc-sign"]).toBe(
      createHmac("sha1", APP.secretKey).update(`${APP.appId}:${timespan}`).digest("hex"),
    );
  }
});

test("each webhook is recorded with its request and its reply", async () => {
  const shop = await startShop();
  shop.answers.push(500);
  const sandbox = await startSandbox({ webhookUrl: shop.url });
  await sandbox.createOrder({ paymentId: ID, price: "100" });
  await sandbox.pay(ID, { amount: "1" });
  await sandbox.settled();
  const [delivery] = sandbox.deliveries();
  expect(delivery).toMatchObject({
    paymentId: ID,
    reason: "payment",
    state: 0,
    status: "failed",
    attempts: [{ cause: "first", outcome: "answered", reply: { status: 500, body: "thanks" } }],
  });
  expect(delivery?.attempts[0]?.request?.body).toBe(shop.received[0]?.body);
  expect(delivery?.attempts[0]?.request?.headers["cc-sign"]).toBe(shop.received[0]?.headers["cc-sign"]);

  const again = await sandbox.redeliver(delivery?.id ?? "");
  expect(again.status).toBe("delivered");
  expect(again.attempts[1]).toMatchObject({ cause: "redeliver", reply: { status: 200 } });
  expect(shop.received[1]?.body).toBe(shop.received[0]?.body);
});

test("unsigned webhooks carry none of the signature's headers", async () => {
  const shop = await startShop();
  const sandbox = await startSandbox({ webhookUrl: shop.url, signWebhooks: false });
  await sandbox.createOrder({ paymentId: ID, price: "100" });
  await sandbox.pay(ID, { amount: "1" });
  await sandbox.settled();
  expect(Object.keys(shop.received[0]?.headers ?? {}).filter((name) => name.startsWith("cc-"))).toEqual([]);
});

test("webhooks of one order follow each other, those of different orders do not wait", async () => {
  const shop = await startShop({ delayMs: 150 });
  const sandbox = await startSandbox({ webhookUrl: shop.url });
  for (const id of ["EX100100101", "EX100100102"]) {
    await sandbox.createOrder({ paymentId: id, price: "100" });
    await sandbox.pay(id, { amount: "1" });
    await sandbox.pay(id, { amount: "1" });
  }
  await new Promise((resolve) => setTimeout(resolve, 90));
  expect(shop.received.map(({ body }) => JSON.parse(body).collected.usdt)).toEqual([1, 1]);
  await sandbox.settled();
  expect(shop.received).toHaveLength(4);
});

test("a duplicate is under way at the same time as its original", async () => {
  const shop = await startShop({ delayMs: 150 });
  const sandbox = await startSandbox({ webhookUrl: shop.url, faults: { nextDeliveries: ["duplicate"] } });
  await sandbox.createOrder({ paymentId: ID, price: "100" });
  await sandbox.pay(ID, { amount: "1" });
  await new Promise((resolve) => setTimeout(resolve, 90));
  expect(shop.received).toHaveLength(2);
  await sandbox.settled();
  expect(sandbox.deliveries()[0]?.attempts.map(({ outcome }) => outcome)).toEqual(["answered", "answered"]);
});

test("held and tampered webhooks arrive as planned", async () => {
  const shop = await startShop();
  const sandbox = await startSandbox({
    webhookUrl: shop.url,
    faults: { nextDeliveries: ["reorder", "none", "garbage-body", "tamper-signature"] },
  });
  await sandbox.createOrder({ paymentId: ID, price: "100" });
  await sandbox.pay(ID, { amount: "1" });
  await sandbox.pay(ID, { amount: "1" });
  await sandbox.settled();
  expect(shop.received.map(({ body }) => JSON.parse(body).collected.usdt)).toEqual([2, 1]);
  await sandbox.pay(ID, { amount: "1" });
  await sandbox.pay(ID, { amount: "1" });
  await sandbox.settled();
  expect(() => JSON.parse(shop.received[2]?.body ?? "")).toThrow(SyntaxError);
  const headers = shop.received[3]?.headers;
  const right = createHmac("sha1", APP.secretKey)
    .update(`${APP.appId}:${String(headers?.["cc-timespan"])}`)
    .digest("hex");
  expect(headers?.["cc-sign"]).not.toBe(right);
});

test("a shop that does not answer, or is not there, is recorded as such", async () => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => {
    silent.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    silent.close();
  });
  const address = silent.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const sandbox = await startSandbox({ webhookUrl: `http://127.0.0.1:${port}/hook`, webhookTimeoutMs: 100 });
  await sandbox.createOrder({ paymentId: ID, price: "100" });
  await sandbox.pay(ID, { amount: "1" });
  await sandbox.settled();
  expect(sandbox.deliveries()[0]?.attempts[0]?.error).toBe("no answer within 100 ms");
  sandbox.setWebhookUrl(undefined);
  await sandbox.pay(ID, { amount: "1" });
  await sandbox.settled();
  expect(sandbox.deliveries()[1]).toMatchObject({
    status: "failed",
    attempts: [{ error: "no webhook URL is set" }],
  });
  sandbox.setWebhookUrl("http://127.0.0.1:1/hook");
  await sandbox.redeliver("dlv_000002");
  expect(sandbox.deliveries()[1]?.attempts[1]?.error).toContain("ECONNREFUSED");
});

test("an order expires when real time passes, without anybody asking", async () => {
  const shop = await startShop();
  const sandbox = await startSandbox({ webhookUrl: shop.url });
  await sandbox.createOrder({ paymentId: ID, price: "100", expiredHours: 0.1 / 3600 });
  for (let waited = 0; shop.received.length === 0 && waited < 3_000; waited += 20) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(JSON.parse(shop.received[0]?.body ?? "{}")).toMatchObject({ state: -1 });
});

test("webhooks sent until 200 are sent by the clock", async () => {
  const shop = await startShop();
  shop.answers.push(500, 500);
  const sandbox = await startSandbox({ webhookUrl: shop.url, resend: "until-200" });
  await sandbox.createOrder({ paymentId: ID, price: "100" });
  await sandbox.pay(ID, { amount: "1" });
  await sandbox.settled();
  for (let hour = 0; hour < 5; hour += 1) {
    await sandbox.advance({ hours: 1 });
    await sandbox.settled();
  }
  expect(shop.received).toHaveLength(3);
});

test("a sandbox that is closed cuts off what is under way, and can be closed again", async () => {
  const shop = await startShop({ delayMs: 5_000 });
  const sandbox = await startSandbox({ webhookUrl: shop.url });
  await sandbox.createOrder({ paymentId: ID, price: "100" });
  await sandbox.pay(ID, { amount: "1" });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const startedAt = performance.now();
  await sandbox.close();
  await sandbox[Symbol.asyncDispose]();
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  expect(sandbox.deliveries()[0]?.attempts[0]?.error).toBe("the sandbox was closed");
  await expect(sandbox.pay(ID, { amount: "1" })).rejects.toThrow(expect.objectContaining({ code: "closed" }));
  await expect(fetch(sandbox.url)).rejects.toThrow("fetch failed");
});

test("a secret shows in nothing a sandbox prints", async () => {
  const sandbox = await startSandbox({ secretKey: "very-secret-key" });
  expect(inspect(sandbox, { depth: 10, showHidden: true })).not.toContain("very-secret-key");
  expect(() => sandbox.setWebhookUrl("ftp://x")).toThrow(SandboxError);
});
