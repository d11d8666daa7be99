import { runInNewContext } from "node:vm";
import { CoinCoinError } from "@coincoin/core";
import { expect, it } from "vitest";
import { failure } from "../src/postgres/failure.ts";
import { isBusy } from "../src/sqlite/failure.ts";

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

it("knows the errors of another realm, as Node's own are under Jest", () => {
  expect(failure(runInNewContext("new TypeError('x is not a function')")).message).toContain(
    "not in PostgreSQL",
  );
  const busy: unknown = runInNewContext("Object.assign(new Error('database is locked'), { errcode: 5 })");
  expect(isBusy(busy)).toBe(true);
});
