import { createHash } from "node:crypto";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bech32, createBase58check } from "@scure/base";
import type { Network } from "./coins.ts";

const sha256 = (data: Uint8Array): Uint8Array => createHash("sha256").update(data).digest();
const base58check = createBase58check((data: Uint8Array) => Uint8Array.from(sha256(data)));

/** Mainnet prefix of a Tron address: it makes the first letter a T. */
const TRON_PREFIX = 0x41;

/**
 * A well-formed address with a valid checksum, the same for the same seed and order. Nobody holds its key:
 * real money sent there is gone.
 */
export function addressFor(network: Network, seed: string, paymentId: string): string {
  const bytes = sha256(Buffer.from(`address\n${network}\n${seed}\n${paymentId}`)).subarray(0, 20);
  if (network === "tron") return tronAddress(bytes);
  if (network === "bitcoin") return segwitAddress(bytes);
  return eip55Address(bytes);
}

/** Base58check of 0x41 and the 20 bytes. */
export function tronAddress(bytes: Uint8Array): string {
  return base58check.encode(Uint8Array.of(TRON_PREFIX, ...bytes));
}

/** Native segwit (P2WPKH, version 0), BIP 173. */
export function segwitAddress(bytes: Uint8Array): string {
  return bech32.encode("bc", [0, ...bech32.toWords(Uint8Array.from(bytes))]);
}

/** Hex in which the letters' case carries a checksum, EIP-55. */
export function eip55Address(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString("hex");
  const hash = Buffer.from(keccak_256(Buffer.from(hex, "ascii"))).toString("hex");
  const raised = hex.replace(/[a-f]/g, (letter, index: number) =>
    Number.parseInt(hash.charAt(index), 16) >= 8 ? letter.toUpperCase() : letter,
  );
  return `0x${raised}`;
}
