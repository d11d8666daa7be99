import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { bitcoin, ChainError, evm, tron } from "../src/index.ts";

const KEY = "k3y-0f-a-merchant";

function refusalOf(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    expect(error).toBeInstanceOf(ChainError);
    expect(error).toMatchObject({ code: "config_invalid" });
    expect(inspect(error)).not.toContain(KEY);
    return error instanceof Error ? error.message : "";
  }
  throw new Error("it was not refused");
}

describe("a reader refuses", () => {
  it.each([
    ["no provider", () => tron({ urls: [] }), "Give the URL of at least one"],
    ["what is not a URL", () => tron({ urls: [KEY] }), "has to be a whole one"],
    ["a scheme that is not HTTP", () => tron({ urls: [`wss://example.com/${KEY}`] }), "begins with https://"],
    ["a password in a URL", () => tron({ urls: [`https://me:${KEY}@example.com`] }), "send them as a header"],
    [
      "plain HTTP to another machine",
      () => evm({ network: "bsc", urls: [`http://example.com/${KEY}`] }),
      "without TLS",
    ],
    [
      "two URLs of one company",
      () => evm({ network: "bsc", urls: [`https://a.example.com/${KEY}`, `https://b.example.com/${KEY}`] }),
      "are one opinion",
    ],
    [
      "a token that is not on its network",
      () => tron({ urls: ["https://example.com"], tokens: [] }),
      "no token to look for",
    ],
    [
      "more confirmations than are listed",
      () => bitcoin({ esplora: ["https://example.com"], confirmations: 11 }),
      "1 to 10",
    ],
  ])("%s", (_what, make, words) => {
    expect(refusalOf(make)).toContain(words);
  });

  it("a network that it does not know", () => {
    // @ts-expect-error -- from JavaScript anything can come
    expect(refusalOf(() => evm({ network: "polygon", urls: ["https://example.com"] }))).toContain(
      '"polygon"',
    );
  });
});

describe("a reader", () => {
  it("names its providers by their domain, which is not secret", () => {
    const reader = evm({
      network: "ethereum",
      urls: [`https://${KEY}.rpc.example.com/v3/${KEY}`, { url: "https://node.other.org", name: "own" }],
    });
    expect(reader.providers).toEqual(["example.com", "own"]);
    expect(inspect(reader, { depth: 9 }) + JSON.stringify(reader)).not.toContain(KEY);
  });

  it("takes plain HTTP to a host that was allowed", () => {
    expect(tron({ urls: ["http://node:8545"], plainHttpHosts: ["node"] }).providers).toEqual(["node"]);
  });

  it("says what it can see and how often it is worth to look", () => {
    expect(tron({ urls: ["https://example.com"] })).toMatchObject({
      network: "tron",
      coins: ["usdt"],
      trusted: false,
      pace: { tickMs: 10_000, asks: "together" },
    });
    expect(bitcoin({ esplora: ["https://example.com"], trusted: true })).toMatchObject({
      network: "bitcoin",
      coins: ["btc"],
      trusted: true,
      pace: { tickMs: 60_000, asks: "each" },
    });
  });
});
