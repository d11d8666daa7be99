// What "@coincoin/checkout" offers. Written by scripts/api.ts.
export declare const chainIds: ReadonlyMap<string, number>;
export declare const coinsOnNetworks: readonly CoinOnNetwork[];
export declare const isFinal: (view: CheckoutView) => boolean;
export declare const isPayable: (view: CheckoutView, now: number) => boolean;
export declare const languages: readonly ["en", "zh-Hans", "zh-Hant", "es", "fr", "de", "pt-BR", "ru", "ja", "ar"];
export declare const stages: readonly [
"preparing",
"waiting",
"partial",
"wrong-coin",
"confirming",
"received",
"settled",
"over",
"late",
"underpaid",
"expired",
"invalid"];
export declare function explorerUrl(target: {
  network: string | null;
  address: string | null;
}): string | null;
export declare function paymentUri(input: PaymentUriInput): string | null;
export declare function renderCheckout(view: CheckoutView, options?: CheckoutOptions): RenderedCheckout;
export declare function renderUnavailable(options?: CheckoutOptions): RenderedCheckout;
export declare function stageOf(view: CheckoutView, now: number): Stage;
export type { CheckoutOptions, CheckoutView, CoinOnNetwork, Language, PaymentLinks, PaymentUriInput, RenderedCheckout, Stage };
interface CheckoutOptions {
  language?: Language | (string & {}) | readonly string[] | undefined;
  theme?: "light" | "dark" | "auto" | undefined;
  merchantName?: string | undefined;
  orderNumber?: string | undefined;
  summary?: string | undefined;
  paymentLinks?: PaymentLinks | undefined;
  newOrderUrl?: string | undefined;
  returnUrl?: string | undefined;
  contactUrl?: string | undefined;
  orderUrl?: string | undefined;
  eventsUrl?: string | undefined;
  scriptUrl?: string | undefined;
  frameAncestors?: readonly string[] | undefined;
  refreshSeconds?: number | undefined;
}
interface CheckoutView {
  paymentId: string;
  status: "pending" | "receiving" | "settling" | "completed" | "expired" | "invalid";
  coverage: "none" | "partial" | "full" | "over";
  paid: boolean;
  late: boolean;
  address: string | null;
  network: string | null;
  coin: string | null;
  amountDue: string | null;
  received: string;
  remaining: string | null;
  otherCoins: Record<string, string>;
  waitingFor: {
    amount: string;
    coin: string;
    until: string;
  } | null;
  testMode?: boolean;
  createdAt: string;
  expiresAt: string | null;
  paymentUri: string | null;
  checkoutUrl: string | null;
  now: string;
}
interface CoinOnNetwork {
  network: string;
  coin: string;
  decimals: number;
  contract?: string;
  source: string;
}
interface PaymentUriInput {
  network: string | null;
  coin: string | null;
  address: string | null;
  amount: string | null;
  tron?: "address" | "uri" | undefined;
}
interface RenderedCheckout {
  html: string;
  headers: Record<string, string>;
}
type Language = (typeof languages)[number];
type PaymentLinks = "auto" | "always" | "never";
type Stage = (typeof stages)[number];
