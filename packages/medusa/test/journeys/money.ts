import { expect, test } from "vitest";
import { type Cart, type Checkout, outcomeOf } from "../store/customer.ts";
import { eventually } from "../store/shop.ts";
import {
  editOrder,
  expectOutcome,
  expectPlaced,
  expectQuiet,
  freeOfCharge,
  groupPrice,
  pay,
  record,
  stock,
  type World,
} from "./world.ts";

/** Money that goes back, carts and orders that change: what is held beyond what is booked is always a row. */
export function moneyJourneys(world: () => World): void {
  const placed = async () => {
    const { customers } = world();
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    const { body } = await customers.complete(cart);
    return { cart, checkout, orderId: String(body.order.id) };
  };

  test("a paid cart whose money was sent back is not placed after restocking, and its row ends", async () => {
    const { customers, shop } = world();
    await stock(world(), 5);
    const cart = await customers.cart({ variant: shop.seed.scarce, quantity: 2 });
    const checkout = await customers.checkout(cart);
    await stock(world(), 0);
    await pay(world(), checkout, cart.total);
    await expectOutcome(shop, cart, { orders: 0, attention: ["cart_not_ready"] });
    const recorded = await record(world(), checkout, cart.total, "0xback-1");
    expect(recorded.body).toMatchObject({ placement: { type: "nothing" } });
    await expectOutcome(shop, cart, { orders: 0, attention: [] });
    await stock(world(), 5);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await outcomeOf(shop, cart)).toMatchObject({ orders: 0, payments: 0, attention: [] });
    const again = await customers.checkout(cart);
    expect(again.data["amount_due"]).toBe(String(cart.total));
    await pay(world(), again, cart.total);
    await expectPlaced(world(), cart, cart.total, []);
  });

  test("after a part was sent back the customer is asked for all of it again", async () => {
    const { customers, shop } = world();
    const { cart, checkout } = await placed();
    await pay(world(), checkout, 10);
    await shop.sandbox.expire(checkout.paymentId);
    await shop.sandbox.settled();
    await expectOutcome(shop, cart, { attention: ["partly_settled"] });
    expect((await record(world(), checkout, 10, "0xback-2")).status).toBe(200);
    await expectOutcome(shop, cart, { orders: 1, paid: 0, attention: [] });
    const again = await customers.session(checkout.collectionId);
    expect(again.data["amount_due"]).toBe("26.1");
    await pay(world(), again, 26.1);
    await expectPlaced(world(), cart, 26.1, []);
  });

  test("a paid order that is cancelled is a row until its money went back, and then refunded in Medusa's books", async () => {
    const { customers, shop } = world();
    const { cart, checkout, orderId } = await placed();
    await pay(world(), checkout, 26.1);
    await expectPlaced(world(), cart);
    expect((await customers.admin("POST", `/admin/orders/${orderId}/cancel`, {})).status).toBe(200);
    await expectOutcome(shop, cart, { status: "canceled", attention: ["order_canceled"] });
    expect((await record(world(), checkout, 26.1, "0xback-3")).body.placement).toEqual({ type: "nothing" });
    await expectOutcome(shop, cart, { status: "canceled", captures: [26.1], attention: [] });
    expect(await refundsOf(world(), checkout)).toEqual([26.1]);
    const { body } = await customers.admin(
      "GET",
      `/admin/orders/${orderId}?fields=id,payment_status,summary.*,payment_collections.*`,
    );
    expect(body.order.payment_collections[0].refunded_amount).toBe(26.1);
  });

  test("a record is refused for more than came, and for a transaction that is known; it can be taken back once", async () => {
    const { customers, shop } = world();
    const { cart, checkout } = await placed();
    expect((await record(world(), checkout, 1, "0xback-4")).status).toBe(400);
    await pay(world(), checkout, 26.1);
    await expectPlaced(world(), cart);
    expect((await record(world(), checkout, 1000, "0xback-4")).body.message).toMatch(
      /Less than 1000\.00 USD/,
    );
    const made = await record(world(), checkout, 26.1, "0xback-4");
    expect(made.body.placement).toMatchObject({ code: "refund_unbooked" });
    const other = await placed();
    await pay(world(), other.checkout, 26.1);
    await expectPlaced(world(), other.cart);
    expect((await record(world(), other.checkout, 26.1, "0xBACK-4")).body.message).toMatch(
      /recorded already/,
    );
    const path = `/admin/coincoin/collections/${checkout.collectionId}/refunds/${made.body.refund.id}`;
    const back = await customers.admin("DELETE", path);
    expect(back.body).toMatchObject({ deleted: true, placement: { type: "placed" } });
    expect((await customers.admin("DELETE", path)).status).toBe(404);
    await expectOutcome(shop, cart, { captures: [26.1], attention: [] });
  });

  test("the rest of an order that was edited while it waited is booked as a payment of its own", async () => {
    const { customers, shop } = world();
    const { cart, checkout, orderId } = await placed();
    await editOrder(world(), orderId, 1);
    await pay(world(), checkout, 26.1);
    await expectOutcome(shop, cart, { orders: 1, paid: 26.1, captures: [26.1] });
    const rest = await customers.session(checkout.collectionId);
    expect(rest.data["amount_due"]).toBe("10.55");
    await pay(world(), rest, 10.55);
    await expectOutcome(shop, cart, { orders: 1, paid: 36.65, captures: [26.1, 10.55], attention: [] });
    const { body } = await customers.store("GET", `/store/coincoin/payment-sessions/${rest.sessionId}`);
    expect(body).toMatchObject({ paid: true });
    expect(await pendingOf(world(), orderId)).toBe(0);
  });

  test("an order that was edited after a part of it came is booked as its money comes", async () => {
    const { customers, shop } = world();
    const { cart, checkout, orderId } = await placed();
    await pay(world(), checkout, 10);
    await editOrder(world(), orderId, 1);
    await pay(world(), checkout, 16.1);
    await expectOutcome(shop, cart, { orders: 1, paid: 26.1, captures: [26.1] });
    const rest = await customers.session(checkout.collectionId);
    expect(rest.data["amount_due"]).toBe("10.55");
    await pay(world(), rest, 10.55);
    await expectOutcome(shop, cart, { orders: 1, paid: 36.65, captures: [26.1, 10.55], attention: [] });
    expect(await pendingOf(world(), orderId)).toBe(0);
  });

  test("where the merchant asked for the rest by a link of their own, it is booked once and the second payment is a row", async () => {
    const { customers, shop } = world();
    const { cart, checkout, orderId } = await placed();
    await editOrder(world(), orderId, 1);
    await pay(world(), checkout, 26.1);
    await expectOutcome(shop, cart, { captures: [26.1] });
    const made = await customers.admin("POST", "/admin/payment-collections", {
      order_id: orderId,
      amount: 10.55,
    });
    expect(made.status).toBe(200);
    const link = await customers.session(made.body.payment_collection.id);
    const rest = await customers.session(checkout.collectionId);
    await pay(world(), rest, 10.55);
    await expectOutcome(shop, cart, { paid: 36.65, captures: [26.1, 10.55], attention: [] });
    await pay(world(), link, link.data["amount_due"] ?? "");
    await eventually(async () => expect(await rowsOf(world(), link)).toEqual(["paid_otherwise"]));
    expect(await pendingOf(world(), orderId)).toBe(0);
  });

  test("an order that was edited down while it waited is booked at what it costs, and the rest is a row", async () => {
    const { shop } = world();
    const { cart, checkout, orderId } = await placed();
    await editOrder(world(), orderId, -1);
    await pay(world(), checkout, 26.1);
    await expectOutcome(shop, cart, { paid: 15.55, captures: [15.55], attention: ["surplus"] });
  });

  test("too much for a cart that shrank without a session is a row, until it was sent back", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const old = await customers.checkout(cart);
    await customers.changeQuantity(cart, 1);
    await pay(world(), old, 26.1);
    await expectPlaced(world(), cart, 15.55, ["surplus"]);
    const { body } = await customers.admin("GET", "/admin/coincoin/attention");
    const rows: { reference: string; message: string }[] = body.items;
    expect(rows.find((row) => row.reference === old.collectionId)?.message).toMatch(
      /^10\.55 USD more than order #\d+ costs came/,
    );
    await record(world(), old, 10.55, "0xback-5");
    await expectOutcome(shop, cart, { captures: [15.55], attention: [] });
  });

  test("a customer who logs in to lower prices after the address was shown is booked at them, and the rest is a row", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const asGuest = await customers.checkout(cart);
    expect(asGuest.data["amount_due"]).toBe("26.1");
    await customers.logIn(cart, await groupPrice(world(), 8));
    expect(cart.total).toBe(21);
    await pay(world(), asGuest, 26.1);
    await expectPlaced(world(), cart, 21, ["surplus"]);
    await record(world(), asGuest, 5.1, "0xback-6");
    await expectOutcome(shop, cart, { captures: [21], attention: [] });
  });

  test("a cart that is paid in part, and costs less than that after a change, is placed without its customer", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const old = await customers.checkout(cart);
    await pay(world(), old, 20);
    await shop.sandbox.settle(old.paymentId);
    await expectQuiet(world());
    expect(await outcomeOf(shop, cart)).toMatchObject({ orders: 0 });
    await customers.changeQuantity(cart, 1);
    await expectOutcome(shop, cart, { orders: 1, captures: [15.55] });
    await eventually(async () => expect(await rowsOf(world(), old)).toContain("surplus"));
  });

  test.for(["completed by the customer", "left alone"])(
    "money for a cart that costs nothing any more and is %s is a row at once",
    async (how) => {
      const { customers, shop } = world();
      const cart = await customers.cart();
      const checkout = await customers.checkout(cart);
      await freeOfCharge(world(), cart);
      if (how === "completed by the customer") {
        expect((await customers.complete(cart)).body.type).toBe("order");
      }
      await pay(world(), checkout, 26.1);
      await expectOutcome(shop, cart, { orders: 1, captures: [], attention: ["surplus"] });
      await expectQuiet(world());
    },
  );

  test("a rest below CoinCoin's minimum is asked for as the minimum, and the surplus is a row", async () => {
    const { customers } = world();
    const cart = await customers.cart({ variant: world().shop.seed.sticker, quantity: 4 });
    const checkout = await customers.checkout(cart);
    await customers.changeQuantity(cart, 6);
    await pay(world(), checkout, 11);
    await expectOutcome(world().shop, cart, { orders: 0, attention: ["rest_due"] });
    const rest = await customers.checkout(cart);
    expect(rest.data["amount_due"]).toBe("10");
    await pay(world(), rest, 10);
    await expectPlaced(world(), cart, 14, ["surplus"]);
  });

  test("a session that is covered shows no address, and says that it is paid", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart({ shipping: false });
    const paid = await customers.checkout(cart);
    await pay(world(), paid, 21.1);
    await expectOutcome(shop, cart, { orders: 0, attention: ["cart_not_ready"] });
    const again = await customers.checkout(cart);
    expect(again.data["address"]).toBeUndefined();
    const { body } = await customers.store("GET", `/store/coincoin/payment-sessions/${again.sessionId}`);
    expect(body).toMatchObject({ paid: true, payment: { paid: true, address: null } });
  });

  test("money that came while the cart was in another currency is named, and counts again in its own", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const dollars = await customers.checkout(cart);
    await switchRegion(cart, shop.seed.euroRegionId, "fr");
    await customers.ship(cart);
    await pay(world(), dollars, 26.1);
    await eventually(async () => expect(await rowsOf(world(), dollars)).toEqual(["other_currency"]));
    const { body } = await customers.admin("GET", "/admin/coincoin/attention");
    const rows: { reference: string; message: string }[] = body.items;
    expect(rows.find((row) => row.reference === dollars.collectionId)?.message).toMatch(/26\.10 USD came/);
    await switchRegion(cart, shop.seed.regionId, "de");
    await expectOutcome(shop, cart, { orders: 1, attention: [] });
  });

  test("seven sessions for one cart at one price show one address", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const before = shop.sandbox.orders().length;
    const checkouts: Checkout[] = [];
    for (let turn = 0; turn < 7; turn++) checkouts.push(await customers.checkout(cart));
    expect(new Set(checkouts.map((checkout) => checkout.data["address"])).size).toBe(1);
    expect(shop.sandbox.orders()).toHaveLength(before + 1);
    await pay(world(), checkouts[0] ?? expect.fail(), 26.1);
    await expectPlaced(world(), cart, 26.1, []);
  });

  async function switchRegion(cart: Cart, region_id: string, country_code: string): Promise<void> {
    const { customers } = world();
    const changed = await customers.store("POST", `/store/carts/${cart.id}`, {
      region_id,
      shipping_address: {
        first_name: "Ada",
        last_name: "Byron",
        address_1: "Street 1",
        city: "Town",
        postal_code: "10115",
        country_code,
      },
    });
    expect(changed.status).toBe(200);
  }
}

async function refundsOf({ shop }: World, { collectionId }: Checkout): Promise<number[]> {
  const rows = await shop.query(
    `SELECT r.amount::float AS amount FROM refund r JOIN payment p ON p.id = r.payment_id
     WHERE p.payment_collection_id = $1 AND r.deleted_at IS NULL`,
    [collectionId],
  );
  return rows.map((row) => Number(row["amount"]));
}

async function rowsOf({ shop }: World, { collectionId }: Checkout): Promise<string[]> {
  const rows = await shop.query(
    `SELECT kind, data::json->'details'->>'code' AS code FROM coincoin.coincoin_attention
     WHERE split_part(reference, '.', 1) = $1 AND open ORDER BY 1, 2`,
    [collectionId],
  );
  return rows.map((row) => String(row["code"] ?? row["kind"]));
}

async function pendingOf({ customers }: World, orderId: string): Promise<number> {
  const { body } = await customers.admin("GET", `/admin/orders/${orderId}?fields=id,summary.*`);
  return Number(body.order.summary.pending_difference);
}
