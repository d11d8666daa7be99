import { afterAll, beforeAll, expect, test } from "vitest";
import { expectPlaced, pay, type World } from "../journeys/world.ts";
import { Customers } from "../store/customer.ts";
import { type Medusa, startMedusa } from "../store/medusa.ts";
import { freePort } from "../store/postgres.ts";
import { eventually, openShop } from "../store/shop.ts";

let opened: World | undefined;
let worker: Medusa | undefined;

// One process that serves requests and runs no jobs, one that runs jobs and serves no requests.
beforeAll(async () => {
  const shop = await openShop({
    env: { WORKER_MODE: "server" },
    coincoin: { delivery: { leaseMs: 6000 } },
  });
  opened = { shop, customers: new Customers(shop) };
}, 300_000);

afterAll(async () => {
  await worker?.stop();
  await opened?.shop.close();
});

function world(): World {
  if (opened === undefined) throw new Error("the store did not open");
  return opened;
}

test("a server without its worker places what is paid", { timeout: 120_000 }, async () => {
  const { customers } = world();
  const cart = await customers.cart();
  await pay(world(), await customers.checkout(cart), 26.1);
  await expectPlaced(world(), cart, 26.1, []);
});

test("with a worker beside it, what the server is notified of is placed once", {
  timeout: 180_000,
}, async () => {
  const { customers, shop } = world();
  const port = String(await freePort());
  worker = await startMedusa(shop.app, { ...shop.env, WORKER_MODE: "worker", PORT: port });
  expect((await fetch(`${worker.url}/store/regions`)).status).toBe(404);
  const carts = await Promise.all(Array.from({ length: 8 }, () => customers.cart()));
  await Promise.all(
    carts.map(async (cart) => {
      const checkout = await customers.checkout(cart);
      await pay(world(), checkout, 26.1);
    }),
  );
  for (const cart of carts) await expectPlaced(world(), cart, 26.1, []);
});

test("a server that dies right after it was told leaves the cart to the worker", {
  timeout: 180_000,
}, async () => {
  const { customers, shop } = world();
  const cart = await customers.cart();
  const checkout = await customers.checkout(cart);
  // Nobody gets to place it before the server is dead.
  await shop.query(
    "INSERT INTO coincoin.medusa_cart_locks VALUES ($1, 'test', now() + interval '1 minute')",
    [cart.id],
  );
  await pay(world(), checkout, 26.1);
  await eventually(async () => {
    const [told] = await shop.query(
      "SELECT type FROM coincoin.coincoin_deliveries WHERE payment_id = $1 AND type = 'order.paid'",
      [checkout.paymentId],
    );
    expect(told).toBeDefined();
  });
  await shop.server.kill("SIGKILL");
  await shop.query("DELETE FROM coincoin.medusa_cart_locks WHERE holder = 'test'");
  await expectPlaced(world(), cart, 26.1, []);
});
