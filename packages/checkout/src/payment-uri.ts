import { addressPatterns, chainIds, coinOn } from "./coins.ts";

export interface PaymentUriInput {
  /** Lower case, as in the view: `tron`, `ethereum`, `bsc`, `bitcoin`. */
  network: string | null;
  /** Lower case: `usdt`, `trx`, `eth`, `bnb`, `btc`. */
  coin: string | null;
  address: string | null;
  /** What remains to be sent, a decimal string in whole coins. */
  amount: string | null;
}

/**
 * The link that opens a wallet with address and amount filled in: EIP-681 in atomic units for Ethereum and BNB Smart
 * Chain (`transfer` of the token's contract for tokens), BIP-21 for bitcoin.
 *
 * `null` whenever there is any doubt: an unknown network or coin, an address that does not look like one of that
 * network, an amount of zero or with more decimals than the coin has. Customers then get the plain address.
 */
export function paymentUri(input: PaymentUriInput): string | null {
  const { coin, address, amount } = input;
  if (input.network === null || coin === null || address === null || amount === null) return null;
  const name = input.network;
  if (addressPatterns.get(name)?.test(address) !== true) return null;
  const unit = coinOn(name, coin);
  if (unit === undefined) return null;
  const atomic = toAtomic(amount, unit.decimals);
  if (atomic === null) return null;

  if (name === "bitcoin") return `bitcoin:${address}?amount=${canonical(amount)}`;
  // Tron has none that wallets agree on: most read a plain address and nothing else.
  const chainId = chainIds.get(name);
  if (chainId === undefined) return null;
  return unit.contract === undefined
    ? `ethereum:${address}@${chainId}?value=${atomic}`
    : `ethereum:${unit.contract}@${chainId}/transfer?address=${address}&uint256=${atomic}`;
}

const plainDecimal = /^(?:0|[1-9]\d*)(?:\.(\d+))?$/;

/** `"1.5"` with 6 decimals is `"1500000"`; `null` if it is zero, malformed or finer than the coin. */
function toAtomic(amount: string, decimals: number): string | null {
  const match = plainDecimal.exec(amount);
  if (match === null) return null;
  const fraction = (match[1] ?? "").replace(/0+$/, "");
  if (fraction.length > decimals) return null;
  const whole = amount.split(".")[0] ?? "";
  const digits = (whole + fraction.padEnd(decimals, "0")).replace(/^0+/, "");
  return digits === "" ? null : digits;
}

const canonical = (amount: string): string =>
  amount.includes(".") ? amount.replace(/0+$/, "").replace(/\.$/, "") : amount;
