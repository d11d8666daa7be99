import { expect, test } from "vitest";
import { type Checkout, outcomeOf } from "../store/customer.ts";
import { eventually } from "../store/shop.ts";
import { expectPlaced, expectQuiet, pay, type World } from "./world.ts";

export function placingJourneys(world: () => World): void {
  test("an order that was placed first is paid when the money comes, minutes later", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    const placed = await customers.complete(cart);
    expect(placed.body.type).toBe("order");
    expect(await outcomeOf(shop, cart)).toMatchObject({ orders: 1, paid: 0, payments: 0 });
    await pay(world(), checkout, 26.1);
    await expectPlaced(world(), cart, 26.1, []);
  });

  test("a cart that was paid becomes an order although the customer never returns", async () => {
    const { customers } = world();
    const cart = await customers.cart();
    await pay(world(), await customers.checkout(cart), 26.1);
    await expectPlaced(world(), cart, 26.1, []);
    // What the plugin noted while it placed the order is not there to be wondered about.
    const { body } = await customers.complete(cart);
    const { body: shown } = await customers.admin("GET", `/admin/orders/${body.order.id}`);
    expect(Object.keys(shown.order.metadata ?? {})).toEqual([]);
  });

  test("a customer who returns to a cart that was paid meanwhile is shown its order", async () => {
    const { customers } = world();
    const cart = await customers.cart();
    await pay(world(), await customers.checkout(cart), 26.1);
    await expectPlaced(world(), cart);
    const again = await customers.complete(cart);
    expect(again.body.type).toBe("order");
    await expectPlaced(world(), cart);
  });

  test("paying and completing at the same moment gives each of 20 carts one order that is paid once", {
    timeout: 300_000,
  }, async () => {
    const { customers } = world();
    const carts = await Promise.all(Array.from({ length: 20 }, () => customers.cart()));
    const checkouts = await Promise.all(carts.map((cart) => customers.checkout(cart)));
    await Promise.all(
      carts.flatMap((cart, index) => {
        const checkout = checkouts[index];
        return checkout === undefined ? [] : [pay(world(), checkout, 26.1), customers.complete(cart)];
      }),
    );
    for (const cart of carts) await expectPlaced(world(), cart, 26.1, []);
  });

  test("a payment that is told ten more times, all at once, is captured once", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    await pay(world(), checkout, 26.1);
    const deliveries = shop.sandbox.deliveries().filter((one) => one.paymentId === checkout.paymentId);
    const ids = Array.from({ length: 10 }, () => deliveries.map((one) => one.id)).flat();
    await Promise.all(ids.map((id) => shop.sandbox.redeliver(id)));
    await expectQuiet(world());
    await expectPlaced(world(), cart);
  });

  test("a capture that Medusa fails to book is tried again until it is there", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    await customers.complete(cart);
    await shop.query(`CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'no captures now';
    END $$`);
    await shop.query("CREATE TRIGGER fail BEFORE INSERT ON capture EXECUTE FUNCTION fail()");
    try {
      await pay(world(), checkout, 26.1);
      // Some releases of Medusa call what the database says invalid: then a person is told at once as well.
      await eventually(async () => {
        const [delivery] = await shop.query(
          "SELECT last_error FROM coincoin.coincoin_deliveries WHERE payment_id = $1 AND type = 'order.paid'",
          [checkout.paymentId],
        );
        const { attention } = await outcomeOf(shop, cart);
        const said = [String(delivery?.["last_error"]), ...attention].join(" ");
        expect(said).toMatch(/The payment could not be captured|not_booked/);
      });
    } finally {
      await shop.query("DROP TRIGGER fail ON capture");
    }
    await expectPlaced(world(), cart, 26.1, []);
  });

  test("money that is told before Medusa has saved the session is placed all the same", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const before = new Set(shop.sandbox.orders().map((order) => order.paymentId));
    const known = new Set(before);
    const stop = shop.sandbox.onChange(() => {
      const fresh = shop.sandbox.orders().find((order) => !known.has(order.paymentId));
      if (fresh === undefined) return;
      known.add(fresh.paymentId);
      void shop.sandbox.pay(fresh.paymentId, { amount: "26.1" });
    });
    await shop.query(`CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      PERFORM pg_sleep(1.5);
      RETURN NULL;
    END $$`);
    const at = "BEFORE UPDATE ON payment_session FOR EACH STATEMENT";
    await shop.query(`CREATE TRIGGER slow ${at} EXECUTE FUNCTION slow()`);
    let checkout: Checkout;
    try {
      checkout = await customers.checkout(cart).finally(stop);
    } finally {
      await shop.query("DROP TRIGGER slow ON payment_session");
    }
    await expectPlaced(world(), cart);
    const [session] = await shop.query(
      `SELECT s.id, s.status FROM cart_payment_collection l
       JOIN payment_session s ON s.payment_collection_id = l.payment_collection_id WHERE l.cart_id = $1`,
      [cart.id],
    );
    expect(session).toEqual({ id: checkout.sessionId, status: "authorized" });
    expect(shop.sandbox.orders().filter((order) => !before.has(order.paymentId))).toHaveLength(1);
  });
}
