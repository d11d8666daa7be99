"use client";

import { isManual } from "@lib/constants";
import { placeOrder } from "@lib/data/cart";
import type { HttpTypes } from "@medusajs/types";

/** The last step: what a customer does to pay depends on the provider. */
export default function PaymentButton({ cart }: { readonly cart: HttpTypes.StoreCart }) {
  const paymentSession = cart.payment_collection?.payment_sessions?.[0];

  switch (true) {
    case isManual(paymentSession?.provider_id):
      return (
        <button type="button" onClick={() => placeOrder()}>
          Place order
        </button>
      );
    default:
      return (
        <button type="button" disabled>
          Select a payment method
        </button>
      );
  }
}
