// What "@coincoin/checkout/react" offers. Written by scripts/api.ts.
declare class CoinCoinCheckoutElement extends Base {
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
export declare const CoinCoinCheckout: ForwardRefExoticComponent<CoinCoinCheckoutProps & RefAttributes<CoinCoinCheckoutElement>>;
export interface CoinCoinCheckoutProps {
  src: string;
  events?: string | undefined;
  language?: string | undefined;
  theme?: "light" | "dark" | "auto" | undefined;
  heading?: 1 | 2 | 3 | 4 | 5 | 6 | undefined;
  merchant?: string | undefined;
  orderNumber?: string | undefined;
  summary?: string | undefined;
  paymentLinks?: PaymentLinks | undefined;
  newOrderUrl?: string | undefined;
  returnUrl?: string | undefined;
  contactUrl?: string | undefined;
  className?: string | undefined;
  style?: CSSProperties | undefined;
  children?: ReactNode;
  onChange?: Handler<"coincoin:change"> | undefined;
  onPayment?: Handler<"coincoin:payment"> | undefined;
  onWrongCoin?: Handler<"coincoin:wrong-coin"> | undefined;
  onPaid?: Handler<"coincoin:paid"> | undefined;
  onSettled?: Handler<"coincoin:settled"> | undefined;
  onOverpaid?: Handler<"coincoin:overpaid"> | undefined;
  onLate?: Handler<"coincoin:late"> | undefined;
  onUnderpaid?: Handler<"coincoin:underpaid"> | undefined;
  onExpired?: Handler<"coincoin:expired"> | undefined;
  onInvalid?: Handler<"coincoin:invalid"> | undefined;
  onCopy?: Handler<"coincoin:copy"> | undefined;
  onError?: Handler<"coincoin:error"> | undefined;
}
export type { CheckoutEventDetail, CheckoutEventMap, CheckoutEventName, CoinCoinCheckoutElement };
import { CSSProperties, ForwardRefExoticComponent, ReactNode, RefAttributes } from "react";
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
type Handler<Name extends CheckoutEventName> = (event: CheckoutEventMap[Name]) => void;
type Language = (typeof languages)[number];
type LoadLanguage = (language: Language) => Promise<unknown>;
type PaymentLinks = "auto" | "always" | "never";
type Stage = (typeof stages)[number];
