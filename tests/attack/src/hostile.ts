import type { Random } from "./random.ts";

/** Number literals and what pretends to be one. Each is put into JSON as it stands. */
export const NUMBERS = [
  "1e400",
  "-1e400",
  "-0",
  "-0.0",
  "1e-400",
  "0.1e1000000000",
  "9".repeat(10_000),
  `0.${"0".repeat(9_999)}1`,
  `1${"0".repeat(80)}`,
  "9007199254740993",
  "-1",
  "-100",
  "1e9999",
  "0x64",
  "01",
  "+1",
  "1.",
  ".5",
  "1_000",
  "NaN",
  "Infinity",
  '"NaN"',
  '"Infinity"',
  '"-Infinity"',
  '"1e400"',
  '"0x64"',
  '"100,00"',
  '"１００"',
  '" 100\\u0000"',
  '""',
  "null",
  "true",
  "[]",
  "[100]",
  "{}",
  '{"valueOf":100}',
] as const;

/** Keys that are no coin's name under any reading. */
export const NO_COINS = [
  "__proto__",
  "constructor",
  "\\u005f_proto__",
  "\\ud800",
  "\\u0000",
  "usdt\\u200b",
  "",
] as const;

/** Keys with a meaning to JavaScript, to JSON readers, or to nobody. */
export const KEYS = [
  ...NO_COINS,
  "toString",
  "hasOwnProperty",
  "valueOf",
  "__defineGetter__",
  "prototype",
  "toJSON",
  "then",
  "length",
  " usdt ",
  "USDT",
  "🪙",
] as const;

export const STRINGS = [
  "",
  "\u0000",
  "../../../../etc/passwd",
  "http://127.0.0.1:1/steal",
  "//evil.example/x",
  "javascript:alert(1)",
  '"><script>alert(1)</script>',
  "' OR '1'='1",
  "${7*7}{{7*7}}",
  "%00%0d%0aset-cookie:%20a=b",
  "\u202egnp.exe",
  "A".repeat(300),
  "💥".repeat(100),
  "\ufffd",
  "null",
  "undefined",
] as const;

/** Values that nest as deep as a body may be long. */
export function deep(random: Random): string {
  const depth = random.pick([10, 1_000, 5_000, 30_000]);
  return random.chance(0.5)
    ? "[".repeat(depth) + "]".repeat(depth)
    : `${'{"a":'.repeat(Math.floor(depth / 3))}1${"}".repeat(Math.floor(depth / 3))}`;
}

/** Bytes that are no UTF-8: cut sequences, overlong forms, halves of surrogate pairs, a byte order mark of another width. */
export const NOT_UTF8 = [
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0xc0, 0xaf]),
  Buffer.from([0xe2, 0x82]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from([0xf4, 0x90, 0x80, 0x80]),
  Buffer.from([0x80]),
] as const;
