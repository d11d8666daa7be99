import { attention } from "./attention.ts";
import { deadLetters } from "./dead-letters.ts";
import { inbox } from "./inbox.ts";
import { order } from "./order.ts";
import { orders } from "./orders.ts";
import type { DeskPage } from "./page.ts";
import { setup } from "./setup.ts";
import { today } from "./today.ts";

/** By the first part of the path. */
export const pages: Readonly<Partial<Record<string, DeskPage>>> = {
  "": today,
  orders: (asked) => (asked.id === undefined ? orders(asked) : order(asked, asked.id)),
  attention,
  "dead-letters": deadLetters,
  inbox,
  setup,
};
