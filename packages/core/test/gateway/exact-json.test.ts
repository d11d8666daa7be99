import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDecimal } from "../../src/domain/amount.ts";
import {
  decodeUtf8,
  isJsonNumber,
  isJsonObject,
  type JsonValue,
  jsonNumber,
  parseExactJson,
  writeExactJson,
} from "../../src/gateway/exact-json.ts";

/** Back to what JSON.parse gives. */
function loosened(value: JsonValue): unknown {
  // Minus nothing is nothing.
  if (isJsonNumber(value)) return Number(value.literal) + 0;
  if (Array.isArray(value)) return value.map(loosened);
  if (!isJsonObject(value)) return value;
  return recordOf(Object.entries(value).map(([key, item]) => [key, loosened(item)] as const));
}

function member(text: string, key: string): JsonValue | undefined {
  const value = parseExactJson(text);
  return isJsonObject(value) ? value[key] : undefined;
}

function literal(value: JsonValue | undefined): string | undefined {
  return isJsonNumber(value) ? value.literal : undefined;
}

const digits = fc.oneof(
  fc.stringMatching(/^(0|[1-9]\d{0,40})(\.\d{1,40})?([eE][+-]?\d{1,3})?$/),
  // Around as many digits as a float holds.
  fc.stringMatching(/^(0|[1-9]\d{0,9})\.\d{3,8}$/),
  fc.stringMatching(/^[1-9]\d{12,17}$/),
);
const numberLiteral = fc
  .tuple(fc.boolean(), digits)
  .map(([negative, text]) => (negative ? `-${text}` : text));

/** Strings that look like numbers, marks or JSON, so that quoting could go wrong. */
const trickyString = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    '"',
    "\\",
    '\\"',
    "n1",
    "s1",
    "1e5",
    "__proto__",
    "constructor",
    "\u0000",
    "\ud800",
    '{"a":1.10}',
    "12345678901234567890",
  ),
  numberLiteral,
);

/** JSON beside what it says, so that no other parser has to be trusted. */
interface Node {
  readonly text: string;
  readonly value: unknown;
  readonly leaves: readonly string[];
}

function recordOf(members: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [key, value] of members) {
    Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return record;
}

const { tree } = fc.letrec<{ tree: Node; leaf: Node; list: Node; record: Node }>((tie) => ({
  tree: fc.oneof({ maxDepth: 5 }, tie("leaf"), tie("list"), tie("record")),
  leaf: fc.oneof(
    numberLiteral.map((text) => ({ text, value: Number(text) + 0, leaves: [text] })),
    trickyString.map((value) => ({ text: JSON.stringify(value), value, leaves: [] })),
    fc.constantFrom(null, true, false).map((value) => ({ text: String(value), value, leaves: [] })),
  ),
  list: fc.array(tie("tree"), { maxLength: 4 }).map((items) => ({
    text: `[${items.map((item) => item.text).join(" , ")}]`,
    value: items.map((item) => item.value),
    leaves: items.flatMap((item) => item.leaves),
  })),
  record: fc
    .uniqueArray(fc.tuple(trickyString, tie("tree")), { maxLength: 4, selector: ([key]) => key })
    .map((items) => ({
      text: `{${items.map(([key, item]) => `${JSON.stringify(key)}\n:${item.text}`).join(",")}}`,
      value: recordOf(items.map(([key, item]) => [key, item.value] as const)),
      leaves: items.flatMap(([, item]) => item.leaves),
    })),
}));

/** One text for each number, however it is spelled; by the rules of arithmetic and no float. */
function numberOf(text: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return significant === "" ? "0" : `${sign}${significant}e${power}`;
}

function literals(value: JsonValue): string[] {
  if (isJsonNumber(value)) return [value.literal];
  if (Array.isArray(value)) return value.flatMap(literals);
  return isJsonObject(value) ? Object.values(value).flatMap(literals) : [];
}

