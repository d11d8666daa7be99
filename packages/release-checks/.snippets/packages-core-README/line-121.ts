import { CoinCoin } from "@coincoin/core";

const rates = { eth: 2500 }; // kept up to date by the shop

const coincoin = new CoinCoin({
  accept: ({ coin, network, amount, price }) => {
    if (coin !== "eth" || network !== "ethereum") return `${coin} on ${network} is not taken`;
    const ratio = (Number(amount) * rates.eth) / Number(price);
    return Math.abs(ratio - 1) < 0.03 || `1 of price is asked for as ${ratio}`;
  },
  names: {
    networks: { "eth-main": "ethereum" },
    coins: { "usdt-poly": { coin: "usdt", network: "polygon" } },
  },
});

export {};
