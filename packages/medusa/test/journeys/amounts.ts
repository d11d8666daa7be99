import { expect, test } from "vitest";
import { outcomeOf } from "../store/customer.ts";
import { expectOutcome, expectPlaced, expectQuiet, pay, type World } from "./world.ts";

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

  test("a part without the rest never becomes an order by itself", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    await pay(world(), await customers.checkout(cart), 26.09);
    await expectQuiet(world());
    expect(await outcomeOf(shop, cart)).toMatchObject({ orders: 0, payments: 0 });
  });

  test("too much is placed for what was due, and a person is told of the rest", async () => {
    const { customers } = world();
    const cart = await customers.cart();
    await pay(world(), await customers.checkout(cart), 30);
    await expectPlaced(world(), cart, 26.1, ["overpaid"]);
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

  test("terms outside of accept are shown to nobody: no session, and a person is told", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const collection = await customers.collection(cart);
    shop.sandbox.setFaults({ nextCreates: ["coin-outside-accept"] });
    const refused = await customers.askSession(collection);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.body.message).toMatch(/^CoinCoin: .*accept/);
    expect(await outcomeOf(shop, cart)).toMatchObject({ orders: 0, attention: ["terms_not_accepted"] });
    await pay(world(), await customers.session(collection), 26.1);
    await expectPlaced(world(), cart);
  });

  test("a cart below CoinCoin's minimum is refused before CoinCoin is asked", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart({ variant: shop.seed.sticker, quantity: 1 });
    const before = shop.sandbox.orders().length;
    const refused = await customers.askSession(await customers.collection(cart));
    expect(refused.status).toBe(400);
    expect(refused.body.message).toContain("below 10");
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
