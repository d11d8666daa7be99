import { paymentIdOf } from "../../webhook.ts";
import type { Range } from "../api.ts";

/** What a shop knows of an order before it is paid: least of all, what is due. */
export function ordersOf({ from, count }: Range): { id: string; due: number }[] {
  return Array.from({ length: count }, (_, place) => ({ id: paymentIdOf(from + place), due: 100 }));
}
