import { compare, type Decimal, isNegative, max, readDecimal, ZERO } from "../domain/amount.ts";
import { builtInNames, type Names, namedCoins, namedPair } from "../domain/names.ts";
import type { Notification } from "../domain/notification.ts";
import { CoinCoinError } from "../lib/errors.ts";
import { isJsonNumber, isJsonObject, type JsonValue, parseExactJson } from "./exact-json.ts";

/** The gateway's answer to `POST /order/create`. Gateway's document: "Create order", Response. */
export interface CreateAnswer {
  readonly paymentId: string;
  readonly address: string;
  /** Lower case: "tron". */
  readonly network: string;
  /** Lower case: "usdt". */
  readonly coin: string;
  /** What the customer is to send, in `coin`. More than 0. */
  readonly amount: Decimal;
  /** ISO 8601; null when absent or no time. */
  readonly createTime: string | null;
  readonly expiredTime: string | null;
  /** Hours; null when absent or not more than 0. */
  readonly expiredHours: number | null;
  readonly state: number | null;
}

/** What is wrong with a field. Says nothing of its value, which came from outside. */
type Fault = (field: string, problem: string) => CoinCoinError;

const malformed: Fault = (field, problem) =>
  new CoinCoinError(
    "webhook_malformed",
    `The notification is not what CoinCoin documents: ${field} ${problem}.`,
    {
      details: { field },
    },
  );

const unreadable: Fault = (field, problem) =>
  new CoinCoinError("outcome_unknown", `CoinCoin's answer cannot be used: ${field} ${problem}.`, {
    details: { field },
  });

/** More coins than any order could meet. */
const MAX_COINS = 32;
const MAX_TEXT = 255;
/** Controls, marks that reorder text, halves of surrogate pairs: no database or page shows them as they are. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const plainAscii = /^[ -~]*$/;

/**
 * Reads a webhook's body (gateway's document: "Developer Webhook"): lenient about spelling (numbers as strings, letter case,
 * absent fields), strict about meaning.
 * @throws CoinCoinError `webhook_malformed`; `details.field` names the field.
 */
export function readNotification(body: string, names: Names = builtInNames): Notification {
  const root = parsed(body, malformed);
  if (!isJsonObject(root)) throw malformed("the body", "is not a JSON object");
  const payment = root["payment"];
  if (!isJsonObject(payment)) throw malformed("payment", "is missing or not an object");
  const paymentId = requiredId(payment["payment_id"], "payment.payment_id", malformed);
  const address = optionalText(payment["address"], "payment.address", malformed);
  const network = lower(optionalText(payment["network"], "payment.network", malformed));
  const coin = lower(optionalText(payment["coin"], "payment.coin", malformed));
  const said = namedPair(names, coin, network);
  const collected = readCollected(root["collected"], names, said.network);
  return {
    paymentId,
    address,
    network: collected.network,
    coin: said.coin,
    amount: isAbsent(payment["amount"])
      ? null
      : requiredAmount(payment["amount"], "payment.amount", malformed),
    collected: collected.totals,
    state: requiredState(root["state"]),
  };
}

/**
 * Reads the answer to an order's creation: lenient about spelling, strict about whatever a customer's money depends on.
 * @throws CoinCoinError `outcome_unknown`: the order may have been made; `details.field` names the field.
 */
export function readCreateAnswer(
  body: string,
  expected: { readonly paymentId: string; readonly names?: Names | undefined },
): CreateAnswer {
  const root = parsed(body, unreadable);
  if (!isJsonObject(root)) throw unreadable("the body", "is not a JSON object");
  const paymentId = requiredId(root["payment_id"], "payment_id", unreadable);
  if (paymentId !== expected.paymentId) throw unreadable("payment_id", "is another order's");
  const amount = requiredAmount(root["amount"], "amount", unreadable);
  if (compare(amount, ZERO) <= 0) throw unreadable("amount", "is zero");
  const address = requiredAddress(root["address"]);
  const { coin, network } = requiredPair(root, expected.names ?? builtInNames);
  return {
    paymentId,
    address,
    network,
    coin,
    amount,
    createTime: time(root["create_time"]),
    expiredTime: time(root["expired_time"]),
    expiredHours: hours(root["expired"]),
    state: integer(root["state"]) ?? null,
  };
}

function parsed(body: string, fault: Fault): JsonValue {
  try {
    return unwrapped(parseExactJson(body));
  } catch {
    throw fault("the body", "is not JSON");
  }
}

/** Many APIs put what they say into an envelope, `{ code, msg, data }`: there it is where the fields are that it has to have. */
function unwrapped(root: JsonValue): JsonValue {
  if (!isJsonObject(root) || isMessage(root)) return root;
  const data = root["data"];
  return isJsonObject(data) && isMessage(data) ? data : root;
}

function isMessage(value: object): boolean {
  return "payment" in value || "payment_id" in value;
}

