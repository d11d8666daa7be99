import { sdk } from "@lib/config";
import { retrieveCart } from "@lib/data/cart";
import Payment from "@modules/checkout/components/payment";
import PaymentButton from "@modules/checkout/components/payment-button";
import { notFound } from "next/navigation";

interface Props {
  readonly searchParams: Promise<{ readonly step?: string }>;
}

export default async function Checkout({ searchParams }: Props) {
  const cart = await retrieveCart();
  if (cart === null) return notFound();
  if ((await searchParams).step === "review") return <PaymentButton cart={cart} />;
  const { payment_providers } = await sdk.store.payment.listPaymentProviders({
    region_id: cart.region_id ?? "",
  });
  return <Payment cart={cart} providers={payment_providers.map(({ id }) => id)} />;
}
