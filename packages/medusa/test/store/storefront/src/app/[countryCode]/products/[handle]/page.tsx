import { sdk } from "@lib/config";
import ProductActions from "@modules/products/components/product-actions";
import { notFound } from "next/navigation";

interface Props {
  readonly params: Promise<{ readonly countryCode: string; readonly handle: string }>;
}

export default async function ProductPage({ params }: Props) {
  const { countryCode, handle } = await params;
  const { products } = await sdk.store.product.list({ handle });
  const variant = products[0]?.variants?.[0];
  if (variant === undefined) return notFound();
  return <ProductActions variantId={variant.id} countryCode={countryCode} />;
}
