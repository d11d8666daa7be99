import { expect } from "vitest";
import { type Cart, type Checkout, type Customers, type Outcome, outcomeOf } from "../store/customer.ts";
import { eventually, type Reply, type Shop } from "../store/shop.ts";

/** What the journeys share: one store, opened once for the file. */
export interface World {
  readonly shop: Shop;
  readonly customers: Customers;
}

/** Placed once and paid once; with `attention`, that nobody has to look, or why. */
export async function expectPlaced(
  { shop }: World,
  cart: Cart,
  amount = cart.total,
  attention?: readonly string[],
): Promise<Outcome> {
  return expectOutcome(shop, cart, {
    orders: 1,
    status: "pending",
    paid: amount,
    captures: [amount],
    payments: 1,
    ...(attention === undefined ? {} : { attention }),
  });
}

export async function expectOutcome(shop: Shop, cart: Cart, expected: Partial<Outcome>): Promise<Outcome> {
  return eventually(async () => {
    const outcome = await outcomeOf(shop, cart);
    expect(outcome).toMatchObject(expected);
    return outcome;
  });
}

/** Waits for what must not happen: every event is delivered, every webhook answered. */
export async function expectQuiet({ shop }: World): Promise<void> {
  await shop.sandbox.settled();
  await eventually(async () => {
    const pending = await shop.query(
      "SELECT type, last_error FROM coincoin.coincoin_deliveries WHERE state = 'pending' AND type IN ('order.paid', 'order.paid_late', 'order.payment')",
    );
    expect(pending).toEqual([]);
  }, 30_000);
}

export async function pay({ shop }: World, checkout: Checkout, amount: number | string): Promise<void> {
  await shop.sandbox.pay(checkout.paymentId, { amount: String(amount) });
  await shop.sandbox.settled();
}

/** Sets what is there of the scarce product, as the merchant does in the admin. */
export async function stock({ customers, shop }: World, stocked_quantity: number): Promise<void> {
  const path = `/admin/inventory-items/${shop.seed.scarceItem}/location-levels/${shop.seed.locationId}`;
  expect((await customers.admin("POST", path, { stocked_quantity })).status).toBe(200);
}

/** The merchant sent coins back, and says so. */
export function record(
  { customers }: World,
  { collectionId }: Checkout,
  amount: number,
  transaction: string,
): Promise<Reply> {
  return customers.admin("POST", `/admin/coincoin/collections/${collectionId}/refunds`, {
    amount: String(amount),
    transaction,
  });
}

/** The merchant adds shirts to an order, or takes some away. */
export async function editOrder({ customers }: World, orderId: string, more: number): Promise<void> {
  const admin = async (path: string, body: unknown) => {
    const reply = await customers.admin("POST", path, body);
    expect({ path, ...reply }).toMatchObject({ status: 200 });
    return reply.body;
  };
  const { body } = await customers.admin("GET", `/admin/orders/${orderId}`);
  const { id, quantity } = body.order.items[0];
  const { order_change } = await admin("/admin/order-edits", { order_id: orderId });
  expect(order_change.order_id).toBe(orderId);
  await admin(`/admin/order-edits/${orderId}/items/item/${id}`, { quantity: quantity + more });
  await admin(`/admin/order-edits/${orderId}/request`, {});
  await admin(`/admin/order-edits/${orderId}/confirm`, {});
}

/** A group of customers for whom the shirt costs less. */
export async function groupPrice({ customers, shop }: World, amount: number): Promise<string> {
  const group = await customers.admin("POST", "/admin/customer-groups", { name: `Members at ${amount}` });
  const { id } = group.body.customer_group;
  const made = await customers.admin("POST", "/admin/price-lists", {
    title: "Members",
    description: "Members pay less",
    type: "override",
    status: "active",
    rules: { "customer.groups.id": [id] },
    prices: [{ amount, currency_code: "usd", variant_id: shop.seed.shirt }],
  });
  expect({ ...made }).toMatchObject({ status: 200 });
  return id;
}

/** Promotions take everything off the cart. */
export async function freeOfCharge({ customers }: World, cart: Cart): Promise<void> {
  const codes = ["items", "shipping_methods"].map((target) => `FREE_${target}_${cart.id}`);
  for (const [index, target_type] of ["items", "shipping_methods"].entries()) {
    const made = await customers.admin("POST", "/admin/promotions", {
      code: codes[index],
      type: "standard",
      status: "active",
      application_method: {
        type: "percentage",
        value: 100,
        target_type,
        allocation: "across",
        currency_code: "usd",
      },
    });
    expect({ ...made }).toMatchObject({ status: 200 });
  }
  const { body } = await customers.store("POST", `/store/carts/${cart.id}/promotions`, {
    promo_codes: codes,
  });
  expect(body.cart.total).toBe(0);
}

/** Hours pass: what was shown to the customer is over. */
export async function passDeadline(
  { shop }: World,
  { collectionId }: Pick<Checkout, "collectionId">,
): Promise<void> {
  const where = "FROM coincoin.coincoin_purchases WHERE reference = $1";
  const [row] = await shop.query(`SELECT data ${where}`, [collectionId]);
  const past = new Date(Date.now() - 3_600_000).toISOString();
  const data = String(row?.["data"]).replaceAll(/"(expiresAt|closesAt)":"[^"]*"/g, `"$1":"${past}"`);
  await shop.query("UPDATE coincoin.coincoin_purchases SET data = $2, wake_at = $3 WHERE reference = $1", [
    collectionId,
    data,
    past,
  ]);
  await eventually(async () => {
    const [swept] = await shop.query(`SELECT data::json->'attempts'->0->>'lapsed' AS lapsed ${where}`, [
      collectionId,
    ]);
    expect(swept).toEqual({ lapsed: "true" });
  }, 60_000);
}
