import { CoinCoinCheckout } from "@coincoin/checkout/react";

export function Payment({ orderUrl, onPaid }: { orderUrl: string; onPaid: () => void }) {
  return <CoinCoinCheckout src={orderUrl} returnUrl="/orders" onPaid={onPaid} />;
}
export {};
