export { type CoinOnNetwork, chainIds, coinsOnNetworks } from "./coins.ts";
export { type Language, languages } from "./languages/language.ts";
export { explorerUrl } from "./networks.ts";
export type { CheckoutOptions, PaymentLinks } from "./options.ts";
export { type PaymentUriInput, paymentUri } from "./payment-uri.ts";
export { type RenderedCheckout, renderCheckout, renderUnavailable } from "./render.ts";
export { isFinal, isPayable, type Stage, stageOf, stages } from "./stage.ts";
export type { CheckoutView } from "./view.ts";
