import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addressFor, eip55Address, segwitAddress, tronAddress } from "../../src/engine/address.ts";

const bytes = (hex: string): Buffer => Buffer.from(hex, "hex");

test("Tron addresses equal published ones", () => {
  // docs.dune.com, "Tron address functions"; tronprotocol.github.io, "wallet-cli encoding convert"; the USDT contract.
  expect(tronAddress(bytes("503aa4ad108bd3a89ba0310e23b49fb654cd6986"))).toBe(
    "THHRK1bA7YRPZBcLnTP1SZy9ipUpsRwpo6",
  );
  expect(tronAddress(bytes("9d1015e669c2df831003c5c54ceb48da613d9979"))).toBe(
    "TQHgMpVzWkhSsRB4BzZgmV8uW4cFL8eaBr",
  );
  expect(tronAddress(bytes("a614f803b6fd780986a42c78ec9c7f77e6ded13c"))).toBe(
    "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
  );
});

test("Ethereum addresses carry the checksums of EIP-55's own examples", () => {
  const examples = [
    "0x52908400098527886E0F7030069857D2E4169EE7",
    "0xde709f2102306220921060314715629080e2fb77",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
    "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
  ];
  for (const address of examples) expect(eip55Address(bytes(address.slice(2)))).toBe(address);
});

test("Bitcoin addresses equal the example of BIP 173", () => {
  expect(segwitAddress(bytes("751e76e8199196d454941c45d1b3a323f1433bd6"))).toBe(
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
  );
});

const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** Decodes base58check by hand: 21 bytes and the four first bytes of their double SHA-256. */
function tronChecksumHolds(address: string): boolean {
  let value = 0n;
  for (const letter of address) value = value * 58n + BigInt(ALPHABET.indexOf(letter));
  const decoded = bytes(value.toString(16).padStart(50, "0"));
  const payload = decoded.subarray(0, 21);
  const sha256 = (data: Uint8Array): Buffer => createHash("sha256").update(data).digest();
  return payload[0] === 0x41 && sha256(sha256(payload)).subarray(0, 4).equals(decoded.subarray(21));
}

/** The checksum of BIP 173, computed by hand. */
function bech32ChecksumHolds(address: string): boolean {
  const charset = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  const values = [3, 3, 0, 2, 3, ...Array.from(address.slice(3), (letter) => charset.indexOf(letter))];
  let check = 1;
  for (const value of values) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    for (const [index, mask] of generator.entries()) if (((top >>> index) & 1) === 1) check ^= mask;
  }
  return check === 1;
}

const paymentIds = fc.stringMatching(/^[A-Za-z0-9_]{8,32}$/);

test("every order's address has a valid checksum, and is the order's own", () => {
  fc.assert(
    fc.property(fc.string(), paymentIds, paymentIds, (seed, first, second) => {
      fc.pre(first !== second);
      const tron = addressFor("tron", seed, first);
      const bitcoin = addressFor("bitcoin", seed, first);
      expect(tron).toMatch(/^T[1-9A-HJ-NP-Za-km-z]{33}$/);
      expect(tronChecksumHolds(tron)).toBe(true);
      expect(bitcoin).toMatch(/^bc1q[a-z0-9]{38}$/);
      expect(bech32ChecksumHolds(bitcoin)).toBe(true);
      expect(addressFor("ethereum", seed, first)).toMatch(/^0x[0-9a-fA-F]{40}$/);
      expect(addressFor("tron", seed, first)).toBe(tron);
      expect(addressFor("tron", seed, second)).not.toBe(tron);
      expect(addressFor("tron", `${seed}!`, first)).not.toBe(tron);
    }),
  );
});

test("one wrong letter breaks a checksum, so the checks above can fail", () => {
  const tron = addressFor("tron", "seed", "EX100100100");
  expect(tronChecksumHolds(`${tron.slice(0, -1)}${tron.endsWith("2") ? "3" : "2"}`)).toBe(false);
  const bitcoin = addressFor("bitcoin", "seed", "EX100100100");
  expect(bech32ChecksumHolds(`${bitcoin.slice(0, -1)}${bitcoin.endsWith("q") ? "p" : "q"}`)).toBe(false);
});
