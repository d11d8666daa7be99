import { customerMessage } from "@coincoin/core";
import { expect, test } from "vitest";
import { outcomeOf } from "../store/customer.ts";
import { eventually } from "../store/shop.ts";
import { expectOutcome, expectPlaced, expectQuiet, passDeadline, pay, type World } from "./world.ts";

export function amountJourneys(world: () => World): void {
  test("a part leaves the order awaiting, shows under the bell, and the rest captures once", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    await customers.complete(cart);
    await pay(world(), checkout, 10);
    await expectQuiet(world());
    expect(await outcomeOf(shop, cart)).toMatchObject({ orders: 1, paid: 0, payments: 0 });
    const feed = await shop.query("SELECT data FROM notification WHERE data->>'description' LIKE $1", [
      `%${checkout.paymentId}%`,
    ]);
    expect(feed).toHaveLength(1);
    await pay(world(), checkout, 16.1);
    await expectPlaced(world(), cart);
  });

  test("a part without the rest never becomes an order on its own", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    await pay(world(), await customers.checkout(cart), 26.09);
    await expectQuiet(world());
    expect(await outcomeOf(shop, cart)).toMatchObject({ orders: 0, payments: 0 });
  });

  test("too much is placed for what was due, and a person is notified of the rest", async () => {
    const { customers } = world();
    const cart = await customers.cart();
    await pay(world(), await customers.checkout(cart), 30);
    await expectPlaced(world(), cart, 26.1, ["surplus"]);
  });

  test("money that comes after CoinCoin closed the order is placed, or a person is told", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    await customers.complete(cart);
    await shop.sandbox.expire(checkout.paymentId);
    await shop.sandbox.settled();
    await pay(world(), checkout, 26.1);
    await expectPlaced(world(), cart);
  });

  test("money that comes after our own deadline is placed, and a person is told that it was late", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    await shop.sandbox.expire(checkout.paymentId);
    await shop.sandbox.settled();
    await passDeadline(world(), checkout);
    const errored = await customers.complete(cart);
    expect(errored.body.type).not.toBe("order");
    await pay(world(), checkout, 26.1);
    await expectPlaced(world(), cart, 26.1, ["invalid_with_money", "paid_late"]);
    const events = await shop.query(
      "SELECT type FROM coincoin.coincoin_deliveries WHERE payment_id = $1 AND type LIKE 'order.paid%'",
      [checkout.paymentId],
    );
    expect(events).toEqual([{ type: "order.paid_late" }]);
  });

  test("money in another coin than the address was shown for places nothing, and a person is told", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    await customers.complete(cart);
    await shop.sandbox.pay(checkout.paymentId, { coin: "trx", amount: "104.4" });
    await expectQuiet(world());
    await expectOutcome(shop, cart, { orders: 1, paid: 0, payments: 0, attention: ["wrong_coin"] });
    await pay(world(), checkout, 26.1);
    await expectPlaced(world(), cart, 26.1, ["wrong_coin"]);
  });

  test("a cart in a currency that is converted is asked for its price rounded up, and paid in its own", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart({ region: shop.seed.euroRegionId });
    const checkout = await customers.checkout(cart);
    // 26.1 times 1.0837 is 28.28457.
    expect(checkout.data["amount_due"]).toBe("28.29");
    await pay(world(), checkout, 28.28);
    await expectQuiet(world());
    expect(await outcomeOf(shop, cart)).toMatchObject({ orders: 0, payments: 0 });
    await pay(world(), checkout, 0.01);
    await expectPlaced(world(), cart, 26.1, []);
  });

  test.for([
    ["whose price is below the minimum once converted", "euroRegionId", 400, "too small"],
    ["in a currency that is neither listed nor converted", "poundRegionId", 400, "cannot be paid in GBP"],
  ] as const)("a cart %s is refused before CoinCoin is asked", async ([, region, status, message]) => {
    const { customers, shop } = world();
    const cart = await customers.cart({
      region: shop.seed[region],
      variant: shop.seed.sticker,
      quantity: region === "euroRegionId" ? 1 : 10,
    });
    const before = shop.sandbox.orders().length;
    const refused = await customers.askSession(await customers.collection(cart));
    expect({ status: refused.status, message: refused.body.message }).toEqual({
      status,
      message: expect.stringContaining(message),
    });
    expect(shop.sandbox.orders()).toHaveLength(before);
  });

  test("terms outside of accept are shown to nobody: no session, and a person is told", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const collection = await customers.collection(cart);
    shop.sandbox.setFaults({ nextCreates: ["coin-outside-accept"] });
    const refused = await customers.askSession(collection);
    expect({ status: refused.status, message: refused.body.message }).toEqual({
      status: 500,
      message: customerMessage("terms_not_accepted"),
    });
    expect(JSON.stringify(refused.body)).not.toMatch(/accept|terms/);
    // The merchant's log has the true reason.
    await eventually(async () =>
      expect(shop.server.log()).toMatch(/could not be shown what to pay.*accept/s),
    );
    expect(await outcomeOf(shop, cart)).toMatchObject({ orders: 0, attention: ["terms_not_accepted"] });
    await pay(world(), await customers.session(collection), 26.1);
    await expectPlaced(world(), cart);
  });

  test("while CoinCoin is slow to answer, the customer waits for the address, and there is one order", async () => {
    const { customers, shop } = world();
    const collection = await customers.collection(await customers.cart());
    const before = shop.sandbox.orders().length;
    shop.sandbox.setFaults({ nextCreates: ["hang"] });
    const since = performance.now();
    const checkout = await customers.session(collection);
    // Longer than core keeps a caller waiting: it refused with `order_busy` in between.
    expect(performance.now() - since).toBeGreaterThan(2_500);
    expect(checkout.data["amount_due"]).toBe("26.1");
    expect(shop.sandbox.orders()).toHaveLength(before + 1);
  });

  test("a customer reads core's sentence where CoinCoin refuses, and never what the gateway said", async () => {
    const { customers, shop } = world();
    const collection = await customers.collection(await customers.cart());
    shop.sandbox.setFaults({ nextCreates: ["refuse"] });
    const refused = await customers.askSession(collection);
    expect({ status: refused.status, message: refused.body.message }).toEqual({
      status: 500,
      message: customerMessage("gateway_refused"),
    });
    expect(JSON.stringify(refused.body)).not.toContain("planned by the fault plan");
  });

  test("a cart below CoinCoin's minimum is refused before CoinCoin is asked", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart({ variant: shop.seed.sticker, quantity: 1 });
    const before = shop.sandbox.orders().length;
    const refused = await customers.askSession(await customers.collection(cart));
    expect(refused.status).toBe(400);
    expect(refused.body.message).toContain("too small");
    expect(shop.sandbox.orders()).toHaveLength(before);
  });

  test("what a browser sends along names no other session", async () => {
    const { customers } = world();
    const paidCart = await customers.cart();
    const paid = await customers.checkout(paidCart);
    await pay(world(), paid, 26.1);
    await expectPlaced(world(), paidCart);
    const cart = await customers.cart();
    const spoofed = await customers.checkout(cart, {
      session_id: paid.sessionId,
      payment_id: paid.paymentId,
      status: "captured",
    });
    expect(spoofed.paymentId).not.toBe(paid.paymentId);
    const completed = await customers.complete(cart);
    expect(completed.body.type).toBe("order");
    await expectOutcome(world().shop, cart, { orders: 1, paid: 0, payments: 0 });
  });
}