function isAbsent(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

function optionalText(value: JsonValue | undefined, field: string, fault: Fault): string | null {
  if (isAbsent(value)) return null;
  if (typeof value !== "string") throw fault(field, "is not text");
  const text = value.trim();
  if (text.length > MAX_TEXT) throw fault(field, `is longer than ${MAX_TEXT} characters`);
  if (!isPrintable(text)) throw fault(field, "has characters that cannot be printed");
  return text;
}

/** Nearly all text is ASCII, for which looking at classes of characters takes ten times as long. */
function isPrintable(text: string): boolean {
  return plainAscii.test(text) || !unprintable.test(text);
}

/** Ids of other shapes than we ask for are read too: such an order is unknown to us, which is for a person to see. */
function requiredId(value: JsonValue | undefined, field: string, fault: Fault): string {
  if (isJsonNumber(value)) {
    if (!/^\d{1,32}$/.test(value.literal)) throw fault(field, "is a number but no whole one");
    return value.literal;
  }
  const text = optionalText(value, field, fault);
  if (text === null) throw fault(field, "is missing");
  return text;
}

function decimal(value: JsonValue | undefined): Decimal | undefined {
  if (isJsonNumber(value)) return readDecimal(value.literal);
  return typeof value === "string" ? readDecimal(value.trim()) : undefined;
}

function requiredAmount(value: JsonValue | undefined, field: string, fault: Fault): Decimal {
  if (isAbsent(value)) throw fault(field, "is missing");
  const amount = decimal(value);
  if (amount === undefined) throw fault(field, "is not a number");
  if (isNegative(amount)) throw fault(field, "is negative");
  return amount;
}

function readCollected(
  value: JsonValue | undefined,
  names: Names,
  said: string | null,
): { readonly totals: Readonly<Record<string, Decimal>>; readonly network: string | null } {
  // Some serialisers write an empty record as an empty list.
  if (isAbsent(value) || (Array.isArray(value) && value.length === 0)) return { totals: {}, network: said };
  if (!isJsonObject(value)) throw malformed("collected", "is not an object");
  const amounts: [string, Decimal][] = [];
  for (const [key, entry] of Object.entries(value)) {
    if (isAbsent(entry)) continue;
    const coin = key.trim().toLowerCase();
    if (!isCoinName(coin)) throw malformed("collected", "has a key that is not a coin's name");
    amounts.push([coin, requiredAmount(entry, `collected.${coin}`, malformed)]);
    if (amounts.length > MAX_COINS) throw malformed("collected", `has more than ${MAX_COINS} coins`);
  }
  const { coins, network } = namedCoins(
    names,
    amounts.map(([coin]) => coin),
    said,
  );
  const totals = new Map<string, Decimal>();
  for (const [name, amount] of amounts) {
    const coin = coins.get(name) ?? name;
    const known = totals.get(coin);
    totals.set(coin, known === undefined ? amount : max(amount, known));
  }
  return { totals: Object.fromEntries(totals), network };
}

/**
 * Names end up as keys of records that are stored as JSON: neither an object's own workings ("constructor", "__proto__")
 * nor what JSON has to escape are names.
 */
function isCoinName(name: string): boolean {
  return /^[^"\\]{1,32}$/.test(name) && isPrintable(name) && !(name in Object.prototype);
}

function integer(value: JsonValue | undefined): number | undefined {
  const read = decimal(value);
  return read !== undefined && /^-?\d{1,9}$/.test(read) ? Number(read) : undefined;
}

function requiredState(value: JsonValue | undefined): number {
  if (isAbsent(value)) throw malformed("state", "is missing");
  const state = integer(value);
  if (state === undefined) throw malformed("state", "is not a whole number");
  return state;
}

function requiredAddress(value: JsonValue | undefined): string {
  const address = optionalText(value, "address", unreadable);
  if (address === null) throw unreadable("address", "is missing");
  if (!/^[A-Za-z0-9][A-Za-z0-9:._-]{7,127}$/.test(address)) throw unreadable("address", "is not an address");
  return address;
}

/** Where the coin's name tells the network too, the field `network` may be absent. */
function requiredPair(
  root: Readonly<Record<string, JsonValue>>,
  names: Names,
): { readonly coin: string; readonly network: string } {
  const said = isAbsent(root["network"]) ? null : requiredName(root["network"], "network");
  const { coin, network } = namedPair(names, requiredName(root["coin"], "coin"), said);
  if (coin === null || network === null) throw unreadable("network", "is missing");
  return { coin, network };
}

function requiredName(value: JsonValue | undefined, field: string): string {
  const name = lower(optionalText(value, field, unreadable));
  if (name === null) throw unreadable(field, "is missing");
  if (!isCoinName(name)) throw unreadable(field, "is not a name");
  return name;
}

function lower(text: string | null): string | null {
  return text === null ? null : text.toLowerCase();
}

/** Milliseconds since 1970, as documented; seconds are told from them by their length. Anything else is not a time. */
function time(value: JsonValue | undefined): string | null {
  const digits = decimal(value)?.replace(/\..*$/, "") ?? "";
  const ms = /^\d{13}$/.test(digits)
    ? Number(digits)
    : /^\d{10}$/.test(digits)
      ? Number(digits) * 1000
      : undefined;
  return ms === undefined ? null : new Date(ms).toISOString();
}

function hours(value: JsonValue | undefined): number | null {
  const count = Number(decimal(value) ?? "0");
  return count > 0 && count <= 24 * 366 ? count : null;
}
