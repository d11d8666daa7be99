"use client";

import { addToCart } from "@lib/data/cart";

interface Props {
  readonly variantId: string;
  readonly countryCode: string;
}

export default function ProductActions({ variantId, countryCode }: Props) {
  return (
    <button type="button" onClick={() => addToCart(variantId, countryCode)} data-testid="add-product-button">
      Add to cart
    </button>
  );
}
