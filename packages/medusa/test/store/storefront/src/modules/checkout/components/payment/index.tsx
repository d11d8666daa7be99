"use client";

import { paymentInfoMap } from "@lib/constants";
import { initiatePaymentSession } from "@lib/data/cart";
import type { HttpTypes } from "@medusajs/types";
import { useRouter } from "next/navigation";
import { useState } from "react";

interface Props {
  readonly cart: HttpTypes.StoreCart;
  readonly providers: readonly string[];
}

/** The step in which a customer chooses how to pay. */
export default function Payment({ cart, providers }: Props) {
  const router = useRouter();
  const [chosen, setChosen] = useState("");
  const submit = async () => {
    await initiatePaymentSession(cart, { provider_id: chosen });
    router.push("?step=review");
  };
  return (
    <>
      {providers.map((provider) => (
        <label key={provider}>
          <input type="radio" checked={chosen === provider} onChange={() => setChosen(provider)} />
          {paymentInfoMap[provider]?.icon} {paymentInfoMap[provider]?.title ?? provider}
        </label>
      ))}
      <button type="button" disabled={chosen === ""} onClick={submit} data-testid="submit-payment-button">
        Continue to review
      </button>
    </>
  );
}
