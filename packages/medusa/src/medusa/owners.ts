import { graphOf } from "./container.ts";

/** Whose money a payment collection is about. */
export interface Owner {
  readonly order: { readonly id: string; readonly display_id: string } | null;
  readonly customer: { readonly id: string | null; readonly email: string } | null;
}

interface Person {
  readonly id: string;
  readonly email?: string | null;
  readonly customer_id?: string | null;
}

interface OrderLink {
  readonly payment_collection_id: string;
  readonly order?: (Person & { readonly display_id: number }) | null;
}

interface CartLink {
  readonly payment_collection_id: string;
  readonly cart?: Person | null;
}

/** The orders and customers of collections, in two looks for all of them. */
export async function ownersOf(collectionIds: readonly string[]): Promise<ReadonlyMap<string, Owner>> {
  if (collectionIds.length === 0) return new Map();
  const ids = [...new Set(collectionIds)];
  const person = (of: string) => ["id", "email", "customer_id"].map((field) => `${of}.${field}`);
  const [carts, orders] = await Promise.all([
    graphOf<CartLink>("cart_payment_collection", ["payment_collection_id", ...person("cart")], {
      payment_collection_id: ids,
    }),
    graphOf<OrderLink>(
      "order_payment_collection",
      ["payment_collection_id", "order.display_id", ...person("order")],
      { payment_collection_id: ids },
    ),
  ]);
  const owners = new Map<string, Owner>();
  for (const { payment_collection_id, cart } of carts) {
    owners.set(payment_collection_id, { order: null, customer: customerOf(cart) });
  }
  for (const { payment_collection_id, order } of orders) {
    if (order == null) continue;
    const { id, display_id } = order;
    owners.set(payment_collection_id, {
      order: { id, display_id: `#${display_id}` },
      customer: customerOf(order),
    });
  }
  return owners;
}

function customerOf(person: Person | null | undefined): Owner["customer"] {
  if (person?.email == null) return null;
  return { id: person.customer_id ?? null, email: person.email };
}
