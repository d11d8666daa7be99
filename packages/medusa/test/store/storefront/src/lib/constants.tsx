import { CreditCard } from "@medusajs/icons";
import type { JSX } from "react";

/** How each provider is shown to customers. */
export const paymentInfoMap: Record<string, { title: string; icon: JSX.Element }> = {
  pp_system_default: { title: "Manual Payment", icon: <CreditCard /> },
};

export const isManual = (providerId?: string) => providerId?.startsWith("pp_system_default");
