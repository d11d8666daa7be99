import { expect, test } from "vitest";
import { startSandbox, startShop } from "../helpers.ts";

test("expiring an order puts the clock to its deadline, and money after that is late", async () => {
  const shop = await startShop();
  const sandbox = await startSandbox({ webhookUrl: shop.url });
  const { expiresAt } = await sandbox.createOrder({
    paymentId: "EX100100100",
    price: "100",
    expiredHours: 3,
  });
  const expired = await sandbox.expire("EX100100100");
  expect(expired.status).toBe("invalid");
  expect(sandbox.now()).toBeGreaterThanOrEqual(Date.parse(expiresAt));
  expect(sandbox.now()).toBeLessThan(Date.parse(expiresAt) + 5_000);
  await sandbox.pay("EX100100100", { amount: "100" });
  expect(sandbox.order("EX100100100")?.payments).toMatchObject([{ late: true }]);
  expect((await sandbox.expire("EX100100100")).status).toBe("settling");
});

test("an order that was closed before its deadline is not expired", async () => {
  const sandbox = await startSandbox();
  await sandbox.createOrder({ paymentId: "EX100100100", price: "100" });
  const before = sandbox.now();
  await sandbox.invalidate("EX100100100");
  await expect(sandbox.expire("EX100100100")).rejects.toMatchObject({ code: "bad_state" });
  await expect(sandbox.expire("EX100100101")).rejects.toMatchObject({ code: "unknown_order" });
  expect(sandbox.now() - before).toBeLessThan(60_000);
});

test("a shop that follows the clock has seen it move before it hears what happened then", async () => {
  const shop = await startShop();
  const sandbox = await startSandbox({ webhookUrl: shop.url, shopFollowsWithinMs: 300 });
  await sandbox.createOrder({ paymentId: "EX100100100", price: "100" });
  const startedAt = performance.now();
  await sandbox.expire("EX100100100");
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(shop.received).toEqual([]);
  await sandbox.settled();
  expect(shop.received).toHaveLength(1);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(300);
});

test("a shop that follows the clock hears of what happens on the way at its own time", async () => {
  const shop = await startShop();
  const sandbox = await startSandbox({ webhookUrl: shop.url, shopFollowsWithinMs: 50 });
  await sandbox.createOrder({ paymentId: "EX100100100", price: "100", expiredHours: 24 });
  await sandbox.createOrder({ paymentId: "EX100100101", price: "100", expiredHours: 12 });
  await sandbox.pay("EX100100101", { amount: "100" });
  await sandbox.settled();
  const startedAt = sandbox.now();
  const heardAt: number[] = [];
  sandbox.onChange(() => {
    if (shop.received.length > heardAt.length + 1)
      heardAt.push(Math.round((sandbox.now() - startedAt) / 60_000));
  });
  await sandbox.advance({ hours: 30 });
  expect(heardAt).toEqual([10, 24 * 60]);
});
