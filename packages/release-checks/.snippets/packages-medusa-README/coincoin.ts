"use server";

export interface CoinCoinPayment {
  readonly paid: boolean;
  readonly order_url: string | null;
  readonly events_url: string | null;
}

export async function retrieveCoinCoinPayment(sessionId: string): Promise<CoinCoinPayment> {
  return ask(`coincoin/payment-sessions/${sessionId}`);
}

/** Whether the cart has become an order, which the store also does while its customer is away. */
export async function isPlaced(cartId: string): Promise<boolean> {
  const { cart } = await ask<{ cart: { completed_at: string | null } }>(
    `carts/${cartId}?fields=completed_at`,
  );
  return cart.completed_at !== null;
}

async function ask<T>(path: string): Promise<T> {
  const { MEDUSA_BACKEND_URL, NEXT_PUBLIC_MEDUSA_BACKEND_URL, NEXT_PUBLIC_MEDUSA_PUBLISHABLE_KEY } =
    process.env;
  const store = MEDUSA_BACKEND_URL ?? NEXT_PUBLIC_MEDUSA_BACKEND_URL ?? "http://localhost:9000";
  const response = await fetch(`${store}/store/${path}`, {
    headers: { "x-publishable-api-key": NEXT_PUBLIC_MEDUSA_PUBLISHABLE_KEY ?? "" },
    cache: "no-store",
  });
  if (!response.ok) throw new Error(`The store answered ${response.status}.`);
  return response.json();
}

export {};
