import { expect, it } from "vitest";
import { memoryStore } from "../../src/store/memory/store.ts";
import { openCoinCoin, PAYMENT_ID, tell } from "../http/support.ts";

it("tells nothing of a shortfall that was over before the order had its terms", async () => {
  await using coincoin = openCoinCoin();
  await tell(coincoin, "40", 2);
  await tell(coincoin, "100", 1);
  await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
  expect((await coincoin.getOrder(PAYMENT_ID))?.paid).not.toBeNull();
  expect((await coincoin.attention.list()).items).toEqual([]);
});

it("applies what came before the order had its terms, however much it is", async () => {
  const store = memoryStore({ acceptLoss: true });
  await using coincoin = openCoinCoin({ store });
  for (let cents = 1; cents <= 170; cents++) await tell(coincoin, String(cents / 100), 0);
  await tell(coincoin, "100", 1);
  await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
  // What is committed in between leaves the rest due.
  await tell(coincoin, "1.75", 0);
  await coincoin.deliverDue();
  expect((await coincoin.getOrder(PAYMENT_ID))?.paid).not.toBeNull();
  expect(await store.countParked({ appId: "http-test", limit: 1000 })).toBe(0);
  const { purchase } = await store.read({ appId: "http-test", reference: PAYMENT_ID });
  expect(purchase?.wakeAt).toBeNull();
});
