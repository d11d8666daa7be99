import { afterEach, expect, it, vi } from "vitest";
import { CoinCoinError } from "../../src/lib/errors.ts";
import { consoleLogger } from "../../src/lib/logger.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

function logged(facts: object): unknown {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  consoleLogger.error(facts, "it failed");
  return JSON.parse(String(write.mock.calls[0]?.[0]));
}

it("the default logger tells what an error of a handler was", () => {
  const err = Object.assign(new TypeError("the warehouse is gone"), { code: "ECONNREFUSED" });
  expect(logged({ err })).toMatchObject({
    level: "error",
    msg: "it failed",
    err: { name: "TypeError", code: "ECONNREFUSED", message: "the warehouse is gone", stack: err.stack },
  });
});

it("the default logger leaves it to our errors what is said of them", () => {
  const err = new CoinCoinError("store_unavailable", "The database is not there.", { cause: new Error("x") });
  expect(logged({ err })).toMatchObject({
    err: { code: "store_unavailable", message: "The database is not there." },
  });
});

it("the default logger takes numbers of any size", () => {
  expect(logged({ amount: 10n ** 20n })).toMatchObject({ amount: "100000000000000000000" });
});
