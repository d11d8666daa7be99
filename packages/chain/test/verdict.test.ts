import { describe, expect, it } from "vitest";
import { verdictOf } from "../src/evm/verdict.ts";

/** Errors as providers and nodes really send them. */
const tooManyBlocks: readonly (readonly [number, string, number | undefined])[] = [
  [-32_602, "exceed max block range: 5000", 5_000],
  [-32_602, "range 1000000 exceeds limit of 10000", 10_000],
  [
    -32_600,
    "You can make eth_getLogs requests with up to a 500 block range. Based on your parameters, this block range should work: [0x7e9b85, 0x7e9d78]",
    500,
  ],
  [
    -32_600,
    "Under the Free tier plan, you can make eth_getLogs requests with up to a 10 block range. Upgrade to PAYG for expanded block range.",
    10,
  ],
  [-32_614, "eth_getLogs is limited to a 10,000 range", 10_000],
  [-32_000, "block range is larger than max block range, block range = 5120, max block range = 5000", 5_000],
  [-32_602, 'invalid params {"payload":"range 9009594 is bigger than range limit 2000"}', 2_000],
  [-32_600, "block range too high", undefined],
];

describe("what a provider means by an error", () => {
  it.each(tooManyBlocks)("%i %s", (code, message, most) => {
    const verdict = verdictOf(code, message);
    expect(verdict).toEqual({ kind: "too_much", what: "range", ...(most === undefined ? {} : { most }) });
  });

  it.each([
    [-32_005, "query returned more than 10000 results. Try with this block range [0xBDE5F8, 0x102DBCC]."],
    [
      -32_602,
      "Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range and no limit on the response size, or you can request any block range with a cap of 10K logs in the response.",
    ],
    [-32_005, "limit exceeded"],
    [-32_000, "query timeout exceeded"],
  ])("%i %s: too many results", (code, message) => {
    expect(verdictOf(code, message)).toEqual({ kind: "too_much", what: "results" });
  });

  it.each([
    [-32_602, "exceed max topics: 1000", 1_000],
    [-32_602, "exceed max addresses or topics per search position", undefined],
  ])("%i %s: too many addresses", (code, message, most) => {
    expect(verdictOf(code, message)).toEqual({
      kind: "too_much",
      what: "addresses",
      ...(most === undefined ? {} : { most }),
    });
  });

  it.each([
    [429, "Your app has exceeded its compute units per second capacity."],
    [-32_012, "credits limited to 6000/sec"],
    [-32_005, "daily request count exceeded, request rate limited"],
    [-32_029, "Too many requests"],
  ])("%i %s: busy", (code, message) => {
    expect(verdictOf(code, message)).toEqual({ kind: "busy" });
  });

  it.each([
    [-32_601, "the method eth_getLogs does not exist/is not available"],
    [4444, "pruned history unavailable"],
    [-32_000, "method eth_getLogs is disabled on this endpoint"],
  ])("%i %s: it cannot", (code, message) => {
    expect(verdictOf(code, message)).toEqual({ kind: "unsupported" });
  });

  it.each([
    [-32_602, "BlockOutOfRangeError: block height is 0 but requested was 9"],
    [-32_000, "Unknown block"],
    [-32_000, "header not found"],
  ])("%i %s: it is behind", (code, message) => {
    expect(verdictOf(code, message)).toEqual({ kind: "behind" });
  });

  it("an error that says nothing is a failure of the provider", () => {
    expect(verdictOf(-32_603, "Internal error")).toEqual({ kind: "failed" });
  });
});
