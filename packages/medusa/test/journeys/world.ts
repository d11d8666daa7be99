import { expect } from "vitest";
import { type Cart, type Checkout, type Customers, type Outcome, outcomeOf } from "../store/customer.ts";
import { eventually, type Shop } from "../store/shop.ts";

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
    const [row] = await shop.query(
      "SELECT count(*)::int AS n FROM coincoin.coincoin_deliveries WHERE state = 'pending' AND type IN ('order.paid', 'order.paid_late', 'order.payment')",
    );
    expect(row?.["n"]).toBe(0);
  }, 30_000);
}

export async function pay({ shop }: World, checkout: Checkout, amount: number | string): Promise<void> {
  await shop.sandbox.pay(checkout.paymentId, { amount: String(amount) });
  await shop.sandbox.settled();
}
