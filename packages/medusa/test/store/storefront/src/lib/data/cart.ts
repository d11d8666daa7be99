"use server";

import { sdk } from "@lib/config";
import type { HttpTypes } from "@medusajs/types";
import { revalidateTag } from "next/cache";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";

const COOKIE = "_medusa_cart_id";
const TAG = "carts";

export async function retrieveCart(cartId?: string, fields?: string): Promise<HttpTypes.StoreCart | null> {
  const id = cartId ?? (await cookies()).get(COOKIE)?.value;
  if (id === undefined || id === "") return null;
  // From Next's cache, until something here revalidates it: what the store does meanwhile is not seen.
  return sdk.client
    .fetch<HttpTypes.StoreCartResponse>(`/store/carts/${id}`, {
      query: { fields: fields ?? "*items, *region, *shipping_methods" },
      next: { tags: [TAG] },
      cache: "force-cache",
    })
    .then(({ cart }) => cart)
    .catch(() => null);
}

export async function getOrSetCart(countryCode: string): Promise<HttpTypes.StoreCart> {
  let cart = await retrieveCart(undefined, "id,region_id");
  if (cart === null) {
    const { regions } = await sdk.store.region.list();
    const region = regions.find(({ countries }) => countries?.some(({ iso_2 }) => iso_2 === countryCode));
    ({ cart } = await sdk.store.cart.create({ region_id: region?.id }));
    (await cookies()).set(COOKIE, cart.id, { httpOnly: true, sameSite: "strict" });
    revalidateTag(TAG);
  }
  return cart;
}

export async function addToCart(variantId: string, countryCode: string): Promise<void> {
  const { id } = await getOrSetCart(countryCode);
  await sdk.store.cart.createLineItem(id, { variant_id: variantId, quantity: 1 });
  revalidateTag(TAG);
}

export async function initiatePaymentSession(
  cart: HttpTypes.StoreCart,
  data: HttpTypes.StoreInitializePaymentSession,
): Promise<void> {
  await sdk.store.payment.initiatePaymentSession(cart, data);
  revalidateTag(TAG);
}

/** Completes the cart, forgets it and goes to its order; a cart that cannot be completed yet is given back. */
export async function placeOrder(): Promise<HttpTypes.StoreCart> {
  const id = (await cookies()).get(COOKIE)?.value;
  if (id === undefined || id === "") throw new Error("No existing cart found when placing an order");
  const completed = await sdk.store.cart.complete(id);
  revalidateTag(TAG);
  if (completed.type === "cart") return completed.cart;
  (await cookies()).set(COOKIE, "", { maxAge: -1 });
  const countryCode = completed.order.shipping_address?.country_code?.toLowerCase();
  redirect(`/${countryCode}/order/${completed.order.id}/confirmed`);
}
