import { register } from "./element/register.ts";
import type { Stage } from "./stage.ts";
import type { CheckoutView } from "./view.ts";

register();

export { CoinCoinCheckoutElement } from "./element/checkout-element.ts";
export type { CheckoutEventDetail, CheckoutEventMap, CheckoutEventName } from "./element/events.ts";
export type { Stage } from "./stage.ts";
export type { CheckoutView } from "./view.ts";

/**
 * What scripts may use of the element. An interface and not the class: where the declarations for `import` and for
 * `require` meet in one program, two classes with private fields are two types, and two such interfaces are one.
 */
export interface CoinCoinCheckoutTag extends HTMLElement {
  /** What is shown; null until the server has answered. */
  readonly view: CheckoutView | null;
  readonly stage: Stage | null;
  /** Asks the server now. */
  refresh(): Promise<void>;
}

declare global {
  interface HTMLElementTagNameMap {
    "coincoin-checkout": CoinCoinCheckoutTag;
  }
}
