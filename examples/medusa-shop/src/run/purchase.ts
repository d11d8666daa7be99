import type { Sandbox } from "@coincoin/sandbox";

export interface Seed {
  readonly publishableKey: string;
  readonly regionId: string;
  readonly variantId: string;
}

interface Buyer {
  readonly store: string;
  readonly seed: Seed;
  readonly sandbox: Sandbox;
  readonly say: (line: string) => void;
}

const ADDRESS = {
  first_name: "Ada",
  last_name: "Byron",
  address_1: "Street 1",
  city: "Berlin",
  country_code: "de",
  postal_code: "10115",
};

/** Buys a shirt as a storefront would, pays it in the sandbox, and waits until the payment session reads as paid. */
export async function buy({ store, seed, sandbox, say }: Buyer): Promise<void> {
  const call = async <T>(path: string, body?: object): Promise<T> => {
    const response = await fetch(store + path, {
      method: body === undefined ? "GET" : "POST",
      headers: { "content-type": "application/json", "x-publishable-api-key": seed.publishableKey },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
    const answer: T = JSON.parse(text);
    return answer;
  };

  const { cart } = await call<{ cart: { id: string } }>("/store/carts", {
    region_id: seed.regionId,
    email: "ada@example.com",
    items: [{ variant_id: seed.variantId, quantity: 1 }],
    shipping_address: ADDRESS,
    billing_address: ADDRESS,
  });
  const { shipping_options } = await call<{ shipping_options: { id: string }[] }>(
    `/store/shipping-options?cart_id=${cart.id}`,
  );
  await call(`/store/carts/${cart.id}/shipping-methods`, { option_id: shipping_options[0]?.id });
  const { payment_collection } = await call<{ payment_collection: { id: string } }>(
    "/store/payment-collections",
    {
      cart_id: cart.id,
    },
  );
  const chosen = await call<{ payment_collection: { payment_sessions: { id: string }[] } }>(
    `/store/payment-collections/${payment_collection.id}/payment-sessions`,
    { provider_id: "pp_coincoin_coincoin" },
  );
  const path = `/store/coincoin/payment-sessions/${chosen.payment_collection.payment_sessions[0]?.id ?? ""}`;
  const { payment, checkout_url } = await call<Followed>(path);
  say(`The customer pays ${payment.amountDue} ${payment.coin} at ${checkout_url}`);
  const placed = await call<{ order: { display_id: number } }>(`/store/carts/${cart.id}/complete`, {});
  say(`Order #${placed.order.display_id} is placed and awaits its payment.`);

  await sandbox.pay(payment.paymentId, { amount: payment.amountDue });
  await sandbox.settled();
  for (let tries = 0; tries < 300; tries++) {
    const { session } = await call<Followed>(path);
    if (session.status === "authorized") {
      say(`CoinCoin says it is paid: order #${placed.order.display_id} is captured.`);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("The order was not paid in time.");
}

interface Followed {
  readonly payment: { readonly paymentId: string; readonly amountDue: string; readonly coin: string };
  readonly session: { readonly status: string };
  readonly checkout_url: string;
}
