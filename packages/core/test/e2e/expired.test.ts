import { createSandbox } from "@coincoin/sandbox";
import { expect, it, onTestFinished } from "vitest";
import { CoinCoin, memoryStore, silentLogger } from "../../src/index.ts";

const HOUR = 3_600_000;

/** What a customer is told some ms after (or before) the deadline, when the gateway has called the order invalid. */
async function statusAt(afterDeadlineMs: number): Promise<string> {
  const sandbox = await createSandbox({ appId: "app", secretKey: "secret" });
  onTestFinished(() => sandbox.close());
  let aheadMs = 0;
  const coincoin = new CoinCoin({
    appId: "app",
    secretKey: "secret",
    apiUrl: sandbox.apiUrl,
    publicUrl: "https://shop.test",
    store: memoryStore(),
    logger: silentLogger,
    delivery: "manual",
    environment: { now: () => Date.now() + aheadMs },
  });
  onTestFinished(() => coincoin.close());
  const { paymentId, expiresAt } = await coincoin.createOrder({ price: 20, expiresInHours: 12 });
  aheadMs = Date.parse(expiresAt) - Date.now() + afterDeadlineMs;
  const token = coincoin.webhookUrl().split("/").at(-1);
  const body = JSON.stringify({ payment: { payment_id: paymentId }, collected: {}, state: -1 });
  await coincoin.receiveWebhook({ token, headers: {}, body });
  const order = await coincoin.getOrder(paymentId);
  return order === undefined ? "none" : coincoin.publicOrder(order).status;
}

it("shows an order that the gateway calls invalid at its deadline as expired, also where its clock is a little ahead", async () => {
  expect(await statusAt(1)).toBe("expired");
  expect(await statusAt(-2_000)).toBe("expired");
});

it("shows an order that the gateway calls invalid long before its deadline as invalid", async () => {
  expect(await statusAt(-1 * HOUR)).toBe("invalid");
});
