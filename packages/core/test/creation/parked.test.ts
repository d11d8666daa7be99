import { expect, it } from "vitest";
import { openCoinCoin, PAYMENT_ID, tell } from "../http/support.ts";

it("tells nothing of a shortfall that was over before the order had its terms", async () => {
  await using coincoin = openCoinCoin();
  await tell(coincoin, "40", 2);
  await tell(coincoin, "100", 1);
  await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
  expect((await coincoin.getOrder(PAYMENT_ID))?.paid).not.toBeNull();
  expect((await coincoin.attention.list()).items).toEqual([]);
});
