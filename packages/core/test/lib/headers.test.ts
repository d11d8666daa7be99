import { describe, expect, it } from "vitest";
import { readHeader } from "../../src/lib/headers.ts";

describe("readHeader", () => {
  it("finds a header whatever its case", () => {
    expect(readHeader({ "CC-Sign": "a" }, "cc-sign")).toBe("a");
    expect(readHeader(new Headers({ "CC-SIGN": "a" }), "cc-sign")).toBe("a");
  });

  it("joins a repeated header instead of choosing one of its values", () => {
    expect(readHeader({ "cc-sign": ["a", "b"] }, "cc-sign")).toBe("a, b");
    expect(readHeader({ "cc-sign": "a", "CC-SIGN": "b" }, "cc-sign")).toBe("a, b");
  });

  it("tells an empty header from one that is not there", () => {
    expect(readHeader({ "cc-sign": "" }, "cc-sign")).toBe("");
    expect(readHeader({ "cc-sign": undefined }, "cc-sign")).toBeUndefined();
    expect(readHeader({}, "cc-sign")).toBeUndefined();
  });

  it("reads an object with a header that is called get", () => {
    expect(readHeader({ get: "x", "cc-sign": "a" }, "cc-sign")).toBe("a");
  });
});
