import { afterEach, expect, it, vi } from "vitest";
import { CoinCoinError } from "../src/errors.ts";
import { consoleLogger } from "../src/logger.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

function logged(facts: object): unknown {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  consoleLogger.error(facts, "it failed");
  return JSON.parse(String(write.mock.calls[0]?.[0]));
}

it("the default logger tells what an error was, and what caused it", () => {
  const cause = Object.assign(new Error("connection refused"), { code: "ECONNREFUSED" });
  const err = new CoinCoinError("store_unavailable", "The database is not there.", { cause });
  expect(logged({ err })).toMatchObject({
    level: "error",
    msg: "it failed",
    err: {
      name: "CoinCoinError",
      code: "store_unavailable",
      message: "The database is not there.",
      cause: { code: "ECONNREFUSED", message: "connection refused" },
    },
  });
});

it("the default logger takes numbers of any size", () => {
  expect(logged({ amount: 10n ** 20n })).toMatchObject({ amount: "100000000000000000000" });
});
