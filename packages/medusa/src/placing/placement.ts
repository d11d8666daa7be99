import type { Problem } from "./problems.ts";

/** What became of a cart that was paid for. */
export type Placement =
  /** There is one order, and it is paid. */
  | { readonly type: "placed"; readonly orderId: string }
  /** Left as it is, for a person or for later. */
  | ({ readonly type: "blocked" } & Problem)
  /** The customer may still pay. */
  | { readonly type: "wait" }
  /** Nothing of its money is here. */
  | { readonly type: "nothing" };
