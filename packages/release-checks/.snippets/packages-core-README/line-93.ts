import { CoinCoin } from "@coincoin/core";

const coincoin = new CoinCoin();
const url = coincoin.payUrl("invoice-1042", {
  price: "53.20", // in the currency of your account at CoinCoin
  display: { amount: "49.90", currency: "EUR", title: "Invoice 1042" }, // as the customer is shown it
  validFor: { days: 60 }, // default 30
});

export {};
