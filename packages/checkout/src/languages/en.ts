/**
 * Every sentence of the page. Placeholders in braces: `{amount}` is an amount with its coin (`50 USDT`), `{coin}` a coin in
 * words, `{network}` a network in words, `{time}` a date and time.
 */
export const en = {
  "page.loading": "Loading the order…",
  "page.unavailable.title": "This order cannot be shown",
  "page.unavailable.text": "Open the whole link, or ask the shop for a new one.",

  "preparing.title": "Preparing your payment",
  "preparing.text": "The payment address is on its way. This takes a few seconds.",
  "waiting.title": "Waiting for your payment",
  "waiting.text": "Send {amount} in one payment. This page notices when it arrives, usually within minutes.",
  "partial.title": "Part of your payment arrived",
  "partial.text":
    "{received} arrived. Send the remaining {amount} to the same address before the time is up.",
  "confirming.title": "Payment received, being confirmed",
  "confirming.text":
    "The full amount arrived and is being confirmed. You need not do anything or keep this page open.",
  "received.title": "Payment complete",
  "received.text": "Thank you. Your order is paid and the shop has been told. You may close this page.",
  "settled.title": "Paid and settled",
  "settled.text": "Thank you. Your payment has reached the shop. You may close this page.",
  "over.title": "Paid, with more than needed",
  "over.text":
    "Your order is paid. You sent {received} instead of {due}: contact the shop about the difference.",
  "late.title": "Your payment arrived late",
  "late.text":
    "The full amount arrived after the deadline. It is not lost: the shop looks into it. Contact the shop if you hear nothing.",
  "underpaid.title": "Too little arrived in time",
  "underpaid.text":
    "{received} of {due} arrived before this order closed. Send nothing more and contact the shop: your money is on record.",
  "expired.title": "This order has expired",
  "expired.text":
    "Nothing arrived in time. Do not send anything to the old address. If you already did, contact the shop.",
  "invalid.title": "This order is not valid",
  "invalid.text": "Do not send anything for it. If you already did, contact the shop.",

  "step.pay": "Payment",
  "step.confirm": "Confirmation",
  "step.done": "Complete",

  "amount.send": "Send exactly",
  "amount.rest": "Still to send",
  "amount.due": "Due",
  "amount.received": "Received",
  "amount.progress": "{received} of {due} received",
  "address.label": "To this address",
  "coin.label": "Coin",
  "network.label": "Network",
  "order.label": "Order",

  "warning.only":
    "Send only {coin} on the {network} network. Anything else sent to this address can be lost.",
  "warning.fee": "Network fees come on top: the full amount has to arrive.",
  "warning.otherCoins": "{amount} arrived too, but does not count for this order. Contact the shop.",

  "time.left": "Time left",
  "time.before": "Pay before {time}",
  "time.fiveMinutes": "Five minutes left to pay.",
  "time.oneMinute": "One minute left to pay.",

  "qr.label": "QR code with the address",
  "qr.labelAmount": "QR code with address and amount",
  "qr.choice": "Content of the QR code",
  "qr.withAmount": "With amount",
  "qr.addressOnly": "Address only",

  "action.copy": "Copy",
  "action.copyAmount": "Copy amount",
  "action.copyAddress": "Copy address",
  "action.copied": "Copied",
  "action.copyFailed": "Copying was not allowed: select the text by hand.",
  "action.wallet": "Open in wallet",
  "action.explorer": "View on the blockchain",
  "action.newOrder": "Start a new order",
  "action.contact": "Contact the shop",
  "action.return": "Back to the shop",

  "connection.live": "Updates live",
  "connection.polling": "Updates every few seconds",
  "connection.offline": "No connection. This page goes on as soon as it is back.",
};

export type MessageKey = keyof typeof en;
export type Messages = Readonly<Record<MessageKey, string>>;
