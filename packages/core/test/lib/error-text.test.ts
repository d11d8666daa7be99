import fc from "fast-check";
import { expect, test } from "vitest";
import { describeError, errorText, MAX_ERROR_LENGTH } from "../../src/lib/error-text.ts";

test("an error is told by its name and message", () => {
  expect(errorText(new TypeError("no stock"))).toBe("TypeError: no stock");
  expect(errorText("no stock")).toBe("no stock");
  expect(errorText(undefined)).toBe("undefined");
  expect(errorText("")).toBe("an error without a message");
});

test("control characters, line breaks and direction marks do not reach the record", () => {
  expect(errorText("a\u0000b\u001b[31mc\r\nd\u202ee\u2028f")).toBe("a b [31mc d e f");
});

test("a value that throws when it is looked at does not break the delivery", () => {
  const hostile = {
    toString: () => {
      throw new Error("no");
    },
  };
  expect(errorText(hostile)).toBe("something that cannot be shown was thrown");
  expect(errorText(Object.create(null))).toBe("something that cannot be shown was thrown");
});

test("whatever is thrown, the text is short and well-formed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 3_000 }), (text) => {
      const told = errorText(new Error(text));
      expect(told.length).toBeLessThanOrEqual(MAX_ERROR_LENGTH);
      expect(Buffer.from(told, "utf8").toString("utf8")).toBe(told);
      expect(told).not.toMatch(/\p{Cc}/u);
    }),
  );
  const half = `${"x".repeat(MAX_ERROR_LENGTH - 1)}😀`;
  expect(errorText(half)).toBe("x".repeat(MAX_ERROR_LENGTH - 1));
});

test("an error for a log has its stack and those of its causes, and nothing else that hangs on it", () => {
  const inner = Object.assign(new Error("refused"), { config: { authorization: "secret" } });
  const error = new TypeError("no stock", { cause: inner });
  const text = describeError(error);
  expect(text).toMatch(/^TypeError: no stock\n +at .*\ncaused by: Error: refused\n +at /s);
  expect(text).not.toContain("secret");
  expect(describeError(new AggregateError([new Error("one"), new Error("two")], "both"))).toMatch(
    /one.*two/s,
  );
  expect(describeError("no stock")).toBe("no stock");
});

test("a ring of causes ends", () => {
  const error = new Error("round");
  error.cause = error;
  expect(describeError(error).split("caused by").length).toBeLessThan(10);
});
