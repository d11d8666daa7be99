import { createSandbox } from "@coincoin/sandbox";
import * as fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  CoinCoin,
  type CoinCoinOptions,
  isCoinCoinError,
  memoryStore,
  silentLogger,
} from "../../src/index.ts";

async function shop(options: CoinCoinOptions = {}) {
  const sandbox = await createSandbox({ appId: "app", secretKey: "secret" });
  const coincoin = new CoinCoin({
    appId: "app",
    secretKey: "secret",
    apiUrl: sandbox.apiUrl,
    publicUrl: "https://shop.test",
    deskUrl: "https://shop.test/desk",
    store: memoryStore(),
    logger: silentLogger,
    delivery: "manual",
    ...options,
  });
  onTestFinished(async () => {
    await coincoin.close();
    await sandbox.close();
  });
  return coincoin;
}

function webhook(coincoin: CoinCoin, paymentId: string, usdt: string, state: number) {
  const token = coincoin.webhookUrl().split("/").at(-1);
  const body = `{"payment":{"payment_id":"${paymentId}"},"collected":{"usdt":${usdt}},"state":${state}}`;
  return coincoin.receiveWebhook({ token, headers: {}, body });
}

const request = { reason: "paid in cash", by: "Ann" };

describe("withdraw", () => {
  it("in any interleaving with webhooks, a reference is paid or withdrawn, and never both", async () => {
    const coincoin = await shop();
    let number = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ usdt: fc.constantFrom("5", "20", "25"), state: fc.constantFrom(0, 1, 2) }), {
          maxLength: 4,
        }),
        fc.nat(4),
        fc.boolean(),
        async (steps, place, isAtOnce) => {
          const reference = `cart-${++number}`;
          const { paymentId } = await coincoin.createOrder({ reference, price: 20 });
          const withdraw = () =>
            coincoin.withdraw(reference, request).then(
              () => "withdrawn",
              (error: unknown) => (isCoinCoinError(error) ? error.code : "another error"),
            );
          const calls: (() => Promise<unknown>)[] = steps.map(
            ({ usdt, state }) =>
              () =>
                webhook(coincoin, paymentId, usdt, state),
          );
          let outcome = "";
          calls.splice(Math.min(place, calls.length), 0, async () => {
            outcome = await withdraw();
          });
          if (isAtOnce) await Promise.all(calls.map((call) => call()));
          else for (const call of calls) await call();
          const purchase = await coincoin.getPurchase(reference);
          expect([purchase?.paid !== null, purchase?.withdrawn !== undefined]).toStrictEqual([
            outcome === "already_paid",
            outcome === "withdrawn",
          ]);
          const { entries } = await coincoin.orderHistory(paymentId);
          const types = new Set(
            entries.flatMap((one) => (one.type === "event" ? [one.delivery.event.type] : [])),
          );
          expect(types.has("order.paid")).toBe(outcome === "already_paid");
          expect(types.has("order.withdrawn")).toBe(outcome === "withdrawn");
          const open = await coincoin.attention.list({ paymentId });
          const hasMoney = purchase?.attempts.some((o) => o.status !== "pending" && o.received["usdt"]);
          const kinds = open.items.map(({ kind }) => kind);
          expect(kinds.includes("withdrawn_with_money")).toBe(outcome === "withdrawn" && hasMoney === true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("ends what the customer could do: no order, no address, no pay link", async () => {
    const coincoin = await shop();
    const order = await coincoin.createOrder({ reference: "cart", price: 20 });
    await coincoin.withdraw("cart", request);
    await expect(coincoin.createOrder({ reference: "cart", price: 20 })).rejects.toMatchObject({
      code: "order_withdrawn",
    });
    const now = await coincoin.getOrder(order.paymentId);
    expect(now?.withdrawn).toMatchObject(request);
    expect(now === undefined ? null : coincoin.publicOrder(now)).toMatchObject({
      status: "invalid",
      address: null,
      paymentUri: null,
    });
    await coincoin.withdraw("invoice-1", request);
    await expect(coincoin.createOrder({ reference: "invoice-1", price: 20 })).rejects.toMatchObject({
      code: "order_withdrawn",
    });
    const again = await coincoin.withdraw("cart", { reason: "other", by: "Bob" });
    expect(again.withdrawn).toMatchObject(request);
    await expect(coincoin.withdraw("cart", { reason: "", by: "Bob" })).rejects.toMatchObject({
      code: "request_invalid",
    });
  });
});

describe("refunds", () => {
  it("are recorded once for a transaction, never beyond what came unless it is said, and close what they answer", async () => {
    const coincoin = await shop();
    const { paymentId } = await coincoin.createOrder({ reference: "cart", price: 20 });
    await webhook(coincoin, paymentId, "8", 0);
    await coincoin.withdraw("cart", request);
    const refund = { paymentId, coin: "USDT", by: "Ann" };
    const first = await coincoin.refunds.record({ ...refund, amount: "5", transaction: "tx-1" });
    expect(await coincoin.refunds.record({ ...refund, amount: "5.0", transaction: "tx-1" })).toStrictEqual(
      first,
    );
    await expect(
      coincoin.refunds.record({ ...refund, amount: "6", transaction: "tx-1" }),
    ).rejects.toMatchObject({ code: "order_conflict" });
    await expect(coincoin.refunds.record({ ...refund, amount: "3.01" })).rejects.toMatchObject({
      code: "refund_too_high",
    });
    expect((await coincoin.attention.list({ paymentId })).items).toHaveLength(1);
    await coincoin.refunds.record({ ...refund, amount: "3", transaction: "tx-2" });
    expect((await coincoin.attention.list({ paymentId })).items).toStrictEqual([]);
    const [closed] = (await coincoin.attention.list({ paymentId, open: false })).items;
    expect(closed).toMatchObject({ kind: "withdrawn_with_money", resolvedBy: "Ann" });
    await coincoin.refunds.record({ ...refund, amount: "1", allowMore: true });
    const { items } = await coincoin.refunds.list({ reference: "cart" });
    expect(items.map(({ amount }) => amount)).toStrictEqual(["1", "3", "5"]);
    expect((await coincoin.getOrder(paymentId))?.refunds).toStrictEqual(items.toReversed());
  });
});

describe("being called", () => {
  it("an item is told when it opens and when it is resolved, with words and a link", async () => {
    const coincoin = await shop();
    const mails: string[] = [];
    coincoin.on(["attention.opened", "attention.resolved"], (event) => {
      const { severity, subject, text, url } = coincoin.attention.message(event);
      mails.push(`${severity}: ${subject}`);
      expect(text).toContain(url);
      expect(url).toBe(`https://shop.test/desk/attention/${event.item.id}`);
    });
    await webhook(coincoin, "nobodys_1", "5", 0);
    await coincoin.deliverDue();
    const [item] = (await coincoin.attention.list()).items;
    await coincoin.attention.resolve(item?.id ?? "", "Seen.", { by: "Ann" });
    await coincoin.deliverDue();
    expect(mails).toStrictEqual([
      "warning: Unmatched (nobodys_1)",
      "warning: Resolved: Unmatched (nobodys_1)",
    ]);
  });

  it("a handler that always fails makes one item a day, which calls nobody", async () => {
    let ahead = 0;
    const coincoin = await shop({
      delivery: { mode: "manual", maxAttempts: 2 },
      environment: { now: () => Date.UTC(2026, 0, 1, 12) + ahead },
    });
    coincoin.on(["attention.opened", "attention.resolved"], () => {
      throw new Error("no mail");
    });
    for (const id of ["nobodys_1", "nobodys_2", "nobodys_3"]) await webhook(coincoin, id, "5", 0);
    for (let pass = 0; pass < 20; pass++) {
      await coincoin.deliverDue();
      ahead += 1_000_000;
    }
    const kinds = (await coincoin.attention.list()).items.map(({ kind }) => kind);
    expect(kinds.toSorted()).toStrictEqual(["alert_failed", "unmatched", "unmatched", "unmatched"]);
    const dead = await coincoin.deadLetters.list();
    expect(dead.items.map(({ event }) => event.type)).toStrictEqual(Array(3).fill("attention.opened"));
    const digest = await coincoin.attention.digest();
    expect(digest).toMatchObject({ severity: "critical", subject: "4 payment matters need a person" });
  });
});

it("lists and streams give every order", async () => {
  const coincoin = await shop();
  for (let index = 0; index < 4; index++)
    await coincoin.createOrder({ reference: `cart-${index}`, price: 20 });
  await coincoin.withdraw("cart-2", request);
  const open: string[] = [];
  for await (const { reference } of coincoin.eachOrder({ withdrawn: false })) open.push(reference);
  expect(open.toSorted()).toStrictEqual(["cart-0", "cart-1", "cart-3"]);
  const { items } = await coincoin.listPurchases({ status: "withdrawn" });
  expect(items.map(({ reference }) => reference)).toStrictEqual(["cart-2"]);
  await expect(coincoin.listOrders({ from: "yesterday" })).rejects.toMatchObject({ code: "request_invalid" });
});
