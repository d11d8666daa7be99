// What "@coincoin/checkout/element" offers. Written by scripts/api.ts.
declare const Base: typeof HTMLElement;
declare const en: {
  "page.loading": string;
  "page.unavailable.title": string;
  "page.unavailable.text": string;
  "page.test": string;
  "preparing.title": string;
  "preparing.text": string;
  "waiting.title": string;
  "waiting.text": string;
  "partial.title": string;
  "partial.text": string;
  "wrong-coin.title": string;
  "wrong-coin.text": string;
  "wrong-coin.closed": string;
  "confirming.title": string;
  "confirming.text": string;
  "confirming.seen": string;
  "confirming.waitingFor": string;
  "received.title": string;
  "received.text": string;
  "settled.title": string;
  "settled.text": string;
  "over.title": string;
  "over.text": string;
  "late.title": string;
  "late.text": string;
  "underpaid.title": string;
  "underpaid.text": string;
  "expired.title": string;
  "expired.text": string;
  "invalid.title": string;
  "invalid.text": string;
  "contact.ask": string;
  "contact.none": string;
  "step.pay": string;
  "step.confirm": string;
  "step.done": string;
  "amount.send": string;
  "amount.rest": string;
  "amount.due": string;
  "amount.received": string;
  "amount.progress": string;
  "address.label": string;
  "coin.label": string;
  "network.label": string;
  "order.label": string;
  "payment.label": string;
  "warning.only": string;
  "warning.fee": string;
  "warning.otherCoins": string;
  "time.left": string;
  "time.before": string;
  "time.fiveMinutes": string;
  "time.oneMinute": string;
  "qr.label": string;
  "qr.labelAmount": string;
  "qr.captionAddress": string;
  "qr.captionAmount": string;
  "qr.choice": string;
  "qr.withAmount": string;
  "qr.addressOnly": string;
  "action.copy": string;
  "action.copyAmount": string;
  "action.copyAddress": string;
  "action.copyOrder": string;
  "action.copyPayment": string;
  "action.copied": string;
  "action.copyFailed": string;
  "action.wallet": string;
  "action.noWallet": string;
  "action.explorer": string;
  "action.newOrder": string;
  "action.contact": string;
  "action.return": string;
  "action.returnTo": string;
  "action.checkNow": string;
  "price.about": string;
  "receipt.price": string;
  "receipt.paidAt": string;
  "receipt.payment": string;
  "action.print": string;
  "action.payRest": string;
  "action.terms": string;
  "success.countdown": string;
  "success.stop": string;
  "connection.live": string;
  "connection.polling": string;
  "connection.reload": string;
  "connection.offline": string;
};
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
  static english: Messages | undefined;
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
type MessageKey = keyof typeof en;
type Messages = Readonly<Record<MessageKey, string>>;
type Stage = (typeof stages)[number];
