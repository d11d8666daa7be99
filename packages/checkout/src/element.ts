import type { CoinCoinCheckoutElement } from "./element/checkout-element.ts";
import { register } from "./element/register.ts";

register();

export { CoinCoinCheckoutElement } from "./element/checkout-element.ts";
export type { CheckoutEventDetail, CheckoutEventMap, CheckoutEventName } from "./element/events.ts";
export type { Stage } from "./stage.ts";
export type { CheckoutView } from "./view.ts";

declare global {
  interface HTMLElementTagNameMap {
    "coincoin-checkout": CoinCoinCheckoutElement;
  }
}
