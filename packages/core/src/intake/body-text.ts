import { decodeUtf8 } from "../gateway/exact-json.ts";
import { bytesOf } from "../lib/bytes.ts";
import { CoinCoinError } from "../lib/errors.ts";

export type BodyText =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "unreadable"; readonly error: CoinCoinError; readonly bytes?: Uint8Array };

/**
 * The text of a webhook's body, at most `limit` bytes of it. A body that was parsed before it got here is written again, for no
 * signature covers it. One that is still compressed is inflated, within the limit.
 */
export async function bodyText(
  body: unknown,
  encoding: string | undefined,
  limit: number,
): Promise<BodyText> {
  const bytes = bytesOf(body);
  if (bytes !== undefined) return textOf(bytes, encoding, limit);
  if (typeof body !== "string" && (typeof body !== "object" || body === null)) {
    return unreadable(
      malformed(
        `The body must be text, bytes or parsed JSON, received ${body === null ? "null" : typeof body}.`,
      ),
    );
  }
  const text = typeof body === "string" ? body : rewritten(body);
  if (text === undefined)
    return unreadable(
      malformed(
        "The parsed body must be JSON, received a value that cannot be written as JSON. Pass the raw body.",
      ),
    );
  return Buffer.byteLength(text) > limit ? unreadable(tooLarge(limit)) : { type: "text", text };
}

async function textOf(bytes: Uint8Array, encoding: string | undefined, limit: number): Promise<BodyText> {
  if (bytes.byteLength > limit) return unreadable(tooLarge(limit));
  const plain = await inflated(bytes, encoding, limit);
  if (plain === "too_large") return unreadable(tooLarge(limit), bytes);
  if (plain === "damaged") {
    return unreadable(
      malformed("The compressed body must be readable, received bytes that cannot be inflated."),
      bytes,
    );
  }
  const text = decodeUtf8(plain);
  return text === undefined
    ? unreadable(malformed("The body must be UTF-8, received other bytes."), bytes)
    : { type: "text", text };
}

type Inflate = "gunzip" | "inflate" | "brotliDecompress";

/** What stands in front may have inflated it and left the header: what begins like JSON is taken as it is. */
function inflateFor(bytes: Uint8Array, encoding: string | undefined): Inflate | undefined {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return "gunzip";
  const first = String.fromCharCode(bytes[0] ?? 0x7b);
  if (encoding === undefined || /[\s{["\u00ef]/.test(first)) return undefined;
  const name = encoding.trim().toLowerCase();
  if (name === "deflate") return "inflate";
  return name === "br" ? "brotliDecompress" : undefined;
}

async function inflated(
  bytes: Uint8Array,
  encoding: string | undefined,
  limit: number,
): Promise<Uint8Array | "too_large" | "damaged"> {
  const inflate = inflateFor(bytes, encoding);
  if (inflate === undefined) return bytes;
  // Loaded for the few who need it.
  const zlib = await import("node:zlib");
  const options = { maxOutputLength: limit };
  return new Promise((resolve) => {
    const finish = (error: Error | null, result: Buffer) => {
      if (error === null) resolve(result);
      else resolve("code" in error && error.code === "ERR_BUFFER_TOO_LARGE" ? "too_large" : "damaged");
    };
    if (inflate === "gunzip") zlib.gunzip(bytes, options, finish);
    else if (inflate === "inflate") zlib.inflate(bytes, options, finish);
    else zlib.brotliDecompress(bytes, options, finish);
  });
}

/** What is nested too deep to be written cannot be a notification. */
function rewritten(body: object): string | undefined {
  try {
    const text: unknown = JSON.stringify(body);
    return typeof text === "string" ? text : undefined;
  } catch {
    return undefined;
  }
}

function unreadable(error: CoinCoinError, bytes?: Uint8Array): BodyText {
  return { type: "unreadable", error, ...(bytes === undefined ? {} : { bytes }) };
}

function malformed(message: string): CoinCoinError {
  return new CoinCoinError("webhook_malformed", message);
}

function tooLarge(limit: number): CoinCoinError {
  return new CoinCoinError(
    "body_too_large",
    `The body must be at most ${limit} bytes, received more. CoinCoin's own notifications are far smaller.`,
  );
}
