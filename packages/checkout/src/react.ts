"use client";

import {
  type CSSProperties,
  createElement,
  type ForwardRefExoticComponent,
  forwardRef,
  type ReactNode,
  type RefAttributes,
  useEffect,
  useImperativeHandle,
  useRef,
} from "react";
import type { CoinCoinCheckoutElement } from "./element/checkout-element.ts";
import type { CheckoutEventMap, CheckoutEventName } from "./element/events.ts";
import { register } from "./element/register.ts";
import type { PaymentLinks } from "./options.ts";

type Handler<Name extends CheckoutEventName> = (event: CheckoutEventMap[Name]) => void;

export interface CoinCoinCheckoutProps {
  /** The order's URL with its key: `/coincoin/orders/ID?key=KEY`. */
  src: string;
  /** Its server-sent events. Default: `<path of src>/events` with the same query. */
  events?: string | undefined;
  language?: string | undefined;
  theme?: "light" | "dark" | "auto" | undefined;
  /** The level of the headline. Default: 2. */
  heading?: 1 | 2 | 3 | 4 | 5 | 6 | undefined;
  merchant?: string | undefined;
  /** The shop's own number of what is paid for. */
  orderNumber?: string | undefined;
  /** What is paid for and the shop's own price of it, in one line. */
  summary?: string | undefined;
  /** Links and codes that fill in address and amount. Default: `auto`, the plain address first for tokens. */
  paymentLinks?: PaymentLinks | undefined;
  newOrderUrl?: string | undefined;
  returnUrl?: string | undefined;
  contactUrl?: string | undefined;
  className?: string | undefined;
  style?: CSSProperties | undefined;
  /** Content for slots: `<p slot="footer">…</p>`. */
  children?: ReactNode;
  onChange?: Handler<"coincoin:change"> | undefined;
  onPayment?: Handler<"coincoin:payment"> | undefined;
  onWrongCoin?: Handler<"coincoin:wrong-coin"> | undefined;
  /** For the page only, to show something or to move on. Fulfil on the server, on `order.paid`. */
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

/**
 * `<coincoin-checkout>` for React 18 and 19. Renders the bare tag on a server; the element defines itself and comes
 * alive in the browser.
 */
export const CoinCoinCheckout: ForwardRefExoticComponent<
  CoinCoinCheckoutProps & RefAttributes<CoinCoinCheckoutElement>
> = forwardRef<CoinCoinCheckoutElement, CoinCoinCheckoutProps>(function CoinCoinCheckout(props, forwarded) {
  const ref = useRef<CoinCoinCheckoutElement>(null);
  useImperativeHandle<CoinCoinCheckoutElement | null, CoinCoinCheckoutElement | null>(
    forwarded,
    () => ref.current,
  );

  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const stop = new AbortController();
    const listen = <Name extends CheckoutEventName>(
      name: Name,
      handler: () => Handler<Name> | undefined,
    ): void => {
      // The element's events are its own: what a nested element dispatches is not this one's.
      const listener = (event: CheckoutEventMap[Name]): void => {
        if (event.target === element) handler()?.(event);
      };
      element.addEventListener(name, listener, { signal: stop.signal });
    };
    listen("coincoin:change", () => latest.current.onChange);
    listen("coincoin:payment", () => latest.current.onPayment);
    listen("coincoin:wrong-coin", () => latest.current.onWrongCoin);
    listen("coincoin:paid", () => latest.current.onPaid);
    listen("coincoin:settled", () => latest.current.onSettled);
    listen("coincoin:overpaid", () => latest.current.onOverpaid);
    listen("coincoin:late", () => latest.current.onLate);
    listen("coincoin:underpaid", () => latest.current.onUnderpaid);
    listen("coincoin:expired", () => latest.current.onExpired);
    listen("coincoin:invalid", () => latest.current.onInvalid);
    listen("coincoin:copy", () => latest.current.onCopy);
    listen("coincoin:error", () => latest.current.onError);
    // After the listeners, so that what the element finds out first is heard too.
    register();
    return () => stop.abort();
  }, []);

  return createElement(
    "coincoin-checkout",
    {
      ref,
      src: props.src,
      events: props.events,
      language: props.language,
      theme: props.theme,
      heading: props.heading,
      merchant: props.merchant,
      "order-number": props.orderNumber,
      summary: props.summary,
      "payment-links": props.paymentLinks,
      "new-order-url": props.newOrderUrl,
      "return-url": props.returnUrl,
      "contact-url": props.contactUrl,
      // React 18 does not translate `className` for custom elements; `class` works in both.
      class: props.className,
      style: props.style,
    },
    props.children,
  );
});

export type { CoinCoinCheckoutElement } from "./element/checkout-element.ts";
export type { CheckoutEventDetail, CheckoutEventMap, CheckoutEventName } from "./element/events.ts";
