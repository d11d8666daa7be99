import { createSandbox } from "@coincoin/sandbox";
import { afterEach, describe, expect, it } from "vitest";
import { CoinCoin, type DomainEvent, memoryStore, silentLogger } from "../../src/index.ts";

const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.close();
});

async function shop() {
  const credentials = { appId: "app_1", secretKey: "a secret that must not be seen" };
  const sandbox = await createSandbox(credentials);
  running.push(sandbox);
  const coincoin = new CoinCoin({
    ...credentials,
    apiUrl: sandbox.apiUrl,
    publicUrl: "http://127.0.0.1:1/coincoin",
    store: memoryStore(),
    logger: silentLogger,
    delivery: "manual",
  });
  running.push(coincoin);
  const events: DomainEvent[] = [];
  for (const type of ["order.paid", "order.settled", "order.overpaid", "order.underpaid"] as const)
    coincoin.on(type, (event) => {
      events.push(event);
    });
  const token = coincoin.webhookUrl().split("/").at(-1);
  /** What the gateway says of an order, over the whole intake. */
  const notify = async (paymentId: string, state: number, usdt?: string) => {
    const collected = usdt === undefined ? "{}" : `{"usdt":${usdt}}`;
    const body = `{"payment":{"payment_id":"${paymentId}"},"collected":${collected},"state":${state}}`;
    expect(await coincoin.receiveWebhook({ token, headers: {}, body })).toMatchObject({ type: "taken" });
    await coincoin.deliverDue();
  };
  const open = async () => (await coincoin.attention.list({ open: true })).items;
  return { coincoin, events, notify, open };
}

describe("a cart whose price moves", () => {
  it("is paid there and then when its price is lowered to what was confirmed", async () => {
    const { coincoin, events, notify } = await shop();
    const { paymentId } = await coincoin.createOrder({ reference: "cart", price: "100" });
    await notify(paymentId, 2, "60");
    const order = await coincoin.createOrder({ reference: "cart", price: "60" });
    expect(order).toMatchObject({ paymentId, paid: { price: "60", late: false } });
    await coincoin.deliverDue();
    expect(events).toMatchObject([
      { type: "order.paid", price: "60", parts: [{ paymentId, confirmed: "60" }] },
    ]);
    await expect(coincoin.createOrder({ reference: "cart", price: "60" })).rejects.toMatchObject({
      code: "already_paid",
    });
  });

  it("is paid by the price that was asked last, also where that order was there already", async () => {
    const { coincoin, events, notify, open } = await shop();
    const dear = { reference: "cart", paymentId: "dear_order", price: "1000" };
    await coincoin.createOrder(dear);
    await coincoin.createOrder({ reference: "cart", paymentId: "cheap_order", price: "10" });
    await coincoin.createOrder(dear);
    await notify("cheap_order", 2, "10");
    expect(events).toEqual([]);
    expect(await open()).toMatchObject([{ kind: "underpaid", paymentId: "cheap_order" }]);
    await notify("dear_order", 2, "990");
    expect(events).toMatchObject([{ type: "order.paid", price: "1000", amount: "1000" }]);
    expect(await open()).toEqual([]);
  });

  it("keeps a new price also where nothing more may be asked for it", async () => {
    const { coincoin, events, notify } = await shop();
    const { paymentId } = await coincoin.createOrder({ reference: "cart", price: "100" });
    await notify(paymentId, 0, "60");
    await expect(coincoin.createOrder({ reference: "cart", price: "60" })).rejects.toMatchObject({
      code: "already_covered",
    });
    await notify(paymentId, 2, "60");
    expect(events).toMatchObject([{ type: "order.paid", price: "60" }]);
  });
});

describe("an order that the gateway calls settled with a part", () => {
  it("shows its address and what remains until its deadline, and is handed out again", async () => {
    const { coincoin, events, notify, open } = await shop();
    const order = await coincoin.createOrder({ reference: "cart", price: "100" });
    await notify(order.paymentId, 1, "50");
    expect(events).toMatchObject([{ type: "order.settled", coverage: "partial" }]);
    expect(await open()).toMatchObject([{ kind: "partly_settled" }]);
    const again = await coincoin.createOrder({ reference: "cart", price: "100" });
    expect(again.paymentId).toBe(order.paymentId);
    expect(coincoin.publicOrder(again)).toMatchObject({
      status: "receiving",
      address: order.address,
      remaining: "50",
    });
    await notify(order.paymentId, 1, "100");
    expect(events.at(-1)).toMatchObject({ type: "order.paid" });
    expect(await open()).toEqual([]);
  });
});

describe("a person's entry", () => {
  it("that was wrong is corrected, also to less, and an order that it paid is for a person to stop", async () => {
    const { coincoin, events, notify, open } = await shop();
    const { paymentId } = await coincoin.createOrder({ reference: "cart", price: "100" });
    const enter = (usdt: string, correct: boolean) =>
      coincoin.reconcile(paymentId, { collected: { usdt }, state: "completed", by: "Ada", correct });
    await enter("1000", false);
    expect(await open()).toMatchObject([{ kind: "overpaid", details: { excess: "900" } }]);
    expect(await enter("10", false)).toMatchObject({ received: { usdt: "1000" } });
    expect(await enter("10", true)).toMatchObject({
      received: { usdt: "10" },
      confirmed: { usdt: "10" },
      coverage: "partial",
    });
    expect((await open()).map(({ kind }) => kind)).toContain("paid_corrected");
    expect((await open()).map(({ kind }) => kind)).not.toContain("overpaid");
    await coincoin.deliverDue();
    expect(events.filter(({ type }) => type === "order.paid")).toHaveLength(1);
    await notify(paymentId, 1, "100");
    expect(await coincoin.getOrder(paymentId)).toMatchObject({ received: { usdt: "100" } });
  });
});
