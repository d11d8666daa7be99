import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sign, verifySignature } from "../../src/gateway/signature.ts";

interface Case {
  readonly appId: string;
  readonly timestamp: string;
  readonly secretKey: string;
  readonly sign: string;
}

const vectors: { cases: Case[] } = JSON.parse(
  readFileSync(new URL("../../../../tests/conformance/vectors/signature.json", import.meta.url), "utf8"),
);

describe("sign", () => {
  it("has known answers to check against", () => {
    expect(vectors.cases.length).toBeGreaterThanOrEqual(8);
  });

  it.each(vectors.cases.map((known, index) => ({ ...known, index })))(
    "gives the known answer of case $index",
    ({ appId, timestamp, secretKey, sign: answer }) => {
      expect(sign({ appId, timestamp, secretKey })).toBe(answer);
      expect(sign({ appId, timestamp, secretKey })).toMatch(/^[0-9a-f]{40}$/);
    },
  );

  it("signs a number as it signs its digits", () => {
    expect(sign({ appId: "asd", timestamp: 1672106570565, secretKey: "qwe" })).toBe(
      "2cdf07d1a5c2517d36dd5a14f8491ca5437c0a0f",
    );
  });

  it.each([
    "1672106570",
    "16721065705651",
    "167210657056x",
    "",
    " 672106570565",
    "1672106570565\n",
    "١٦٧٢١٠٦٥٧٠٥٦٥",
  ])("refuses the timestamp %j", (timestamp) => {
    expect(() => sign({ appId: "asd", timestamp, secretKey: "qwe" })).toThrow(/13 digits/);
  });

  it("refuses to sign without a key or an app id", () => {
    const timestamp = "1672106570565";
    expect(() => sign({ appId: "asd", timestamp, secretKey: "" })).toThrow(/secretKey must/);
    expect(() => sign({ appId: "", timestamp, secretKey: "qwe" })).toThrow(/appId must/);
  });
});

describe("verifySignature", () => {
  const appId = "asd";
  const now = 1672106570565;
  const secretKey = "qwe";
  const at = (timestamp: number, key = secretKey) => ({
    appId,
    timestamp: String(timestamp),
    signature: sign({ appId, timestamp, secretKey: key }),
  });

  it.each(vectors.cases.map((known, index) => ({ ...known, index })))(
    "takes the known answer of case $index as valid at its own moment",
    ({ sign: signature, ...known }) => {
      expect(verifySignature({ ...known, signature, now: Number(known.timestamp) })).toBe("valid");
    },
  );

  it("is valid up to the tolerance and stale one millisecond further, on both sides", () => {
    for (const side of [-1, 1]) {
      expect(verifySignature({ ...at(now + side * 300_000), secretKey, now })).toBe("valid");
      expect(verifySignature({ ...at(now + side * 300_001), secretKey, now })).toBe("stale");
      expect(verifySignature({ ...at(now + side * 10_000), secretKey, now, toleranceSeconds: 10 })).toBe(
        "valid",
      );
      expect(verifySignature({ ...at(now + side * 10_001), secretKey, now, toleranceSeconds: 10 })).toBe(
        "stale",
      );
    }
  });

  it("is wrong for another key however fresh, and for a changed app id or timestamp", () => {
    expect(verifySignature({ ...at(now, "other"), secretKey, now })).toBe("wrong");
    expect(verifySignature({ ...at(now), appId: "asD", secretKey, now })).toBe("wrong");
    expect(verifySignature({ ...at(now), timestamp: String(now + 1), secretKey, now })).toBe("wrong");
  });

  it("takes any of several keys, whichever comes first", () => {
    for (const keys of [
      ["qwe", "old"],
      ["new", "qwe"],
    ]) {
      expect(verifySignature({ ...at(now), secretKey: keys, now })).toBe("valid");
    }
    expect(verifySignature({ ...at(now), secretKey: ["new", "old"], now })).toBe("wrong");
  });

  it("is wrong for any single changed hex digit", () => {
    fc.assert(
      fc.property(fc.nat(39), fc.integer({ min: 1, max: 15 }), (index, shift) => {
        const { signature } = at(now);
        const digit = ((Number.parseInt(signature[index] ?? "0", 16) + shift) % 16).toString(16);
        const changed = signature.slice(0, index) + digit + signature.slice(index + 1);
        expect(verifySignature({ ...at(now), signature: changed, secretKey, now })).toBe("wrong");
      }),
    );
  });

  it("takes upper-case hex", () => {
    const proof = at(now);
    expect(verifySignature({ ...proof, signature: proof.signature.toUpperCase(), secretKey, now })).toBe(
      "valid",
    );
  });

  it("is wrong, and throws nothing, for whatever else is sent as a signature or timestamp", () => {
    const odd = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.constantFrom("", "0".repeat(40), "zz".repeat(20)),
    );
    fc.assert(
      fc.property(odd, odd, (signature, timestamp) => {
        expect(verifySignature({ appId, timestamp: String(now), signature, secretKey, now })).toBe("wrong");
        expect(verifySignature({ ...at(now), timestamp, secretKey, now })).toBe("wrong");
      }),
    );
  });

  it("does not take a correctly signed timestamp that is not 13 digits", () => {
    const timestamp = "1672106570";
    const signature = createHmac("sha1", secretKey).update(`${appId}:${timestamp}`).digest("hex");
    expect(verifySignature({ appId, timestamp, signature, secretKey, now: 1672106570 })).toBe("wrong");
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("refuses a tolerance of %s", (toleranceSeconds) => {
    expect(() => verifySignature({ ...at(now), secretKey, now, toleranceSeconds })).toThrow(/more than 0/);
  });

  it("refuses to verify with no key, and with an empty one even beside the right one", () => {
    expect(() => verifySignature({ ...at(now), secretKey: [], now })).toThrow(/at least one key/);
    expect(() => verifySignature({ ...at(now), secretKey: ["qwe", ""], now })).toThrow(/secretKey must/);
  });

  it("uses the system's clock when none is given", () => {
    expect(verifySignature({ ...at(Date.now()), secretKey })).toBe("valid");
    expect(verifySignature({ ...at(now), secretKey })).toBe("stale");
  });
});
