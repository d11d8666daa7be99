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
export declare function renderPayLink(page: PayLinkPage, options?: CheckoutOptions): RenderedCheckout;
export declare function renderUnavailable(options?: CheckoutOptions): RenderedCheckout;
export declare function stageOf(view: CheckoutView, now: number): Stage;
export type { CheckoutOptions, CheckoutView, CoinOnNetwork, Display, Language, PayLinkPage, PaymentLinks, PaymentUriInput, Receipt, RenderedCheckout, Stage };
interface Brand {
  logoUrl?: string | undefined;
  accent?: string | undefined;
  font?: string | undefined;
}
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
  successUrl?: string | undefined;
  restUrl?: string | undefined;
  termsUrl?: string | undefined;
  brand?: Brand | undefined;
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
  seen?: {
    amount: string;
    coin: string;
    confirmations: number;
    needs: number;
  } | null;
  display?: Display | null;
  wholePrice?: boolean;
  receipt?: Receipt | null;
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
interface Display {
  amount: string;
  currency: string;
  title: string | null;
  lines: {
    text: string;
    amount: string | null;
  }[];
}
interface PaymentUriInput {
  network: string | null;
  coin: string | null;
  address: string | null;
  amount: string | null;
}
interface Receipt {
  paidAt: string;
  payments: {
    paymentId: string;
    amount: string;
    coin: string;
    network: string;
    address: string;
  }[];
}
interface RenderedCheckout {
  html: string;
  headers: Record<string, string>;
}
type Language = (typeof languages)[number];
type PayLinkPage = {
  readonly state: "open";
  readonly rest: string;
  readonly display: Display | null;
  readonly received: {
    readonly amount: string;
    readonly coin: string;
  } | null;
  readonly until: string;
  readonly testMode: boolean;
} |
{
  readonly state: "unavailable" | "expired" | "paid" | "busy" | "later" | "refused";
};
type PaymentLinks = "auto" | "always" | "never";
type Stage = (typeof stages)[number];
