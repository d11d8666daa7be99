import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { WebhookPolicy } from "../../src/intake/authenticate.ts";
import { MismatchReader } from "../../src/intake/mismatch.ts";

const APP = "app-1";
const KEY = "a key that signs";
const NOW = 1_700_000_000_000;
const STAMP = String(NOW);
const BODY = '{"payment":{"payment_id":"EX100100100"},"collected":{"usdt":100},"state":2}';

const policy: WebhookPolicy = {
  appId: APP,
  secretKeys: ["another key", KEY],
  tokenOf: () => "v1.test",
  signature: "when-present",
  toleranceSeconds: 300,
};

function hmac(text: string, algorithm = "sha1", key = KEY) {
  return createHmac(algorithm, key).update(text);
}

function fits(sign: string, over: Record<string, string> = {}, body = BODY): string | null {
  const headers = { "cc-app-id": APP, "cc-timespan": STAMP, "cc-sign": sign, ...over };
  return new MismatchReader(policy).read("unknown", { headers, body, now: NOW }).fits;
}

describe("a signature that we do not understand", () => {
  it.each([
    ["base64 in place of hex", hmac(`${APP}:${STAMP}`).digest("base64"), {}],
    ["base64 in place of hex", hmac(`${APP}:${STAMP}`).digest("base64url"), {}],
    ["HMAC-SHA256 in place of HMAC-SHA1", hmac(`${APP}:${STAMP}`, "sha256").digest("hex"), {}],
    ["the body signed", hmac(BODY).digest("hex"), {}],
    ["the body signed as well", hmac(`${APP}:${STAMP}:${BODY}`).digest("hex"), {}],
    ["no colon between app id and time", hmac(`${APP}${STAMP}`).digest("hex"), {}],
    ["time before app id", hmac(`${STAMP}:${APP}`).digest("hex"), {}],
    ["the time alone signed", hmac(STAMP).digest("hex"), {}],
    ["its time in seconds", hmac(`${APP}:${STAMP.slice(0, 10)}`).digest("hex"), {}],
    [
      "its time in seconds",
      hmac(`${APP}:${STAMP.slice(0, 10)}`).digest("hex"),
      { "cc-timespan": STAMP.slice(0, 10) },
    ],
    [
      "its header in seconds",
      hmac(`${APP}:${STAMP.slice(0, 10)}000`).digest("hex"),
      { "cc-timespan": STAMP.slice(0, 10) },
    ],
    ["another app id than ours", hmac(`other:${STAMP}`).digest("hex"), { "cc-app-id": "other" }],
    [
      "our app id signed, another in the header",
      hmac(`${APP}:${STAMP}`).digest("hex"),
      { "cc-app-id": "other" },
    ],
    ["text and key exchanged", createHmac("sha1", `${APP}:${STAMP}`).update(KEY).digest("hex"), {}],
    [
      "SHA1 without HMAC, the key at the end",
      createHash("sha1").update(`${APP}:${STAMP}${KEY}`).digest("hex"),
      {},
    ],
    ["white space or a prefix around it", ` sha1=${hmac(`${APP}:${STAMP}`).digest("hex")}`, {}],
    [
      "the body signed, HMAC-SHA256 in place of HMAC-SHA1, base64 in place of hex",
      hmac(BODY, "sha256").digest("base64"),
      {},
    ],
  ])("is told to fit as: %s", (what, sign, headers) => {
    expect(fits(sign, headers)).toBe(what);
  });

  it("fits in no way when another key made it, or nobody did", () => {
    expect(fits(hmac(`${APP}:${STAMP}`, "sha1", "a stranger's key").digest("hex"))).toBeNull();
    expect(fits("")).toBeNull();
    expect(fits("0".repeat(40))).toBeNull();
  });

  it("is not looked for in a body longer than any notification", () => {
    const long = BODY.padEnd(5_000);
    expect(fits(hmac(long).digest("hex"), {}, long)).toBeNull();
  });

  it("is described by names of headers and a distance, never by their values", () => {
    const headers = new Headers({
      "X-Signature": "not to be seen",
      "cc-app-id": APP,
      "cc-timespan": String(NOW - 7_200_000),
      "cc-sign": "0",
      authorization: "Bearer not to be seen",
    });
    const mismatch = new MismatchReader(policy).read("unknown", { headers, body: BODY, now: NOW });
    expect(mismatch).toEqual({
      headers: ["authorization", "cc-app-id", "cc-sign", "cc-timespan", "x-signature"],
      fits: null,
      secondsOff: 7_200,
    });
    const plain = { "Cc-Sign": "0", Host: "shop.example" };
    expect(new MismatchReader(policy).read("incomplete", { headers: plain, body: BODY, now: NOW })).toEqual({
      headers: ["cc-sign", "host"],
      fits: null,
      secondsOff: null,
    });
  });

  it("is looked into ten times a second, so that a flood costs little", () => {
    const reader = new MismatchReader(policy);
    const headers = { "cc-app-id": APP, "cc-timespan": STAMP, "cc-sign": hmac(BODY).digest("hex") };
    const found = (now: number) => reader.read("unknown", { headers, body: BODY, now }).fits;
    const many = Array.from({ length: 30 }, () => found(NOW));
    expect(many.filter((fit) => fit === "the body signed")).toHaveLength(10);
    expect(found(NOW + 999)).toBeNull();
    expect(found(NOW + 1_000)).toBe("the body signed");
  });
});
