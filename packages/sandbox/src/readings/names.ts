import type { Coin, Network } from "../engine/coins.ts";
import type { Reading } from "./reading.ts";

const STANDARDS: Readonly<Partial<Record<Network, string>>> = { tron: "trc20", ethereum: "erc20" };

function standardOf(network: Network): string {
  return STANDARDS[network] ?? network;
}

function tokenName(coin: Coin, network: Network, between: string): string {
  const standard = STANDARDS[network];
  return coin === "usdt" && standard !== undefined ? `${coin}${between}${standard}` : coin;
}

const EXAMPLES =
  "“tron ethereum” and “usdt eth trx btc bnb” are comments of an example, not lists of values.";

/** Other names for coins, networks and orders. */
export const nameReadings: readonly Reading[] = [
  {
    name: "network-trc20",
    summary: "The network of USDT on Tron is called `trc20`.",
    allowedBy: EXAMPLES,
    names: { where: "everywhere", network: standardOf },
  },
  {
    name: "network-TRC20-in-webhooks",
    summary: "Orders are created on `tron`, and webhooks say `TRC20`.",
    allowedBy: EXAMPLES,
    names: { where: "webhooks", network: (network) => standardOf(network).toUpperCase() },
  },
  {
    name: "coin-usdt_trc20",
    summary: "USDT on Tron is called `usdt_trc20`.",
    allowedBy: EXAMPLES,
    names: { where: "everywhere", coin: (coin, network) => tokenName(coin, network, "_") },
  },
  {
    name: "coin-USDT-TRC20-in-webhooks",
    summary: "Orders are created in `usdt`, and webhooks say `USDT-TRC20`.",
    allowedBy: EXAMPLES,
    names: { where: "webhooks", coin: (coin, network) => tokenName(coin, network, "-").toUpperCase() },
  },
  {
    name: "coin-dollar-token",
    summary: "USDT is called `dollar-token`.",
    allowedBy: EXAMPLES,
    names: { where: "everywhere", coin: (coin) => (coin === "usdt" ? "dollar-token" : coin) },
  },
  {
    name: "network-main-in-webhooks",
    summary: "Orders are created on `tron`, and webhooks say `tron-main`.",
    allowedBy: EXAMPLES,
    names: { where: "webhooks", network: (network) => `${network}-main` },
  },
  {
    name: "lower-case-ids",
    summary: "Webhooks name the payment id in lower case.",
    allowedBy:
      "“only numbers, upper and lower case letters, underscores allowed”: not that a letter's case is kept.",
    paymentId: (paymentId) => paymentId.toLowerCase(),
  },
];
