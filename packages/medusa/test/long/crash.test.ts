import { afterAll, beforeAll, expect, test } from "vitest";
import { expectOutcome, expectPlaced, type World } from "../journeys/world.ts";
import { type Cart, type Checkout, Customers } from "../store/customer.ts";
import { eventually, openShop } from "../store/shop.ts";

let opened: World | undefined;

beforeAll(async () => {
  // What a dead process had leased is due again after this.
  const shop = await openShop({ coincoin: { delivery: { leaseMs: 8000 }, cancelUnpaidAfter: 0 } });
  opened = { shop, customers: new Customers(shop) };
  await shop.query("CREATE TABLE held (name text PRIMARY KEY)");
  await shop.query(`CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF EXISTS (SELECT 1 FROM public.held WHERE name = TG_TABLE_NAME) THEN PERFORM pg_sleep(3); END IF;
    RETURN NULL;
  END $$`);
}, 240_000);

afterAll(() => opened?.shop.close());

function world(): World {
  if (opened === undefined) throw new Error("the store did not open");
  return opened;
}

/** Every table that is written between the 200 and the placed order, in about that order. */
const STEPS = [
  ["cart", "UPDATE"],
  ['"order"', "INSERT"],
  ["order_cart", "INSERT"],
  ["reservation_item", "INSERT"],
  ["payment", "INSERT"],
  ["capture", "INSERT"],
  ["order_transaction", "INSERT"],
] as const;

test.for(STEPS)(
  "a process that is killed while it writes %s leaves one order, paid once",
  { timeout: 300_000 },
  async ([table, event]) => {
    const { shop, customers } = world();
    const name = table.replaceAll('"', "");
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    await shop.query(
      `CREATE TRIGGER hold AFTER ${event} ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION hold()`,
    );
    await shop.query("INSERT INTO held VALUES ($1)", [name]);
    await shop.sandbox.pay(checkout.paymentId, { amount: "26.1" });
    await eventually(async () => {
      const held = await shop.query("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
      expect(held.length).toBeGreaterThan(0);
    });
    if (name === "order_cart") await tiedToItsPayment(checkout);
    await shop.server.kill("SIGKILL");
    await shop.query("DELETE FROM held");
    await shop.query(`DROP TRIGGER hold ON ${table}`);
    await shop.restart();
    await expectPlaced(world(), cart, 26.1, []);
    expect(await liveOrders(cart)).toBe(1);
  },
);

test("an order that nobody paid is cancelled when CoinCoin has closed it, and its stock is released; a part is left to a person", {
  timeout: 120_000,
}, async () => {
  const { shop, customers } = world();
  const unpaid = await customers.cart();
  const nothing = await customers.checkout(unpaid);
  await customers.complete(unpaid);
  const partly = await customers.cart();
  const part = await customers.checkout(partly);
  await customers.complete(partly);
  await shop.sandbox.pay(part.paymentId, { amount: "10" });
  for (const { paymentId } of [nothing, part]) await shop.sandbox.expire(paymentId);
  await shop.sandbox.settled();
  await expectOutcome(shop, unpaid, { orders: 1, status: "canceled", payments: 0 });
  await expectOutcome(shop, partly, {
    orders: 1,
    status: "pending",
    payments: 0,
    attention: ["partly_settled"],
  });
  const reserved = await shop.query(
    `SELECT r.id FROM reservation_item r JOIN order_item i ON i.item_id = r.line_item_id
     JOIN order_cart c ON c.order_id = i.order_id WHERE c.cart_id = $1 AND r.deleted_at IS NULL`,
    [unpaid.id],
  );
  expect(reserved).toEqual([]);
});

/** Orders of the cart's customer, tied to the cart or not. */
async function liveOrders(cart: Cart): Promise<number> {
  const rows = await world().shop.query(
    `SELECT o.id FROM "order" o JOIN cart c ON c.email = o.email
     WHERE c.id = $1 AND o.status <> 'canceled' AND o.deleted_at IS NULL`,
    [cart.id],
  );
  return rows.length;
}

/** Medusa ties an order to its cart and to its payment side by side: the worst is to die with one of the two. */
async function tiedToItsPayment({ collectionId }: Checkout): Promise<void> {
  await eventually(async () => {
    const ties = await world().shop.query(
      "SELECT 1 FROM order_payment_collection WHERE payment_collection_id = $1",
      [collectionId],
    );
    expect(ties).toHaveLength(1);
  }, 2500);
}
