import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { APP, create, startSandbox, startShop } from "./helpers.ts";

test("an order paid in full is notified as settling, then as completed, exactly as documented", async () => {
  const shop = await startShop();
  const sandbox = await startSandbox({ webhookUrl: shop.url });
  const reply = await create(sandbox, { payment_id: "EX100100100", price: 100, expired: 12 });
  expect(reply.status).toBe(200);
  const { address } = sandbox.order("EX100100100") ?? { address: "" };

  await sandbox.pay("EX100100100", { amount: "100" });
  await sandbox.settled();
  await sandbox.advance({ ms: 600_000 });
  await sandbox.settled();

  const payment = `"payment":{"address":"${address}","payment_id":"EX100100100","network":"tron","coin":"usdt","amount":100}`;
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
