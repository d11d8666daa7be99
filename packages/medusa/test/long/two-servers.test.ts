import { afterAll, beforeAll, expect, test } from "vitest";
import { expectOutcome, expectPlaced, pay, type World } from "../journeys/world.ts";
import { type Cart, type Checkout, Customers } from "../store/customer.ts";
import { type Medusa, startMedusa } from "../store/medusa.ts";
import { freePort } from "../store/postgres.ts";
import { eventually, openShop } from "../store/shop.ts";

let opened: World | undefined;
let second: Medusa | undefined;

// Medusa's own locks stay in the memory of each process: nothing but the plugin keeps the two apart.
beforeAll(async () => {
  const shop = await openShop();
  opened = { shop, customers: new Customers(shop) };
  second = await startMedusa(shop.app, { ...shop.env, PORT: String(await freePort()) });
  await shop.query(`CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM pg_sleep(3);
    RETURN NULL;
  END $$`);
}, 300_000);

afterAll(async () => {
  await second?.stop();
  await opened?.shop.close();
});

function world(): World {
  if (opened === undefined) throw new Error("the store did not open");
  return opened;
}

function other(): Medusa {
  if (second === undefined) throw new Error("the second server did not start");
  return second;
}

/** While it runs, whoever places a cart stays for a while between having looked for an order of it and tying one to it. */
async function whilePlacingTakesLong(job: () => Promise<unknown>): Promise<void> {
  const { shop } = world();
  const at = "BEFORE INSERT ON order_cart FOR EACH STATEMENT";
  await shop.query(`CREATE TRIGGER hold ${at} EXECUTE FUNCTION hold()`);
  await job().finally(() => shop.query("DROP TRIGGER hold ON order_cart"));
}

async function paidSoon(): Promise<{ readonly cart: Cart; readonly checkout: Checkout }> {
  const { customers } = world();
  const cart = await customers.cart();
  return { cart, checkout: await customers.checkout(cart) };
}

async function expectHandled(): Promise<void> {
  await eventually(async () => {
    const waiting = await world().shop.query(
      "SELECT attempts, last_error FROM coincoin.coincoin_deliveries WHERE state <> 'done' AND type = 'order.paid'",
    );
    expect(waiting).toEqual([]);
  }, 180_000);
}

/** Orders of the cart's customer, tied to the cart or not. */
async function ordersOf(cart: Cart): Promise<number> {
  const rows = await world().shop.query(
    `SELECT o.id FROM "order" o JOIN cart c ON c.email = o.email WHERE c.id = $1 AND o.deleted_at IS NULL`,
    [cart.id],
  );
  return rows.length;
}

test("a customer who completes on one server while another places the cart gets that order, and no second one", {
  timeout: 120_000,
}, async () => {
  const { shop, customers } = world();
  for (const isEventFirst of [true, false]) {
    const { cart, checkout } = await paidSoon();
    await whilePlacingTakesLong(async () => {
      const paid = async () => {
        await shop.sandbox.pay(checkout.paymentId, { amount: "26.1" });
        await shop.sandbox.settled();
      };
      const [completed] = isEventFirst
        ? await Promise.all([later(500, () => customers.complete(cart, other())), paid()])
        : await Promise.all([customers.complete(cart, other()), later(500, paid)]);
      expect(completed.body.type).toBe("order");
      await expectPlaced(world(), cart, 26.1, []);
    });
    expect(await ordersOf(cart)).toBe(1);
  }
});

test("20 carts that are paid, and completed on both servers, all at once, are one order each, paid once", {
  timeout: 300_000,
}, async () => {
  const { shop, customers } = world();
  const all = await Promise.all(Array.from({ length: 20 }, paidSoon));
  await Promise.all(
    all.flatMap(({ cart, checkout }) => [
      shop.sandbox.pay(checkout.paymentId, { amount: "26.1" }),
      customers.complete(cart, other()),
      customers.complete(cart, shop.server),
    ]),
  );
  await expectHandled();
  for (const { cart } of all) {
    await expectPlaced(world(), cart, 26.1, []);
    expect(await ordersOf(cart)).toBe(1);
  }
  expect(await shop.query("SELECT cart_id FROM coincoin.medusa_cart_locks")).toEqual([]);
});

test("a customer who completes on both servers before paying gets one order", {
  timeout: 120_000,
}, async () => {
  const { shop, customers } = world();
  const { cart, checkout } = await paidSoon();
  await whilePlacingTakesLong(async () => {
    const answers = await Promise.all([
      customers.complete(cart, other()),
      customers.complete(cart, shop.server),
    ]);
    expect(new Set(answers.map(({ body }) => body.order?.id)).size).toBe(1);
  });
  await pay(world(), checkout, 26.1);
  await expectPlaced(world(), cart, 26.1, []);
  expect(await ordersOf(cart)).toBe(1);
});

test("where code of the store's own places a cart twice, one order is paid, and a person is told of the other", {
  timeout: 120_000,
}, async () => {
  const { shop, customers } = world();
  const { cart, checkout } = await paidSoon();
  await whilePlacingTakesLong(() =>
    Promise.all(
      [other(), shop.server].map((server) => customers.own("complete", { cart_id: cart.id }, server)),
    ),
  );
  await expectOutcome(shop, cart, { orders: 2, paid: 0, payments: 0 });
  await pay(world(), checkout, 26.1);
  await expectOutcome(shop, cart, { orders: 2, paid: 26.1, captures: [26.1], attention: ["second_order"] });
  const [row] = await shop.query(
    "SELECT data::json->>'message' AS message FROM coincoin.coincoin_attention WHERE reference = $1 AND open",
    [checkout.collectionId],
  );
  expect(row?.["message"]).toMatch(
    /^One cart became #\d+ \(paid (26\.1|0)\) and #\d+ \(paid (26\.1|0)\), .* cancel the one that is not paid/,
  );
  // The merchant does, and says so.
  const [unpaid] = await shop.query(
    `SELECT o.id FROM order_cart c JOIN "order" o ON o.id = c.order_id
     JOIN order_summary s ON s.order_id = o.id AND s.version = o.version
     WHERE c.cart_id = $1 AND coalesce((s.totals->>'paid_total')::float, 0) = 0`,
    [cart.id],
  );
  await customers.admin("POST", `/admin/orders/${String(unpaid?.["id"])}/cancel`, {});
  const { body } = await customers.admin("GET", "/admin/coincoin/attention");
  const items: { id: string; reference: string }[] = body.items;
  const item = items.find(({ reference }) => reference === checkout.collectionId);
  const tried = await customers.admin("POST", `/admin/coincoin/attention/${item?.id ?? ""}/retry`, {});
  expect(tried.body.placement).toMatchObject({ type: "placed" });
  await expectOutcome(shop, cart, { captures: [26.1], attention: [] });
});

function later<T>(ms: number, job: () => Promise<T>): Promise<T> {
  return new Promise((resolve) => setTimeout(resolve, ms)).then(job);
}
