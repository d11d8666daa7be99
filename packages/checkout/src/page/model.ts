import type { Translate } from "../languages/fill.ts";
import type { Language } from "../languages/language.ts";
import type { PaymentLinks } from "../options.ts";
import type { Stage } from "../stage.ts";
import type { CheckoutView } from "../view.ts";

/** What the page offers to copy. */
export type CopyField = "amount" | "address" | "order" | "payment";

/** What a try to copy came to, a moment ago. */
export interface CopyResult {
  field: CopyField;
  done: boolean;
}

/** What is the same at every stage. */
export interface PageContext {
  t: Translate;
  language: Language;
  direction: "ltr" | "rtl";
  theme: "light" | "dark" | "auto";
  /** For times of day. Default: the browser's. */
  timeZone?: string | undefined;
  /** Without scripts there is nothing to click that needs one. */
  live: boolean;
  headingLevel: string;
  copied?: CopyResult | undefined;
  /** A wallet was to open a moment ago, and the page is still in front. */
  noWallet?: boolean | undefined;
  /** `reload`: no script keeps the page up to date, it loads again every `reloadSeconds`. */
  connection: "live" | "polling" | "offline" | "reload" | "none";
  reloadSeconds?: number | undefined;
  /** The page may be in a frame, which its links have to leave. */
  framed?: boolean | undefined;
  merchantName?: string | undefined;
  orderNumber?: string | undefined;
  summary?: string | undefined;
  paymentLinks?: PaymentLinks | undefined;
  newOrderUrl?: string | undefined;
  returnUrl?: string | undefined;
  successUrl?: string | undefined;
  restUrl?: string | undefined;
  termsUrl?: string | undefined;
  logoUrl?: string | undefined;
  /** Seconds until the customer is taken to `successUrl`. */
  leavingIn?: number | undefined;
  contactUrl?: string | undefined;
}

/** Everything the page shows, decided beforehand: rendering reads no clock and no document. */
export interface PageModel extends PageContext {
  view: CheckoutView;
  stage: Stage;
  /** The server's time, in milliseconds since the epoch. */
  now: number;
}
