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
    PERFORM pg_advisory_xact_lock_shared(TG_ARGV[0]::bigint);
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

interface Hold {
  /** Resolves when so many wait there. */
  reached(count: number): Promise<void>;
  letGo(): Promise<void>;
}

/** The one who writes a row of this table waits until `letGo`. */
async function holdAt(table: "order" | "order_cart" | "order_payment_collection"): Promise<Hold> {
  const { shop } = world();
  const key = table.length;
  await shop.query("SELECT pg_advisory_lock($1)", [key]);
  await shop.query(
    `CREATE TRIGGER hold BEFORE INSERT ON "${table}" FOR EACH STATEMENT EXECUTE FUNCTION hold(${key})`,
  );
  return {
    reached: (count) =>
      eventually(async () => {
        const waiting = await shop.query(
          "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted",
          [key],
        );
        expect(waiting).toHaveLength(count);
      }, 60_000),
    async letGo() {
      await shop.query("SELECT pg_advisory_unlock($1)", [key]);
      await shop.query(`DROP TRIGGER hold ON "${table}"`);
    },
  };
}

/** What has to wait has time to come through if it does not. */
const AMPLE_MS = 3000;

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
  const { customers } = world();
  for (const isEventFirst of [true, false]) {
    const { cart, checkout } = await paidSoon();
    const { reached, letGo } = await holdAt("order_cart");
    const told = () => pay(world(), checkout, 26.1);
    const completes = () => customers.complete(cart, other());
    const first = isEventFirst ? told() : completes();
    await reached(1);
    const second = isEventFirst ? completes() : told();
    await wait(AMPLE_MS);
    await reached(1);
    await letGo();
    const [one, two] = await Promise.all([first, second]);
    expect((one ?? two)?.body.type).toBe("order");
    await expectPlaced(world(), cart, 26.1, []);
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
  const { reached, letGo } = await holdAt("order_cart");
  const completing = [customers.complete(cart, other()), customers.complete(cart, shop.server)];
  await reached(1);
  await wait(AMPLE_MS);
  await reached(1);
  await letGo();
  const answers = await Promise.all(completing);
  expect(new Set(answers.map(({ body }) => body.order?.id)).size).toBe(1);
  await pay(world(), checkout, 26.1);
  await expectPlaced(world(), cart, 26.1, []);
  expect(await ordersOf(cart)).toBe(1);
});

test("where code of the store's own places a cart twice, one order is paid, and a person is notified of the other", {
  timeout: 120_000,
}, async () => {
  const { shop, customers } = world();
  const { cart, checkout } = await paidSoon();
  const orders = await holdAt("order");
  const carts = await holdAt("order_cart");
  const collections = await holdAt("order_payment_collection");
  const placing = [other(), shop.server].map((server) =>
    customers.own("complete", { cart_id: cart.id }, server),
  );
  // Each has looked for an order of the cart, then for a tie to one, before the other has made any.
  await orders.reached(2);
  await orders.letGo();
  await carts.reached(2);
  await collections.reached(2);
  await carts.letGo();
  await collections.letGo();
  await Promise.all(placing);
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
  const cancelled = await customers.admin("POST", `/admin/orders/${String(unpaid?.["id"])}/cancel`, {});
  expect(cancelled.status).toBe(200);
  const { body } = await customers.admin("GET", "/admin/coincoin/attention");
  const items: { id: string; reference: string }[] = body.items;
  const item = items.find(({ reference }) => reference === checkout.collectionId);
  const tried = await customers.admin("POST", `/admin/coincoin/attention/${item?.id ?? ""}/retry`, {});
  expect(tried.body.placement).toMatchObject({ type: "placed" });
  await expectOutcome(shop, cart, { captures: [26.1], attention: [] });
});

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
