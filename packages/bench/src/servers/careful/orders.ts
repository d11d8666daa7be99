import { paymentIdOf } from "../../webhook.ts";
import type { Range } from "../api.ts";

/** What the shop knows of an order before it is paid, as JSON: the same facts that ours keeps. */
export function ordersOf({ from, count }: Range): { id: string; due: number }[] {
  return Array.from({ length: count }, (_, place) => ({ id: paymentIdOf(from + place), due: 100 }));
}
