import { expect, test } from "vitest";
import { outcomeOf } from "../store/customer.ts";
import { expectOutcome, expectPlaced, expectQuiet, pay, type World } from "./world.ts";

export function changeJourneys(world: () => World): void {
  test("money to the address of a cart that shrank counts toward its new session", async () => {
    const { customers } = world();
    const cart = await customers.cart();
    const old = await customers.checkout(cart);
    await customers.changeQuantity(cart, 1);
    await customers.checkout(cart);
    await pay(world(), old, 26.1);
    const outcome = await expectPlaced(world(), cart, 15.55);
    expect(outcome.attention).not.toEqual([]);
  });

  test("where the changed cart has no session, one is made for the money that came", async () => {
    const { customers } = world();
    const cart = await customers.cart();
    const old = await customers.checkout(cart);
    await customers.changeQuantity(cart, 1);
    await pay(world(), old, 26.1);
    await expectPlaced(world(), cart, 15.55);
  });

  test("a cart that grew after it was paid waits for the rest, which alone is asked for", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const old = await customers.checkout(cart);
    await customers.changeQuantity(cart, 4);
    await pay(world(), old, 26.1);
    await expectOutcome(shop, cart, { orders: 0, payments: 0, attention: ["rest_due"] });
    const rest = await customers.checkout(cart);
    expect(rest.data["amount_due"]).toBe("21.1");
    await pay(world(), rest, 21.1);
    await expectPlaced(world(), cart, 47.2, []);
  });

  test("a part that came before the cart changed is taken off what the new session asks for", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const old = await customers.checkout(cart);
    await pay(world(), old, 10);
    await customers.changeQuantity(cart, 3);
    const fresh = await customers.checkout(cart);
    expect(fresh.data["amount_due"]).toBe("26.65");
    await pay(world(), fresh, 26.65);
    await expectQuiet(world());
    expect(await outcomeOf(shop, cart)).toMatchObject({ orders: 0, payments: 0 });
    // CoinCoin confirms a part when its order ends.
    await shop.sandbox.settle(old.paymentId);
    await expectPlaced(world(), cart, 36.65);
  });

  test("a part that is confirmed pays a cart that shrinks to it, though the customer never returns", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    await pay(world(), checkout, 15.55);
    await shop.sandbox.settle(checkout.paymentId);
    await expectQuiet(world());
    expect(await outcomeOf(shop, cart)).toMatchObject({ orders: 0, payments: 0 });
    await customers.changeQuantity(cart, 1);
    await expectPlaced(world(), cart, 15.55, []);
  });

  test("a session that was replaced on a placed order is paid through its old address", async () => {
    const { customers } = world();
    const cart = await customers.cart();
    const old = await customers.checkout(cart);
    await customers.complete(cart);
    await customers.session(old.collectionId);
    await pay(world(), old, 26.1);
    await expectPlaced(world(), cart);
  });

  test("a session whose amount is changed by the store's own code gets an address for the new amount", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    const change = async (amount: number) => {
      const { body } = await customers.own("session", {
        id: checkout.sessionId,
        amount,
        currency_code: "usd",
        data: checkout.data,
      });
      const data: Readonly<Record<string, string>> = body.data;
      return data;
    };
    const same = await change(26.1);
    expect(same).toEqual(checkout.data);
    const more = await change(40);
    expect(more["amount_due"]).toBe("40");
    expect(more["payment_id"]).toBe(`${checkout.paymentId}_2`);
    expect(more["address"]).not.toBe(checkout.data["address"]);
    await shop.sandbox.pay(more["payment_id"] ?? "", { amount: "40" });
    await expectOutcome(shop, cart, { orders: 1, captures: [40] });
  });

  test("money for a cart whose session and collection are gone completes no stranger's cart", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    const stranger = await customers.cart();
    await customers.checkout(stranger);
    // Left alone with the stranger's link: an unfiltered look-up would find it first.
    await shop.query("DELETE FROM payment_session WHERE id = $1", [checkout.sessionId]);
    const kept = await shop.query("DELETE FROM cart_payment_collection WHERE cart_id <> $1 RETURNING *", [
      stranger.id,
    ]);
    try {
      await pay(world(), checkout, 26.1);
      await expectQuiet(world());
      expect(await outcomeOf(shop, stranger)).toMatchObject({ orders: 0, payments: 0 });
      const rows = await shop.query(
        "SELECT data::json->'details'->>'code' AS code FROM coincoin.coincoin_attention WHERE reference = $1 AND open",
        [checkout.collectionId],
      );
      expect(rows).toEqual([{ code: "cart_gone" }]);
      // What would happen without our looking first: Medusa runs the same for the session that is gone.
      const careless = { action: "authorized", session_id: checkout.sessionId, amount: 26.1 };
      await customers.own("process", careless);
      expect(await outcomeOf(shop, stranger)).toMatchObject({ orders: 1, payments: 0 });
    } finally {
      for (const row of kept) {
        const names = Object.keys(row);
        const places = names.map((_, index) => `$${index + 1}`);
        await shop.query(
          `INSERT INTO cart_payment_collection (${names.join(", ")}) VALUES (${places.join(", ")})`,
          Object.values(row),
        );
      }
    }
  });
}
