import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { CoinCoinError, errorCodes, isCoinCoinError } from "../../src/lib/errors.ts";

describe("CoinCoinError", () => {
  const error = new CoinCoinError("price_too_low", "The price is 5.", {
    cause: new Error("inner"),
    details: { minimum: "10" },
  });

  it("is an Error with its own name, also where its stack begins", () => {
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe("CoinCoinError");
    expect(String(error)).toBe("CoinCoinError: The price is 5.");
    expect(error.stack).toMatch(/^CoinCoinError: The price is 5\./);
    expect(inspect(error)).toMatch(/^CoinCoinError: The price is 5\./);
  });

  it("keeps code, details and cause, and has no cause when none was given", () => {
    expect(error.code).toBe("price_too_low");
    expect(error.details).toEqual({ minimum: "10" });
    expect(error.cause).toBeInstanceOf(Error);
    expect("cause" in new CoinCoinError("closed", "Closed.")).toBe(false);
    expect(new CoinCoinError("closed", "Closed.").details).toEqual({});
  });

  it("is written to a log of JSON with its message, without stack or cause", () => {
    expect(JSON.parse(JSON.stringify({ error }))).toEqual({
      error: {
        name: "CoinCoinError",
        code: "price_too_low",
        message: "The price is 5.",
        details: { minimum: "10" },
      },
    });
  });

  it("has codes that are their own names", () => {
    for (const [key, value] of Object.entries(errorCodes)) expect(value).toBe(key);
  });
});

describe("isCoinCoinError", () => {
  it("knows its own, by code where one is asked for", () => {
    const error: unknown = new CoinCoinError("closed", "Closed.");
    expect(isCoinCoinError(error)).toBe(true);
    expect(isCoinCoinError(error, "closed")).toBe(true);
    expect(isCoinCoinError(error, "order_busy")).toBe(false);
  });

  it("knows the error of another copy of the library, and nothing else", async () => {
    const secondCopy = "../../src/lib/errors.ts?copy=2";
    const other: typeof import("../../src/lib/errors.ts") = await import(secondCopy);
    expect(other.CoinCoinError).not.toBe(CoinCoinError);
    const foreign = new other.CoinCoinError("closed", "Closed.");
    expect(isCoinCoinError(foreign, "closed")).toBe(true);
    expect(foreign).toBeInstanceOf(CoinCoinError);
    class Special extends CoinCoinError {}
    expect(foreign).not.toBeInstanceOf(Special);
    expect(new Special("closed", "Closed.")).toBeInstanceOf(Special);
    for (const value of [
      undefined,
      null,
      "closed",
      new Error("closed"),
      { code: "closed", name: "CoinCoinError" },
    ]) {
      expect(isCoinCoinError(value)).toBe(false);
    }
  });

  it("narrows the code", () => {
    const error: unknown = new CoinCoinError("closed", "Closed.");
    if (isCoinCoinError(error, "closed")) {
      const code: "closed" = error.code;
      expect(code).toBe("closed");
      // @ts-expect-error: no other code is left
      const wrong: "order_busy" = error.code;
      expect(wrong).toBe("closed");
    }
  });
});
