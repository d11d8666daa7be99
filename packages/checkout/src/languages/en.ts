/**
 * Every sentence of the page. Placeholders in braces: `{amount}` is an amount with its coin (`50 USDT`), `{coin}` a coin in
 * words, `{network}` a network in words, `{time}` a date and time, `{other}` amounts of other coins, `{shop}` the shop's name.
 */
export const en = {
  "page.loading": "Loading the order…",
  "page.unavailable.title": "This order cannot be shown",
  "page.unavailable.text": "Open the whole link, or ask the shop for a new one.",
  "page.test": "Test mode: do not send money. Nothing on this page is real.",

  "preparing.title": "Preparing your payment",
  "preparing.text": "The payment address is on its way. This takes a few seconds.",
  "waiting.title": "Waiting for your payment",
  "waiting.text": "Send {amount} in one payment. This page notices when it arrives, usually within minutes.",
  "partial.title": "Part of your payment arrived",
  "partial.text":
    "{received} arrived. Send the remaining {amount} to the same address before the time is up.",
  "wrong-coin.title": "Another coin arrived",
  "wrong-coin.text":
    "{other} arrived, but this order is paid in {coin}, so it does not count. To pay, send {amount} before the time is up.",
  "wrong-coin.closed":
    "{other} arrived, but this order had to be paid in {coin}. Send nothing more: what arrived is on record.",
  "confirming.title": "Payment received, being confirmed",
  "confirming.text":
    "The full amount arrived and is being confirmed. You need not do anything or keep this page open.",
  "confirming.seen":
    "{amount} was seen on its way: {count} of {needed} confirmations. You need not do anything or keep this page open.",
  "confirming.waitingFor":
    "The full amount arrived. An earlier part of {amount} is still being confirmed, which takes until {time} at the latest. Send nothing more; you may close this page.",
  "received.title": "Payment complete",
  "received.text": "Thank you. Your order is paid and the shop has been told. You may close this page.",
  "settled.title": "Paid and settled",
  "settled.text": "Thank you. Your payment has reached the shop. You may close this page.",
  "over.title": "Paid, with more than needed",
  "over.text": "Your order is paid. You sent {received} instead of {due}.",
  "late.title": "Your payment arrived late",
  "late.text": "The full amount arrived after the deadline. It is not lost: the shop looks into it.",
  "underpaid.title": "Too little arrived in time",
  "underpaid.text":
    "{received} of {due} arrived before this order closed. Send nothing more: your money is on record.",
  "expired.title": "This order has expired",
  "expired.text":
    "Nothing arrived in time. Do not send anything to the old address. If you already did, it is not lost.",
  "invalid.title": "This order is not valid",
  "invalid.text": "Do not send anything for it. If you already did, it is not lost.",
  "contact.ask": "If you need help, contact the shop and name the payment number below.",
  "contact.none": "If you need help, give the shop the payment number below.",

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
  "payment.label": "Payment",

  "warning.only":
    "Send only {coin} on the {network} network. Anything else sent to this address can be lost.",
  "warning.fee": "Network fees come on top: the full amount has to arrive.",
  "warning.otherCoins": "{amount} arrived too, but does not count for this order.",

  "time.left": "Time left",
  "time.before": "Pay before {time}",
  "time.fiveMinutes": "Five minutes left to pay.",
  "time.oneMinute": "One minute left to pay.",

  "qr.label": "QR code with the address",
  "qr.labelAmount": "QR code with address and amount",
  "qr.captionAddress": "Holds the address only: enter {amount} in your wallet yourself.",
  "qr.captionAmount": "Holds address and amount.",
  "qr.choice": "Content of the QR code",
  "qr.withAmount": "With amount",
  "qr.addressOnly": "Address only",

  "action.copy": "Copy",
  "action.copyAmount": "Copy amount",
  "action.copyAddress": "Copy address",
  "action.copyOrder": "Copy order number",
  "action.copyPayment": "Copy payment number",
  "action.copied": "Copied",
  "action.copyFailed": "Selected: copy it by hand",
  "action.wallet": "Open in wallet",
  "action.noWallet": "No wallet opened. Scan the code, or copy amount and address.",
  "action.explorer": "View on the blockchain",
  "action.newOrder": "Start a new order",
  "action.contact": "Contact the shop",
  "action.return": "Back to the shop",
  "action.returnTo": "Back to {shop}",
  "action.checkNow": "Check now",

  "price.about": "{price}, about {amount}",
  "receipt.price": "Price",
  "receipt.paidAt": "Paid on",
  "receipt.payment": "Payment {payment}",
  "action.print": "Print the receipt",
  "action.payRest": "Pay the rest",
  "action.terms": "Terms",
  "success.countdown": "You are taken back in {seconds} seconds.",
  "success.stop": "Stay here",
  "connection.live": "Updates live",
  "connection.polling": "Updates every few seconds",
  "connection.reload": "Checks again every {seconds} seconds",
  "connection.offline": "No connection. This page goes on as soon as it is back.",
};

export type MessageKey = keyof typeof en;
export type Messages = Readonly<Record<MessageKey, string>>;
