import { createHash } from "node:crypto";
import { CoinCoin } from "@coincoin/core";

const coincoin = new CoinCoin({ expiresInHours: 2, limits: { openOrdersPerCustomer: 3 } });

export function orderFor(session: string, cart: string, price: string) {
  const customer = createHash("sha256").update(session).digest("hex");
  return coincoin.createOrder({ reference: cart, price, customer });
}
export {};
