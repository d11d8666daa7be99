import { CoinCoinError } from "@coincoin/core";
import { expect, it } from "vitest";
import { failure } from "../src/postgres/failure.ts";

it("says of a mistake in the program that it is none of the database's", () => {
  for (const mistake of [new TypeError("x is not a function"), new RangeError("too long")]) {
    const { code, message, cause } = failure(mistake);
    expect([code, message, cause]).toEqual([
      "store_unavailable",
      expect.stringContaining("not in PostgreSQL"),
      mistake,
    ]);
  }
});

it("says of a broken connection that the database cannot be reached", () => {
  const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
  expect(failure(reset).message).toContain("cannot be reached");
  const known = new CoinCoinError("closed", "Closed.");
  expect(failure(known)).toBe(known);
});
