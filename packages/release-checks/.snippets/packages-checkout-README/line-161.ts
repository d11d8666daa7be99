import { type CheckoutView, renderCheckout } from "@coincoin/checkout";
import { checkoutScript } from "@coincoin/checkout/asset";

export function paymentPage(view: CheckoutView) {
  return renderCheckout(view, {
    language: ["de-AT", "en"],
    merchantName: "Tea House",
    orderUrl: "/coincoin/orders/ORDER?key=KEY",
    scriptUrl: `/coincoin/checkout.js?v=${checkoutScript.hash}`,
    newOrderUrl: "https://shop.example/cart",
  });
}
export {};
