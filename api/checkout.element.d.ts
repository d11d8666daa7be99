// What "@coincoin/checkout/element" offers. Written by scripts/api.ts.
declare const Base: typeof HTMLElement;
declare const languages: readonly ["en", "zh-Hans", "zh-Hant", "es", "fr", "de", "pt-BR", "ru", "ja", "ar"];
declare const stages: readonly [
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
declare global {
  interface HTMLElementEventMap extends CheckoutEventMap {}
}
declare global {
  interface HTMLElementTagNameMap {
    "coincoin-checkout": CoinCoinCheckoutTag;
  }
}
export declare class CoinCoinCheckoutElement extends Base {
  #private;
  static observedAttributes: readonly string[];
  static loadLanguage: LoadLanguage | undefined;
  get view(): CheckoutView | null;
  get stage(): Stage | null;
  refresh(): Promise<void>;
  connectedCallback(): void;
  disconnectedCallback(): void;
  attributeChangedCallback(): void;
}
export interface CoinCoinCheckoutTag extends HTMLElement {
  readonly view: CheckoutView | null;
  readonly stage: Stage | null;
  refresh(): Promise<void>;
}
export type { CheckoutEventDetail, CheckoutEventMap, CheckoutEventName, CheckoutView, Stage };
interface CheckoutEventDetail {
  view: CheckoutView;
  stage: Stage;
  initial: boolean;
}
interface CheckoutEventMap {
  "coincoin:change": CustomEvent<CheckoutEventDetail>;
  "coincoin:payment": CustomEvent<CheckoutEventDetail>;
  "coincoin:wrong-coin": CustomEvent<CheckoutEventDetail>;
  "coincoin:paid": CustomEvent<CheckoutEventDetail>;
  "coincoin:settled": CustomEvent<CheckoutEventDetail>;
  "coincoin:overpaid": CustomEvent<CheckoutEventDetail>;
  "coincoin:late": CustomEvent<CheckoutEventDetail>;
  "coincoin:underpaid": CustomEvent<CheckoutEventDetail>;
  "coincoin:expired": CustomEvent<CheckoutEventDetail>;
  "coincoin:invalid": CustomEvent<CheckoutEventDetail>;
  "coincoin:copy": CustomEvent<{
    field: CopyField;
  }>;
  "coincoin:error": CustomEvent<{
    status: number;
  }>;
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
interface Display {
  amount: string;
  currency: string;
  title: string | null;
  lines: {
    text: string;
    amount: string | null;
  }[];
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
type CheckoutEventName = keyof CheckoutEventMap;
type CopyField = "amount" | "address" | "order" | "payment";
type Language = (typeof languages)[number];
type LoadLanguage = (language: Language) => Promise<unknown>;
type Stage = (typeof stages)[number];
