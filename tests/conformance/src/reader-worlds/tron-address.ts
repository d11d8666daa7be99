import { createHash } from "node:crypto";

const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

/** The Tron address of 20 bytes in hex: written apart from the reader's, so that one bug does not satisfy both. */
export function tronAddressOf(bytes: string): string {
  const payload = Buffer.from(`41${bytes.slice(2)}`, "hex");
  const whole = Buffer.concat([payload, sha256(sha256(payload)).subarray(0, 4)]);
  let number = BigInt(`0x${whole.toString("hex")}`);
  let text = "";
  for (; number > 0n; number /= 58n) text = ALPHABET.charAt(Number(number % 58n)) + text;
  return text;
}

/** The 20 bytes of a Tron address, "0x" and lower case. Looks at no checksum. */
export function tronHexOf(address: string): string {
  const number = Array.from(address).reduce(
    (sum, letter) => sum * 58n + BigInt(ALPHABET.indexOf(letter)),
    0n,
  );
  return `0x${number.toString(16).padStart(50, "0").slice(2, 42)}`;
}
