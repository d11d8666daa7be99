import { keccak_256 } from "@noble/hashes/sha3.js";
import { describe, expect, it } from "vitest";
import { TRANSFER_TOPIC } from "../src/evm/logs.ts";
import { TOKENS } from "../src/index.ts";
import { tronBytes } from "../src/tron/address.ts";

const keccak = (text: string): string => Buffer.from(keccak_256(Buffer.from(text, "ascii"))).toString("hex");

/** EIP-55. */
function withChecksum(address: string): string {
  const hex = address.slice(2).toLowerCase();
  const hash = keccak(hex);
  return `0x${hex.replace(/[a-f]/g, (letter, place: number) => (Number.parseInt(hash.charAt(place), 16) >= 8 ? letter.toUpperCase() : letter))}`;
}

describe("the tokens", () => {
  it.each(TOKENS)(
    "$coin on $network has a checksum that holds, and a source",
    ({ network, contract, source }) => {
      if (network === "tron") expect(tronBytes(contract)).toBe("0xa614f803b6fd780986a42c78ec9c7f77e6ded13c");
      else expect(withChecksum(contract)).toBe(contract);
      expect(source).toMatch(/^https:\/\//);
    },
  );

  it("are one of a coin and network", () => {
    expect(new Set(TOKENS.map(({ network, coin }) => `${network} ${coin}`)).size).toBe(TOKENS.length);
  });

  it("are recognised by the topic of ERC-20's event", () => {
    expect(TRANSFER_TOPIC).toBe(`0x${keccak("Transfer(address,address,uint256)")}`);
  });
});

describe("a Tron address", () => {
  it.each([
    "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6T",
    "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6",
    "tR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
    "T000000000000000000000000000000000",
    "0xa614f803b6fd780986a42c78ec9c7f77e6ded13c",
    "",
  ])("is not %s", (text) => {
    expect(tronBytes(text)).toBeUndefined();
  });
});
