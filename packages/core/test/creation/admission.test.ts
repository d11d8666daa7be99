import { describe, expect, it } from "vitest";
import type { CoinCoinOptions } from "../../src/config/config.ts";
import { isCoinCoinError } from "../../src/lib/errors.ts";
import { type Answerer, status } from "../gateway/gateway-server.ts";
import { tokenOf } from "../http/support.ts";
import { makes, openShop, type Shop } from "./shop.ts";

const HOUR = 3_600_000;
const TOO_MANY = /^too_many_open_orders: /;

/** A gateway that makes so many orders, and refuses all others. */
function allows(
  most: { orders: number },
  refusal: Answerer = status(429, "too many", { "retry-after": "60" }),
) {
  let made = 0;
  return (...input: Parameters<Answerer>) => {
    made += 1;
    return (made <= most.orders ? makes() : refusal)(...input);
  };
}

/** However slow the machine is: nothing here is about time-outs. */
function openPatientShop(answers: readonly Answerer[], options: CoinCoinOptions = {}): Promise<Shop> {
  return openShop(answers, {
    gateway: { tryTimeoutMs: 20_000, deadlineMs: 20_000, waitMs: 20_000 },
    ...options,
  });
}

const kindsOf = async (shop: Shop) => (await shop.told()).map((item) => item.split(":")[0] ?? "").toSorted();
const BOTH = ["open_orders_near_limit", "too_many_open_orders"];
const failures = (answers: readonly string[]) => answers.filter((answer) => answer.includes(":"));

describe("the number of orders that receive at once", () => {
  it("counts an order until the gateway's own deadline, whatever the grace, and not one that is invalid", async () => {
    const shop = await openPatientShop([allows({ orders: 10 })], {
      limits: { openOrders: 10 },
      expiresInHours: 1,
      patience: { closeGraceHours: 168 },
    });
    const open = async () => (await shop.coincoin.health()).sales.openOrders;
    const first = await shop.pay("one");
    await shop.pay("two");
    expect(await open()).toBe(2);
    await shop.coincoin.reconcile(first, { collected: {}, state: "invalid", by: "a test" });
    expect(await open()).toBe(1);
    shop.later(HOUR + 1000);
    expect(await open()).toBe(0);
  });

  it("is not a reason to refuse a customer while the gateway makes one more", async () => {
    const shop = await openPatientShop([makes()], { limits: { openOrders: 2 } });
    for (const cart of ["one", "two", "three", "four"]) expect(await shop.pay(cart)).not.toContain(":");
    // Of the number a person hears all the same: it is not what the gateway allows.
    expect(await kindsOf(shop)).toEqual(["open_orders_near_limit"]);
  });

  it.each([
    ["asks to slow down", status(429, "too many", { "retry-after": "60" })],
    ["refuses", status(400, "too many orders")],
  ])(
    "refuses a customer once the gateway was asked and %s, and asks no more for ten seconds",
    async (_, refusal) => {
      const most = { orders: 2 };
      const shop = await openPatientShop([allows(most, refusal)], { limits: { openOrders: 2 } });
      await shop.pay("one");
      await shop.pay("two");
      for (const cart of ["three", "three", "four", "five"]) expect(await shop.pay(cart)).toMatch(TOO_MANY);
      expect(shop.seen).toHaveLength(3);
      expect(await kindsOf(shop)).toEqual(BOTH);
      expect((await shop.coincoin.health()).sales.refused).toEqual({ too_many_open_orders: 4 });

      most.orders = 99;
      shop.later(9_000);
      expect(await shop.pay("three")).toMatch(TOO_MANY);
      shop.later(1_001);
      const paymentId = await shop.pay("three");
      const ids = shop.seen.map(({ body }) => JSON.parse(body).payment_id);
      // The refused one is asked for again under its own id: it uses up no attempt.
      expect([ids[2], ids[3]]).toEqual([paymentId, paymentId]);
      expect((await shop.coincoin.getPurchase("three"))?.attempts).toHaveLength(1);
    },
  );

  it("lets a customer in at once when one of the others has paid, whatever the gateway said before", async () => {
    const most = { orders: 2 };
    const shop = await openPatientShop([allows(most)], { limits: { openOrders: 2 } });
    const first = await shop.pay("one");
    await shop.pay("two");
    expect(await shop.pay("three")).toMatch(TOO_MANY);
    await shop.coincoin.receiveWebhook({
      token: tokenOf(shop.coincoin),
      headers: {},
      body: { payment: { payment_id: first }, collected: { usdt: 100 }, state: 2 },
    });
    most.orders = 99;
    expect(await shop.pay("three")).not.toContain(":");
  });

  it("reaches a person once an hour", async () => {
    const shop = await openPatientShop([allows({ orders: 1 })], {
      limits: { openOrders: 1 },
      expiresInHours: 48,
    });
    shop.later(HOUR - (Date.now() % HOUR));
    await shop.pay("one");
    for (let count = 0; count < 3; count++) {
      shop.later(60_000);
      expect(await shop.pay("two")).toMatch(TOO_MANY);
    }
    expect(await kindsOf(shop)).toEqual(BOTH);
    for (const { id } of (await shop.coincoin.attention.list()).items)
      await shop.coincoin.attention.resolve(id, "seen");
    shop.later(HOUR);
    await shop.pay("two");
    expect(await kindsOf(shop)).toEqual(BOTH);
  });

  it("is not passed by a crowd that comes at once, and its requests are few", async () => {
    const shop = await openPatientShop([allows({ orders: 10 })], {
      limits: { openOrders: 10 },
    });
    const answers = await Promise.all(Array.from({ length: 60 }, (_, index) => shop.pay(`cart ${index}`)));
    expect(answers.length - failures(answers).length).toBe(10);
    expect(failures(answers).every((answer) => TOO_MANY.test(answer))).toBe(true);
    expect(shop.seen).toHaveLength(11);
  });

  it("is not a word for keys that the gateway refuses", async () => {
    const shop = await openPatientShop([makes(), status(401)], { limits: { openOrders: 1 } });
    await shop.pay("one");
    expect(await shop.pay("two")).toMatch(/^gateway_unauthorized: /);
  });
});

