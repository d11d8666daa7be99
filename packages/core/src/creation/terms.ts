import type { OrderTerms } from "../domain/asking.ts";
import { checkExpiry, checkPaymentId, checkPrice } from "../gateway/limits.ts";
import { CoinCoinError } from "../lib/errors.ts";
import { kindOf, lengthOf } from "../lib/received.ts";
import { checkDisplay } from "./display.ts";
import type { CreateOrderRequest } from "./request.ts";

const MAX_TEXT = 200;
const MAX_METADATA_BYTES = 16_384;

/**
 * Checks what a merchant asks for, before anything is stored or sent.
 * @throws CoinCoinError `payment_id_invalid`, `reference_invalid`, `price_invalid`, `price_too_low`, `expiry_invalid`,
 * `metadata_invalid`, `display_invalid`
 */
export function readTerms(request: CreateOrderRequest, defaultHours: number): OrderTerms {
  const paymentId = request.paymentId === undefined ? undefined : checkPaymentId(request.paymentId);
  return {
    paymentId,
    reference: request.reference === undefined ? paymentId : checkReference(request.reference),
    price: checkPrice(request.price),
    expiresInHours: request.expiresInHours === undefined ? defaultHours : checkExpiry(request.expiresInHours),
    customer: checkCustomer(request.customer),
    metadata: checkMetadata(request.metadata),
    display: checkDisplay(request.display),
  };
}

export function checkReference(reference: unknown): string {
  if (
    typeof reference === "string" &&
    reference.length > 0 &&
    reference.length <= MAX_TEXT &&
    reference.isWellFormed()
  ) {
    return reference;
  }
  throw new CoinCoinError(
    "reference_invalid",
    `A reference must be a string of 1 to ${MAX_TEXT} characters, received ${lengthOf(reference)}. Pass your own id of the cart or the order; make a number a string with String(…).`,
  );
}

function checkCustomer(customer: unknown): string | null {
  if (customer === undefined) return null;
  if (
    typeof customer === "string" &&
    customer.length > 0 &&
    customer.length <= MAX_TEXT &&
    customer.isWellFormed()
  ) {
    return customer;
  }
  throw new CoinCoinError(
    "metadata_invalid",
    `customer must be a string of 1 to ${MAX_TEXT} characters, received ${lengthOf(customer)}. Pass your id of one customer or a hash of one session, or leave it out.`,
  );
}

/** What JSON has to escape. Some releases of Node.js confuse such keys when they read them back (nodejs/node#63785). */
const ESCAPED = /["\\\p{Cc}]/u;

function checkMetadata(metadata: unknown): Readonly<Record<string, string>> {
  if (metadata === undefined) return {};
  if (typeof metadata !== "object" || metadata === null || Array.isArray(metadata)) {
    throw new CoinCoinError(
      "metadata_invalid",
      `metadata must be an object whose values are strings, received ${kindOf(metadata)}.`,
    );
  }
  const copy: [string, string][] = [];
  for (const [name, value] of Object.entries(metadata)) {
    if (typeof value !== "string" || !value.isWellFormed() || !name.isWellFormed()) {
      throw new CoinCoinError(
        "metadata_invalid",
        `metadata.${name} must be a well-formed string, received ${kindOf(value)}. Use String(…) or JSON.stringify(…).`,
      );
    }
    if (ESCAPED.test(name)) {
      throw new CoinCoinError(
        "metadata_invalid",
        `Keys of metadata must have no quote, backslash or control character, received ${JSON.stringify(name)}. Use plain names for keys; values may be any text.`,
      );
    }
    copy.push([name, value]);
  }
  const checked = Object.fromEntries(copy);
  const bytes = Buffer.byteLength(JSON.stringify(checked));
  if (bytes > MAX_METADATA_BYTES) {
    throw new CoinCoinError(
      "metadata_invalid",
      `metadata must be at most ${MAX_METADATA_BYTES} bytes as JSON, received ${bytes}. Keep the rest in your own database, under the reference.`,
    );
  }
  return checked;
}
