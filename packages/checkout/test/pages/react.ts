import { createElement, StrictMode, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { CoinCoinCheckout, type CoinCoinCheckoutElement } from "../../src/react.ts";

/** A shop's order page: it says thank you when the order is paid, and can be told to ask again. */
function OrderPage(): ReturnType<typeof createElement> {
  const [heard, setHeard] = useState<string[]>([]);
  const [language, setLanguage] = useState("en");
  const element = useRef<CoinCoinCheckoutElement>(null);
  const hear = (what: string): void => setHeard((before) => [...before, what]);
  return createElement(
    "main",
    null,
    createElement("h1", null, "Your order"),
    createElement("button", { onClick: () => setLanguage("de"), id: "german" }, "Deutsch"),
    createElement("button", { onClick: () => void element.current?.refresh(), id: "refresh" }, "Ask again"),
    createElement(
      CoinCoinCheckout,
      {
        ref: element,
        src: "/orders/EX100100100?key=k",
        language,
        merchant: "Tea House",
        className: "pay",
        onPayment: (event) => hear(`payment ${event.detail.view.received}`),
        onPaid: (event) => hear(`paid ${event.detail.stage}`),
      },
      createElement("p", { slot: "received" }, "Your tea is on its way."),
    ),
    createElement("output", { id: "heard" }, heard.join(", ")),
  );
}

const root = document.querySelector("#app");
if (root !== null) createRoot(root).render(createElement(StrictMode, null, createElement(OrderPage)));