/** What a customer who asks to pay for a cart gets: the payment id, or the code of the refusal. */
async function payAs(shop: Shop, customer: string | undefined, reference: string, price = "100") {
  try {
    return (await shop.coincoin.createOrder({ reference, price, customer })).paymentId;
  } catch (error) {
    if (isCoinCoinError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
}

describe("one customer", () => {
  it("has five open orders at most, whichever carts they are for, and leaves the others what they have", async () => {
    const shop = await openPatientShop([makes()]);
    for (let cart = 1; cart <= 5; cart++) expect(await payAs(shop, "ada", `cart ${cart}`)).not.toContain(":");
    expect(await payAs(shop, "ada", "cart 6")).toMatch(
      /^customer_limit_reached: This customer has too many open orders: 5/,
    );
    expect(await payAs(shop, "ada", "cart 1", "120")).toMatch(/^customer_limit_reached: /);
    expect(await payAs(shop, "bob", "cart 7")).not.toContain(":");
    for (let cart = 10; cart < 20; cart++)
      expect(await payAs(shop, undefined, `cart ${cart}`)).not.toContain(":");
    // One customer's trouble stops no sales.
    expect(await shop.told()).toEqual([]);
    expect((await shop.coincoin.health()).sales.refused).toEqual({ customer_limit_reached: 2 });
  });

  it("is shown what is open before anything is counted", async () => {
    const shop = await openPatientShop([makes()], { limits: { openOrdersPerCustomer: 1 } });
    const first = await payAs(shop, "ada", "cart");
    expect(await payAs(shop, "ada", "cart")).toBe(first);
    expect(await payAs(shop, "bob", "cart")).toBe(first);
    expect(await payAs(shop, "ada", "another")).toMatch(/^customer_limit_reached: /);
  });

  it("may ask for another when one is paid, and when one has expired", async () => {
    const shop = await openPatientShop([makes()], {
      limits: { openOrdersPerCustomer: 1 },
      expiresInHours: 1,
    });
    const first = await payAs(shop, "ada", "one");
    await shop.coincoin.receiveWebhook({
      token: tokenOf(shop.coincoin),
      headers: {},
      body: { payment: { payment_id: first }, collected: { usdt: 100 }, state: 2 },
    });
    expect(await payAs(shop, "ada", "two")).not.toContain(":");
    expect(await payAs(shop, "ada", "three")).toMatch(/^customer_limit_reached: /);
    shop.later(HOUR + 1000);
    expect(await payAs(shop, "ada", "three")).not.toContain(":");
  });

  it("gets no more by asking for fifty carts at the same time, nor at the limit of all", async () => {
    for (const openOrders of [500, 1]) {
      const shop = await openPatientShop([makes()], { limits: { openOrders } });
      await payAs(shop, "bob", "his");
      const asked = Array.from({ length: 50 }, (_, index) => payAs(shop, "ada", `cart ${index}`));
      const answers = await Promise.all(asked);
      expect(answers.length - failures(answers).length).toBe(5);
      expect(shop.seen).toHaveLength(6);
    }
  });

  it("has its place back when the gateway makes no order", async () => {
    const shop = await openPatientShop([status(400), makes()], { limits: { openOrdersPerCustomer: 1 } });
    expect(await payAs(shop, "ada", "one")).toMatch(/^gateway_refused: /);
    expect(await payAs(shop, "ada", "two")).not.toContain(":");
  });

  it("is kept with the order, and neither the gateway nor the payer's view gets it", async () => {
    const shop = await openPatientShop([makes()]);
    const paymentId = await payAs(shop, "ada-of-the-shop", "cart");
    const order = await shop.coincoin.getOrder(paymentId);
    if (order === undefined) throw new TypeError("no order");
    expect(order.customer).toBe("ada-of-the-shop");
    const outside = [shop.seen, shop.coincoin.publicOrder(order)];
    expect(JSON.stringify(outside)).not.toContain("ada-of-the-shop");
  });
});
