import { describe, expect, it } from "vitest";
import { chainIds, coinsOnNetworks, explorerUrl, paymentUri } from "../src/index.ts";
import { isWalletLink } from "../src/wallet-link.ts";
import { bitcoinAddress, evmAddress, tronAddress } from "./support/views.ts";

const ethereum = { network: "ethereum", address: evmAddress };

describe("paymentUri", () => {
  it.each([
    [
      "ether in wei",
      { ...ethereum, coin: "eth", amount: "0.25" },
      `ethereum:${evmAddress}@1?value=250000000000000000`,
    ],
    [
      "ether down to one wei",
      { ...ethereum, coin: "eth", amount: "1.000000000000000001" },
      `ethereum:${evmAddress}@1?value=1000000000000000001`,
    ],
    [
      "Tether on Ethereum, six decimals, through its contract",
      { ...ethereum, coin: "usdt", amount: "100.5" },
      `ethereum:0xdAC17F958D2ee523a2206206994597C13D831ec7@1/transfer?address=${evmAddress}&uint256=100500000`,
    ],
    [
      "Tether on BNB Smart Chain, eighteen decimals, chain 56",
      { network: "bsc", address: evmAddress, coin: "usdt", amount: "12" },
      `ethereum:0x55d398326f99059fF775485246999027B3197955@56/transfer?address=${evmAddress}&uint256=12000000000000000000`,
    ],
    [
      "BNB",
      { network: "bsc", address: evmAddress, coin: "bnb", amount: "0.02" },
      `ethereum:${evmAddress}@56?value=20000000000000000`,
    ],
    [
      "bitcoin in bitcoins",
      { network: "bitcoin", coin: "btc", address: bitcoinAddress, amount: "0.00150000" },
      `bitcoin:${bitcoinAddress}?amount=0.0015`,
    ],
  ])("gives %s", (_, input, expected) => {
    expect(paymentUri(input)).toBe(expected);
    expect(isWalletLink(paymentUri(input))).toBe(true);
  });

  it.each([
    [
      "Tron: wallets read a plain address",
      { network: "tron", coin: "usdt", address: tronAddress, amount: "60" },
    ],
    ["an amount finer than the coin", { ...ethereum, coin: "usdt", amount: "1.0000001" }],
    ["nothing to pay", { ...ethereum, coin: "eth", amount: "0.00" }],
    ["an exponent", { ...ethereum, coin: "eth", amount: "1e18" }],
    ["a negative amount", { ...ethereum, coin: "eth", amount: "-1" }],
    ["a coin we have no contract for", { ...ethereum, coin: "btc", amount: "1" }],
    ["a coin named like a property of objects", { ...ethereum, coin: "constructor", amount: "1" }],
    ["an unknown network", { ...ethereum, network: "solana", coin: "usdt", amount: "1" }],
    ["another network's address", { ...ethereum, address: tronAddress, coin: "eth", amount: "1" }],
    [
      "an address with a query of its own",
      { ...ethereum, address: `${evmAddress}?value=1`, coin: "eth", amount: "1" },
    ],
    ["no address", { ...ethereum, address: null, coin: "eth", amount: "1" }],
    ["no amount", { ...ethereum, coin: "eth", amount: null }],
  ])("gives nothing for %s", (_, input) => {
    expect(paymentUri(input)).toBeNull();
  });

  it("names a source for every coin and contract", () => {
    for (const { source } of coinsOnNetworks) expect(source).toMatch(/^https:\/\//);
    expect([...chainIds]).toEqual([
      ["ethereum", 1],
      ["bsc", 56],
    ]);
  });
});

describe("isWalletLink", () => {
  it.each([
    "javascript:alert(1)",
    "https://evil.example",
    'ethereum:0x1#"><script>',
    "BITCOIN javascript:1",
    null,
  ])("refuses %s", (uri) => {
    expect(isWalletLink(uri)).toBe(false);
  });
});

describe("explorerUrl", () => {
  it.each([
    ["tron", tronAddress, `https://tronscan.org/#/address/${tronAddress}`],
    ["ethereum", evmAddress, `https://etherscan.io/address/${evmAddress}`],
    ["bsc", evmAddress, `https://bscscan.com/address/${evmAddress}`],
    ["bitcoin", bitcoinAddress, `https://mempool.space/address/${bitcoinAddress}`],
  ])("leads to what arrived on %s", (network, address, expected) => {
    expect(explorerUrl({ network, address })).toBe(expected);
  });

  it("leads nowhere for an unknown network or what is not an address", () => {
    expect(explorerUrl({ network: "toString", address: tronAddress })).toBeNull();
    expect(explorerUrl({ network: "tron", address: "../evil?x" })).toBeNull();
    expect(explorerUrl({ network: "tron", address: null })).toBeNull();
  });
});
