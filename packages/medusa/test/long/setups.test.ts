import { afterAll, beforeAll, expect, test } from "vitest";
import { expectOutcome, expectPlaced, passDeadline, pay, type World } from "../journeys/world.ts";
import { Customers } from "../store/customer.ts";
import { startMedusa } from "../store/medusa.ts";
import { eventually, openShop, type Shop } from "../store/shop.ts";

let opened: Shop | undefined;

// What a store may be set up with beside what our README shows.
beforeAll(async () => {
  opened = await openShop({
    coincoin: { cancelUnpaidAfter: 0, completeCartWorkflow: "own-complete-cart" },
    env: { PROVIDER_IDS: "none" },
  });
}, 300_000);

afterAll(() => opened?.close());

function world(): World {
  if (opened === undefined) throw new Error("the store did not open");
  return { shop: opened, customers: new Customers(opened, "pp_coincoin") };
}

test("a store that was never migrated for the plugin makes its tables when it starts, and sells", {
  timeout: 120_000,
}, async () => {
  const shop = opened ?? expect.fail();
  await shop.server.stop();
  await shop.query("DROP SCHEMA coincoin CASCADE");
  shop.server = await startMedusa(shop.app, shop.env);
  const at = world();
  const cart = await at.customers.cart();
  await pay(at, await at.customers.checkout(cart), 26.1);
  await expectPlaced(at, cart, 26.1, []);
});

test("a provider entry without an id places what is paid, before the order and after it", {
  timeout: 120_000,
}, async () => {
  const at = world();
  const first = await at.customers.cart();
  const checkout = await at.customers.checkout(first);
  const shown = await at.customers.store("GET", `/store/coincoin/payment-sessions/${checkout.sessionId}`);
  expect(shown.body.payment.amountDue).toBe("26.1");
  expect((await at.customers.complete(first)).body.type).toBe("order");
  await pay(at, checkout, 26.1);
  await expectPlaced(at, first, 26.1, []);
  const gone = await at.customers.cart();
  const old = await at.customers.checkout(gone);
  await at.customers.changeQuantity(gone, 3);
  await pay(at, old, 26.1);
  await expectOutcome(at.shop, gone, { orders: 0, attention: ["rest_due"] });
});

test("a cart whose customer is gone is completed by the workflow that the store names", {
  timeout: 120_000,
}, async () => {
  const at = world();
  const cart = await at.customers.cart();
  await pay(at, await at.customers.checkout(cart), 26.1);
  await expectPlaced(at, cart, 26.1, []);
  await eventually(async () => expect(at.shop.server.log()).toContain(`OWN WORKFLOW ${cart.id}`));
});

test.for(["left alone", "edited", "checked by hand in the admin"])(
  "an order that nobody paid and that was %s is cancelled when its address is over",
  { timeout: 180_000 },
  async (how) => {
    const at = world();
    const cart = await at.customers.cart();
    const checkout = await at.customers.checkout(cart);
    const { body } = await at.customers.complete(cart);
    expect(body.type).toBe("order");
    if (how === "edited") await at.customers.session(checkout.collectionId);
    await passDeadline(at, checkout);
    if (how === "checked by hand in the admin") {
      // As Medusa leaves the session when somebody asks for its status.
      await at.shop.query("UPDATE payment_session SET status = 'error' WHERE id = $1", [checkout.sessionId]);
    }
    await eventually(
      async () => expectOutcome(at.shop, cart, { orders: 1, status: "canceled", paid: 0 }),
      90_000,
    );
  },
);
