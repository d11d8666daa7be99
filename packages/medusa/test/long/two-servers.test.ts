import { afterAll, beforeAll, expect, test } from "vitest";
import type { World } from "../journeys/world.ts";
import { Customers, outcomeOf } from "../store/customer.ts";
import { startMedusa } from "../store/medusa.ts";
import { freePort } from "../store/postgres.ts";
import { eventually, openShop } from "../store/shop.ts";

let opened: World | undefined;

beforeAll(async () => {
  const shop = await openShop({ env: { SHARED_LOCKS: "1" } });
  opened = { shop, customers: new Customers(shop) };
}, 240_000);

afterAll(() => opened?.shop.close());

function world(): World {
  if (opened === undefined) throw new Error("the store did not open");
  return opened;
}

test("two servers that complete 20 paid carts at once pay one order each, and tell of any other", {
  timeout: 300_000,
}, async () => {
  const { shop, customers } = world();
  const other = await startMedusa(shop.app, { ...shop.env, PORT: String(await freePort()) });
  try {
    const carts = await Promise.all(Array.from({ length: 20 }, () => customers.cart()));
    const checkouts = await Promise.all(carts.map((cart) => customers.checkout(cart)));
    await Promise.all(
      carts.flatMap((cart, index) => [
        shop.sandbox.pay(checkouts[index]?.paymentId ?? "", { amount: "26.1" }),
        customers.complete(cart, other),
        customers.complete(cart, shop.server),
      ]),
    );
    // Whoever lost a race tries again later, and later still.
    await eventually(async () => {
      const waiting = await shop.query(
        "SELECT attempts, last_error FROM coincoin.coincoin_deliveries WHERE state <> 'done' AND type = 'order.paid'",
      );
      expect(waiting).toEqual([]);
    }, 180_000);
    for (const cart of carts) {
      // One that is paid. A second, which Medusa's own locks let through now and then, is told to a person.
      await eventually(async () => {
        const { orders, paid, captures, attention } = await outcomeOf(shop, cart);
        expect({ paid, captures }).toEqual({ paid: 26.1, captures: [26.1] });
        expect({ orders, attention }).toEqual(
          orders === 1 ? { orders, attention: [] } : { orders, attention: ["second_order"] },
        );
      });
    }
  } finally {
    await other.stop();
  }
});
