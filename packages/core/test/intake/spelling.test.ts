import { createSandbox } from "@coincoin/sandbox";
import { expect, it, onTestFinished } from "vitest";
import { CoinCoin, memoryStore, silentLogger } from "../../src/index.ts";

async function shop() {
  const sandbox = await createSandbox({ appId: "app", secretKey: "secret" });
  onTestFinished(() => sandbox.close());
  const coincoin = new CoinCoin({
    appId: "app",
    secretKey: "secret",
    apiUrl: sandbox.apiUrl,
    publicUrl: "https://shop.test",
    store: memoryStore(),
    logger: silentLogger,
    delivery: "manual",
  });
  onTestFinished(() => coincoin.close());
  const token = coincoin.webhookUrl().split("/").at(-1);
  const tell = async (paymentId: string, address: string | undefined) => {
    const payment = { payment_id: paymentId, ...(address === undefined ? {} : { address }) };
    const body = JSON.stringify({ payment, collected: { usdt: 20 }, state: 2 });
    const result = await coincoin.receiveWebhook({ token, headers: {}, body });
    return result.type === "taken" ? result.outcome : result.error.code;
  };
  return { coincoin, tell };
}

it.each([
  ["CART_1001", "cart_1001"],
  ["cart_1001", "CART_1001"],
])("applies money for %s that is told for %s, since the address is the order's", async (ours, theirs) => {
  const { coincoin, tell } = await shop();
  const order = await coincoin.createOrder({ paymentId: ours, price: 20 });
  expect(await tell(theirs, order.address)).toBe("applied");
  expect((await coincoin.getOrder(ours))?.paid).not.toBeNull();
  expect((await coincoin.attention.list()).items).toEqual([]);
});

it.each([
  ["without an address", undefined],
  ["with another address", "TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE"],
])("leaves a payment id in another case %s to a person", async (_how, address) => {
  const { coincoin, tell } = await shop();
  await coincoin.createOrder({ paymentId: "CART_1001", price: 20 });
  expect(await tell("cart_1001", address)).toBe("parked");
  expect((await coincoin.getOrder("CART_1001"))?.paid).toBeNull();
  expect((await coincoin.attention.list()).items).toMatchObject([{ kind: "unmatched" }]);
});

it("keeps two orders apart whose payment ids differ in case alone", async () => {
  const { coincoin, tell } = await shop();
  const upper = await coincoin.createOrder({ paymentId: "CART_1001", price: 20 });
  await coincoin.createOrder({ paymentId: "cart_1001", price: 20 });
  expect(await tell("cart_1001", upper.address)).toBe("conflict");
  expect((await coincoin.getOrder("CART_1001"))?.paid).toBeNull();
});

it("makes payment ids of one case, so that no gateway can change it unnoticed", async () => {
  const { coincoin } = await shop();
  const { paymentId } = await coincoin.createOrder({ price: 20 });
  expect(paymentId).toMatch(/^[0-9a-z]{20}$/);
});
