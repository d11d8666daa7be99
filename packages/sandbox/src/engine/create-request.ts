import { type Decimal, parseDecimal } from "./decimal.ts";
import { parseObject } from "./json.ts";
import { isSignatureOf } from "./signature.ts";

/** A request to `POST /order/create`: header names in lower case, the body as it came. */
export interface CreateRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** Codes of a refusal. The gateway's document has no error format: these are this package's own. */
export type RefusalCode =
  | "missing_header"
  | "unknown_app"
  | "bad_timespan"
  | "stale_timespan"
  | "bad_signature"
  | "bad_content_type"
  | "bad_json"
  | "bad_payment_id"
  | "bad_price"
  | "bad_expired"
  | "duplicate_payment_id"
  | "too_many_requests"
  | "too_many_receiving"
  | "refused"
  | "server_error";

export interface Refusal {
  readonly status: number;
  readonly code: RefusalCode;
  readonly message: string;
  readonly retryAfterSeconds?: number;
}

export interface CreateTerms {
  readonly paymentId: string;
  readonly price: Decimal;
  readonly priceText: string;
  readonly hours: number;
}

const MIN_PRICE: Decimal = 10n * 10n ** 18n;
const MAX_HOURS = 48;

/** Checks the three headers of "Authentication". No message repeats a secret or the signature that was expected. */
export function authenticate(
  { headers }: CreateRequest,
  credentials: { readonly appId: string; readonly secretKey: string },
  nowMs: number,
  toleranceMs: number,
): Refusal | undefined {
  const names = ["cc-app-id", "cc-timespan", "cc-sign"];
  const missing = names.filter((name) => (headers[name] ?? "") === "");
  if (missing.length > 0) return unauthorized("missing_header", `missing header: ${missing.join(", ")}`);
  const [appId = "", timespan = "", sign = ""] = names.map((name) => headers[name]);
  if (appId !== credentials.appId) {
    return unauthorized("unknown_app", "cc-app-id is not the app this gateway was started with");
  }
  if (!/^\d{13}$/.test(timespan)) {
    return unauthorized(
      "bad_timespan",
      "cc-timespan has to be 13 digits: the time in milliseconds since 1970",
    );
  }
  const behindMs = nowMs - Number(timespan);
  if (Math.abs(behindMs) > toleranceMs) {
    const seconds = Math.round(Math.abs(behindMs) / 1000);
    return unauthorized(
      "stale_timespan",
      `cc-timespan is ${seconds} s ${behindMs > 0 ? "behind" : "ahead of"} this gateway's clock; ` +
        `${Math.round(toleranceMs / 1000)} s are tolerated`,
    );
  }
  if (!isSignatureOf(sign, appId, timespan, credentials.secretKey)) {
    return unauthorized(
      "bad_signature",
      'cc-sign is not hmac_sha1("<cc-app-id>:<cc-timespan>", secret key) in lower-case hex: is the secret key right?',
    );
  }
  return undefined;
}

/** Reads and judges a body by the rules of "Create order". */
export function readTerms({ headers, body }: CreateRequest, defaultHours: number): CreateTerms | Refusal {
  if (!/^application\/json\s*(;|$)/i.test(headers["content-type"] ?? "")) {
    return bad("bad_content_type", "the content-type has to be application/json");
  }
  const parsed = parseObject(body);
  if (parsed === undefined) return bad("bad_json", "the body has to be a JSON object");
  const { fields, literals } = parsed;
  const paymentId = fields["payment_id"];
  if (typeof paymentId !== "string" || !/^[A-Za-z0-9_]{8,32}$/.test(paymentId)) {
    return bad("bad_payment_id", "payment_id has to be a string of 8 to 32 letters, digits and underscores");
  }
  const priceText = literals["price"];
  if (priceText === undefined) return bad("bad_price", "price has to be a JSON number");
  const price = parseDecimal(priceText);
  if (price === undefined) return bad("bad_price", "price has to be a decimal of at most 18 places");
  if (price < MIN_PRICE) return bad("bad_price", "price has to be at least 10");
  const hours = fields["expired"] ?? defaultHours;
  if (typeof hours !== "number" || !(hours > 0 && hours <= MAX_HOURS)) {
    return bad("bad_expired", `expired has to be a number of hours above 0 and at most ${MAX_HOURS}`);
  }
  return { paymentId, price, priceText, hours };
}

function unauthorized(code: RefusalCode, message: string): Refusal {
  return { status: 401, code, message };
}

function bad(code: RefusalCode, message: string): Refusal {
  return { status: 400, code, message };
}
