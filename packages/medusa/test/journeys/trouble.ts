import { expect, test } from "vitest";
import { outcomeOf } from "../store/customer.ts";
import { eventually } from "../store/shop.ts";
import { expectOutcome, expectPlaced, expectQuiet, pay, stock, type World } from "./world.ts";

export function troubleJourneys(world: () => World): void {
  test("a paid cart without a shipping method is left as it is, until it has one", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart({ shipping: false });
    const checkout = await customers.checkout(cart);
    await pay(world(), checkout, 21.1);
    await expectOutcome(shop, cart, { orders: 0, payments: 0, attention: ["cart_not_ready"] });
    expect(
      shop.sandbox.orders().filter((order) => order.paymentId.startsWith(checkout.paymentId)),
    ).toHaveLength(1);
    await customers.ship(cart);
    const rest = await customers.checkout(cart);
    expect(rest.data["amount_due"]).toBe("10");
    await pay(world(), rest, 10);
    await expectPlaced(world(), cart, 26.1);
  });

  test("a paid cart that is out of stock is placed on its own after restocking", async () => {
    const { customers, shop } = world();
    await stock(world(), 5);
    const cart = await customers.cart({ variant: shop.seed.scarce, quantity: 2 });
    const checkout = await customers.checkout(cart);
    await stock(world(), 0);
    await pay(world(), checkout, cart.total);
    await expectOutcome(shop, cart, { orders: 0, payments: 0, attention: ["cart_not_ready"] });
    const { body } = await customers.admin("GET", "/admin/coincoin/attention");
    const items: { id: string; reference: string; message: string }[] = body.items;
    const row = items.find((item) => item.reference === checkout.collectionId);
    expect(row?.message).toMatch(/Not enough stock/);
    const tried = await customers.admin("POST", `/admin/coincoin/attention/${row?.id ?? "none"}/retry`, {});
    expect(tried.body.placement).toMatchObject({ type: "blocked", code: "cart_not_ready" });
    await stock(world(), 5);
    await expectPlaced(world(), cart, cart.total, []);
  });

  test("an order that is cancelled while it is paid ends paid, or with a person", async () => {
    const { customers, shop } = world();
    const carts = await Promise.all(Array.from({ length: 6 }, () => customers.cart()));
    const checkouts = await Promise.all(carts.map((cart) => customers.checkout(cart)));
    const orders = await Promise.all(
      carts.map(async (cart) => (await customers.complete(cart)).body.order.id),
    );
    await Promise.all(
      checkouts.flatMap((checkout, index) => [
        pay(world(), checkout, 26.1),
        new Promise((resolve) => setTimeout(resolve, index * 40)).then(() =>
          customers.admin("POST", `/admin/orders/${orders[index]}/cancel`, {}),
        ),
      ]),
    );
    await expectQuiet(world());
    for (const cart of carts) {
      const { status, attention, captures } = await outcomeOf(shop, cart);
      expect(captures.length).toBeLessThanOrEqual(1);
      // Cancelled before the money or after it: either way it is owed back.
      if (status === "canceled") expect(attention).toContain("order_canceled");
      else expect(captures).toEqual([26.1]);
    }
  });

  test("money for an order that was cancelled before is told, and nothing is captured", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    const { body } = await customers.complete(cart);
    await customers.admin("POST", `/admin/orders/${body.order.id}/cancel`, {});
    await pay(world(), checkout, 26.1);
    await expectOutcome(shop, cart, { status: "canceled", captures: [], attention: ["order_canceled"] });
  });

  test("money for an order that was paid through another provider is told, and not booked a second time", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    // The customer sees the address, changes their mind, and pays otherwise.
    const sessions = `/store/payment-collections/${checkout.collectionId}/payment-sessions`;
    await customers.store("POST", sessions, { provider_id: "pp_system_default" });
    expect((await customers.complete(cart)).body.type).toBe("order");
    await pay(world(), checkout, 26.1);
    await expectOutcome(shop, cart, {
      orders: 1,
      paid: 0,
      payments: 1,
      captures: [],
      attention: ["paid_otherwise"],
    });
  });

  test("a refund is refused until it was sent by hand and recorded, and then booked once", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    await pay(world(), checkout, 26.1);
    await expectPlaced(world(), cart);
    const [payment] = await shop.query("SELECT id FROM payment WHERE payment_collection_id = $1", [
      checkout.collectionId,
    ]);
    const refund = () =>
      customers.admin("POST", `/admin/payments/${String(payment?.["id"])}/refund`, { amount: 26.1 });
    const refused = await refund();
    expect(refused.status).toBe(400);
    expect(refused.body.message).toMatch(/cannot send money back/);
    const recorded = await customers.admin(
      "POST",
      `/admin/coincoin/collections/${checkout.collectionId}/refunds`,
      {
        amount: "26.10",
        transaction: "0xabc",
      },
    );
    expect(recorded.body.refund).toMatchObject({ amount: "26.1", transaction: "0xabc", currency: "usd" });
    await refund();
    await eventually(async () => {
      const rows = await shop.query(
        "SELECT amount::float AS amount FROM refund WHERE payment_id = $1 AND deleted_at IS NULL",
        [payment?.["id"]],
      );
      expect(rows).toEqual([{ amount: 26.1 }]);
    });
    expect((await refund()).status).toBe(400);
    await expectOutcome(shop, cart, { orders: 1, attention: [] });
  });

  test("a paid order that is cancelled without a recorded refund keeps its payment; with one it is refunded", async () => {
    const { customers, shop } = world();
    const placed = async () => {
      const cart = await customers.cart();
      const checkout = await customers.checkout(cart);
      const { body } = await customers.complete(cart);
      await pay(world(), checkout, 26.1);
      await expectPlaced(world(), cart);
      return { checkout, orderId: body.order.id };
    };
    const refunds = ({ checkout }: { checkout: { collectionId: string } }) =>
      shop.query(
        `SELECT r.amount::float AS amount FROM refund r JOIN payment p ON p.id = r.payment_id
         WHERE p.payment_collection_id = $1 AND r.deleted_at IS NULL`,
        [checkout.collectionId],
      );
    const without = await placed();
    await customers.admin("POST", `/admin/orders/${without.orderId}/cancel`, {});
    expect(await refunds(without)).toEqual([]);
    const having = await placed();
    await customers.admin("POST", `/admin/coincoin/collections/${having.checkout.collectionId}/refunds`, {
      amount: "26.1",
      transaction: "0xdef",
    });
    const cancelled = await customers.admin("POST", `/admin/orders/${having.orderId}/cancel`, {});
    expect(cancelled.status).toBe(200);
    expect(await refunds(having)).toEqual([{ amount: 26.1 }]);
  });

  test("money of a cart that was given up is assigned to the customer's other cart, once", async () => {
    const { customers, shop } = world();
    const old = await customers.cart({ shipping: false });
    const paid = await customers.checkout(old);
    await pay(world(), paid, 21.1);
    await expectOutcome(shop, old, { orders: 0, attention: ["cart_not_ready"] });
    const cart = await customers.cart({ quantity: 1 });
    const checkout = await customers.checkout(cart);
    const assign = () =>
      customers.admin("POST", `/admin/coincoin/collections/${paid.collectionId}/assign`, {
        to: checkout.sessionId,
        amount: "15.55",
      });
    expect((await assign()).body.placement).toMatchObject({ type: "placed" });
    await expectPlaced(world(), cart, 15.55);
    const again = await assign();
    expect(again.status).toBe(400);
    expect(again.body.message).toContain("not used yet");
  });

  test("what CoinCoin's own site says is entered by hand and places the order", async () => {
    const { customers } = world();
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    const wrong = await customers.admin("POST", `/admin/coincoin/payments/${checkout.paymentId}/reconcile`, {
      state: "paid",
    });
    expect(wrong.status).toBe(400);
    const entered = await customers.admin(
      "POST",
      `/admin/coincoin/payments/${checkout.paymentId}/reconcile`,
      {
        state: "completed",
        collected: { usdt: "26.1" },
      },
    );
    expect(entered.status).toBe(200);
    await expectPlaced(world(), cart);
  });

  test("a notification that was not believed is let pass by a person, who is on record, and places the order", async () => {
    const { customers, shop } = world();
    const before = await customers.cart();
    // Signed: from now on CoinCoin is expected to sign.
    await pay(world(), await customers.checkout(before), 26.1);
    await expectPlaced(world(), before);
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    shop.sandbox.setFaults({ nextDeliveries: ["unsigned"] });
    await pay(world(), checkout, 26.1);
    const row = await eventually(async () => {
      const { body } = await customers.admin("GET", "/admin/coincoin/attention");
      const items: Record<string, string | null>[] = body.items;
      const held = items.find((item) => item["paymentId"] === checkout.paymentId);
      expect(held).toMatchObject({ kind: "held", collection_id: checkout.collectionId });
      return held;
    });
    expect(row?.["notification"]).toContain(checkout.paymentId);
    expect(await outcomeOf(shop, cart)).toMatchObject({ orders: 0 });
    const accept = (id: string) => customers.admin("POST", `/admin/coincoin/attention/${id}/accept`, {});
    expect((await accept("att_unknown")).status).toBe(404);
    const { body } = await accept(row?.["id"] ?? "");
    expect(body.report).toMatchObject({ applied: 1 });
    await expectPlaced(world(), cart, 26.1, []);
    const [entry] = await shop.query(
      "SELECT data::json->>'by' AS by FROM coincoin.coincoin_inbox WHERE payment_id = $1 AND data::json->>'by' IS NOT NULL",
      [checkout.paymentId],
    );
    expect(entry).toEqual({ by: expect.stringMatching(/^user_/) });
    expect((await accept(row?.["id"] ?? "")).status).toBe(404);
  });
}
