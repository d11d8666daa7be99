/**
 * JSON whose numbers keep their value. `JSON.parse` turns 0.1000000000000000055 into 0.1 and 1e400 into Infinity, so a
 * number is kept as text and becomes a `Decimal` where it is read as an amount.
 */

const numberTag: unique symbol = Symbol("JSON number");

/** A number literal. Never mistaken for a string or an object that came from outside: the tag is a symbol. */
export interface JsonNumber {
  readonly [numberTag]: true;
  /** A spelling of the very same number: "100" for 100.0, "1e-7". As it was written, where a float could not hold it. */
  readonly literal: string;
}

/** Has no prototype, so "__proto__" and "constructor" are keys like any other. The last of equal keys counts. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export type JsonValue = null | boolean | string | JsonNumber | readonly JsonValue[] | JsonObject;

/**
 * What `JSON.parse` is not trusted with. Numbers of more than 15 digits, or with an exponent: up to 15 digits a float's shortest
 * spelling is the same number. And escapes: once V8 has parsed an object with a backslash in a key, it can take an escaped
 * key for that one (Node 24 and 26, nodejs/node#63785). Also hits digits inside strings, which only costs time.
 */
const fragile = /\\|\d[.\d]{15}|\d[eE]/;

/** A string or a number, as they stand in text that is known to be JSON. */
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** No notification is nested deeper, and 64 KiB of "[" must not exhaust the stack. */
const MAX_DEPTH = 100;

/** Throws a SyntaxError for what is not JSON, or is nested more than 100 deep. */
export function parseExactJson(text: string): JsonValue {
  const native: unknown = JSON.parse(text);
  return fragile.test(text) ? parseMarked(text) : convert(native, plain, MAX_DEPTH);
}

/** How a string of the parsed text is read: it may stand for a number, or for another string. */
interface Reading {
  key(text: string): string;
  string(text: string): string | JsonNumber;
}

const plain: Reading = { key: (text) => text, string: (text) => text };

/** Numbers are put in quotes, strings replaced by their place in a list; the first letter tells one from the other. */
function parseMarked(text: string): JsonValue {
  const strings: string[] = [];
  const marked = text.replace(stringOrNumber, (token) => {
    if (!token.startsWith('"')) return `"n${token}"`;
    strings.push(unquoted(token));
    return `"s${strings.length - 1}"`;
  });
  const key = (mark: string) => strings[Number(mark.slice(1))] ?? "";
  const string = (mark: string) => (mark.startsWith("n") ? tagged(mark.slice(1)) : key(mark));
  return convert(JSON.parse(marked), { key, string }, MAX_DEPTH);
}

function unquoted(token: string): string {
  if (!token.includes("\\")) return token.slice(1, -1);
  const value: unknown = JSON.parse(token);
  return typeof value === "string" ? value : "";
}

function convert(value: unknown, reading: Reading, depth: number): JsonValue {
  if (typeof value === "string") return reading.string(value);
  if (typeof value === "number") return tagged(String(value));
  if (typeof value === "boolean") return value;
  if (typeof value !== "object" || value === null) return null;
  if (depth === 0) throw new SyntaxError("nested too deep");
  if (Array.isArray(value)) return value.map((item: unknown) => convert(item, reading, depth - 1));
  const record: Record<string, JsonValue> = { __proto__: null };
  for (const [key, item] of Object.entries(value))
    record[reading.key(key)] = convert(item, reading, depth - 1);
  return record;
}

function tagged(literal: string): JsonNumber {
  return { [numberTag]: true, literal };
}

/** A number literal from its spelling, which must be one of JSON. A `Decimal` always is. */
export function jsonNumber(literal: string): JsonNumber {
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(literal)) {
    throw new SyntaxError("not a number literal of JSON");
  }
  return tagged(literal);
}

export function isJsonNumber(value: JsonValue | undefined): value is JsonNumber {
  return typeof value === "object" && value !== null && numberTag in value;
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(numberTag in value);
}

/** Writes JSON; numbers stand there as their literals are spelled and never pass through a float. */
export function writeExactJson(value: JsonValue): string {
  if (isJsonNumber(value)) return value.literal;
  if (Array.isArray(value)) return `[${value.map(writeExactJson).join(",")}]`;
  if (isJsonObject(value)) {
    const members = Object.entries(value).map(
      ([key, item]) => `${JSON.stringify(key)}:${writeExactJson(item)}`,
    );
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value);
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Text from bytes; `undefined` when they are not UTF-8. A leading byte order mark is dropped. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
