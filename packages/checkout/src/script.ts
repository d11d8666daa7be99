import { defineCheckout } from "./element/checkout-element.ts";

// The script served to browsers as it is. The payment page brings its language along; for other pages they lie beside it, as `checkout.<language>.json`.
defineCheckout(async (language) => {
  const response = await fetch(new URL(`checkout.${language}.json`, import.meta.url));
  if (!response.ok) throw new Error(`The translation ${language} answered ${response.status}`);
  const messages: unknown = await response.json();
  return messages;
});
