import { createHash } from "node:crypto";
import { createBase58check } from "@scure/base";
import { eip55Address, segwitAddress, tronAddress } from "../engine/address.ts";
import type { Network } from "../engine/coins.ts";

const base58check = createBase58check((data: Uint8Array) =>
  Uint8Array.from(createHash("sha256").update(data).digest()),
);

/** The 20 bytes of an address, "0x" and lower case, as logs hold them. Of Bitcoin's, which no log holds, some. */
export function bytesOf(address: string): string {
  if (address.startsWith("0x")) return address.toLowerCase();
  if (/^T\w{33}$/.test(address))
    return `0x${Buffer.from(base58check.decode(address).subarray(1)).toString("hex")}`;
  return `0x${createHash("sha256").update(address).digest("hex").slice(0, 40)}`;
}

/** The address of 20 bytes, spelled as wallets of the network do. */
export function addressOf(network: Network, bytes: string): string {
  const raw = Buffer.from(bytes.slice(2), "hex");
  if (network === "tron") return tronAddress(raw);
  return network === "bitcoin" ? segwitAddress(raw) : eip55Address(raw);
}