describe("parseExactJson", () => {
  it("says what the JSON says, and keeps every number's value", () => {
    fc.assert(
      fc.property(tree, ({ text, value, leaves }) => {
        const parsed = parseExactJson(text);
        expect(loosened(parsed)).toEqual(value);
        expect(literals(parsed).map(numberOf).toSorted()).toEqual(leaves.map(numberOf).toSorted());
      }),
      { numRuns: 1000 },
    );
  });

  it("is structurally what JSON.parse gives, where that can be trusted", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        fc.pre(!text.includes("\\"));
        expect(loosened(parseExactJson(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it("takes no key for another that was parsed before", () => {
    // Node 24's JSON.parse does, once it has seen an object whose key is a backslash.
    for (const [before, after] of [
      ['{"a":1,"\\\\":2}', '{"a":1,"\\"":2}'],
      ['{"a":1.10,"stat\\\\":2}', '{"a":1.10,"stat\\u0065":2}'],
    ] as const) {
      for (let round = 0; round < 5; round++) {
        JSON.parse(before);
        parseExactJson(before);
        const [, key] = Object.keys(loosened(parseExactJson(after)) ?? {});
        expect(key).toBe(after.includes("stat") ? "state" : '"');
      }
    }
  });

  it.each([
    ["100.0", "100"],
    ["1.10", "1.1"],
    ["-0", "0"],
    ["0.0", "0"],
    ["0.0000001", "1e-7"],
    ["12.5", "12.5"],
    ["7", "7"],
    ["999999999999999", "999999999999999"],
    ["0.1234567890123", "0.1234567890123"],
  ])("reads %s as %s, which is the same", (text, same) => {
    expect(literal(parseExactJson(text))).toBe(same);
    expect(literal(member(`{"a":${text}}`, "a"))).toBe(same);
  });

  it.each([
    "0.100000000000000005",
    "123456789012345678901234567890",
    "9007199254740993",
    "1e-7",
    "1E+400",
    "0.0e0",
  ])("keeps %s as it is written", (text) => {
    expect(literal(parseExactJson(text))).toBe(text);
    expect(literal(member(`{"a":${text}}`, "a"))).toBe(text);
    expect(writeExactJson(parseExactJson(`[${text},"${text}"]`))).toBe(`[${text},"${text}"]`);
  });

  it("tells a number from a string with the same digits, on both paths", () => {
    for (const rest of ["1", "1e0"]) {
      expect(member(`{"a":"100","b":${rest}}`, "a")).toBe("100");
      expect(literal(member(`{"a":100,"b":${rest}}`, "a"))).toBe("100");
    }
  });

  it("does not take an object from outside for a number", () => {
    const forged = parseExactJson('{"literal":"5","Symbol(JSON number)":true}');
    expect(isJsonNumber(forged)).toBe(false);
    expect(isJsonObject(forged)).toBe(true);
  });

  it.each([
    "",
    " ",
    "01",
    "1.",
    ".5",
    "+1",
    "1e",
    "-",
    "0x10",
    "NaN",
    "Infinity",
    "1_000",
    "{1:2}",
    "[1.10,]",
    '{"a":1.10,}',
    "1.10 1.10",
    "'a'",
    '"\u0001"',
    "[1.10",
    '"1.10',
    "١٢",
  ])("refuses %j as JSON.parse does", (text) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(() => parseExactJson(text)).toThrow(SyntaxError);
  });

  it("refuses exactly what JSON.parse refuses", () => {
    const noise = fc.array(fc.constantFrom(...'[]{}:,"\\0123.eE+-nsu tfalr \n'.split(""), "true", "1.10"), {
      maxLength: 14,
    });
    fc.assert(
      fc.property(noise, (parts) => {
        const text = parts.join("");
        const throws = (read: () => unknown) => {
          try {
            read();
            return false;
          } catch {
            return true;
          }
        };
        expect(throws(() => parseExactJson(text))).toBe(throws(() => JSON.parse(text)));
      }),
      { numRuns: 2000 },
    );
  });

  it.each(["1", "1e0"])("takes keys that would pollute a prototype as plain keys (beside %s)", (number) => {
    const value = parseExactJson(
      `{"__proto__":{"polluted":${number}},"constructor":{"prototype":{"polluted":1}},"a":${number}}`,
    );
    expect(Object.keys(isJsonObject(value) ? value : {})).toEqual(["__proto__", "constructor", "a"]);
    expect(Object.getPrototypeOf(value)).toBe(null);
    expect("polluted" in {}).toBe(false);
    expect(isJsonObject(value) ? value["toString"] : "no object").toBe(undefined);
  });

  it.each(["1", "1e0"])("goes a hundred deep, and refuses what is deeper (around %s)", (number) => {
    const nested = (depth: number) => "[".repeat(depth) + number + "]".repeat(depth);
    let value = parseExactJson(nested(100));
    while (Array.isArray(value)) value = value[0] ?? null;
    expect(literal(value)).toBe(number);
    for (const depth of [101, 32_000, 500_000]) {
      expect(() => parseExactJson(nested(depth)), String(depth)).toThrow(SyntaxError);
      expect(() => parseExactJson('{"a":'.repeat(depth) + number + "}".repeat(depth))).toThrow(SyntaxError);
    }
  });

  it("reads the last of equal keys, as JSON.parse does", () => {
    expect(literal(member('{"a":1.10,"a":2.20,"\\u0061":3.30}', "a"))).toBe("3.30");
    expect(literal(member('{"a":1,"a":2}', "a"))).toBe("2");
  });

  it("stays quick on text made to be slow", () => {
    for (const text of [
      `"${"1.".repeat(30_000)}"`,
      `[${"1e5,".repeat(15_000)}1]`,
      `"${"\\\\".repeat(30_000)}1.10"`,
      `"${".0".repeat(30_000)}"`,
      `1.${"1".repeat(65_000)}`,
    ]) {
      const start = performance.now();
      parseExactJson(text);
      expect(performance.now() - start).toBeLessThan(500);
    }
  });
});

describe("writeExactJson", () => {
  it("writes what parses back to the same", () => {
    fc.assert(
      fc.property(tree, ({ text }) => {
        const value = parseExactJson(text);
        expect(parseExactJson(writeExactJson(value))).toEqual(value);
      }),
    );
  });

  it("writes a decimal as a number, digit for digit", () => {
    const price = readDecimal("12345678901234567890.123456789");
    expect(price).toBeDefined();
    if (price === undefined) return;
    expect(writeExactJson({ payment_id: 'a"b', price: jsonNumber(price) })).toBe(
      '{"payment_id":"a\\"b","price":12345678901234567890.123456789}',
    );
  });

  it.each(["", "NaN", "1}", "01", "1e", "0x1", "1,2"])("refuses to write %j as a number", (text) => {
    expect(() => jsonNumber(text)).toThrow(SyntaxError);
  });
});

describe("decodeUtf8", () => {
  it("reads UTF-8 and refuses what is not", () => {
    expect(decodeUtf8(new TextEncoder().encode('{"a":"测试🔑"}'))).toBe('{"a":"测试🔑"}');
    expect(decodeUtf8(new Uint8Array())).toBe("");
    for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe6, 0xb5], [0xf5, 0x80, 0x80, 0x80]]) {
      expect(decodeUtf8(new Uint8Array(bytes))).toBe(undefined);
    }
  });

  it("drops a byte order mark, and is not confused by what came before", () => {
    expect(decodeUtf8(new Uint8Array([0xe6]))).toBe(undefined);
    expect(decodeUtf8(new Uint8Array([0xef, 0xbb, 0xbf, 0x31]))).toBe("1");
  });
});
