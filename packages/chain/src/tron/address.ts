import { createHash } from "node:crypto";

const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/** Version, 20 bytes, checksum. */
const LENGTH = 25;
/** Of the main network and of its test networks. */
const VERSION = 0x41;

/** The 20 bytes of a Tron address in base58 as "0x" and 40 hex digits; `undefined` where its checksum does not hold. */
export function tronBytes(address: string): string | undefined {
  if (!/^T[1-9A-HJ-NP-Za-km-z]{33}$/.test(address)) return undefined;
  let number = 0n;
  for (const letter of address) number = number * 58n + BigInt(ALPHABET.indexOf(letter));
  const digits = number.toString(16).padStart(LENGTH * 2, "0");
  if (digits.length !== LENGTH * 2) return undefined;
  const bytes = Buffer.from(digits, "hex");
  const payload = bytes.subarray(0, 21);
  const isRight = bytes[0] === VERSION && checksumOf(payload).equals(bytes.subarray(21));
  return isRight ? `0x${payload.subarray(1).toString("hex")}` : undefined;
}

function checksumOf(payload: Uint8Array): Buffer {
  const once = createHash("sha256").update(payload).digest();
  return createHash("sha256").update(once).digest().subarray(0, 4);
}
