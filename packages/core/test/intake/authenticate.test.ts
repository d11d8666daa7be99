import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { authenticate, type WebhookPolicy } from "../../src/intake/authenticate.ts";
import { namedToken, tokenFinder, webhookToken } from "../../src/lib/keys.ts";

interface Vector {
  appId: string;
  timestamp: string;
  secretKey: string;
  sign: string;
}

/** Computed without any code of this project. */
const vectors: { cases: Vector[] } = JSON.parse(
  readFileSync(new URL("../../../../tests/conformance/vectors/signature.json", import.meta.url), "utf8"),
);
const known = vectors.cases.find(({ appId }) => appId === "EX");
if (known === undefined) throw new TypeError("the vector is gone");

const { appId, secretKey, timestamp, sign } = known;
const sentAt = Number(timestamp);
const { token, id } = namedToken(secretKey, appId, 1);
const signed = { "cc-app-id": appId, "cc-timespan": timestamp, "cc-sign": sign };

const policy: WebhookPolicy = {
  appId,
  secretKeys: [secretKey],
  tokenOf: tokenFinder([{ token, id }]),
  signature: "when-present",
  toleranceSeconds: 300,
};

function judge(
  request: { token?: string; headers?: Record<string, string>; now?: number },
  overrides: Partial<WebhookPolicy> = {},
) {
  const verdict = authenticate(
    { ...policy, ...overrides },
    { token: request.token, headers: request.headers ?? {}, now: request.now ?? sentAt },
  );
  return verdict.type === "refused" ? verdict.reason : verdict.proofs;
}

describe("who may say that money came", () => {
  it("takes the token alone, and records that nothing was signed", () => {
    expect(judge({ token })).toEqual({ token: id, signature: "absent" });
  });

  it("refuses no token, another app's token, one character more and one less", () => {
    const others = [
      undefined,
      webhookToken(secretKey, "other", 1),
      webhookToken("other", appId, 1),
      `${token}a`,
      token.slice(1),
      "",
    ];
    for (const other of others)
      expect(judge({ ...(other === undefined ? {} : { token: other }), headers: signed })).toBe(
        other === undefined ? "no_token" : "wrong_token",
      );
  });

  it("replaces a leaked token on its own, and takes both while both are listed", () => {
    const renewed = namedToken(secretKey, appId, 2);
    expect(renewed.token).not.toBe(token);
    expect(judge({ token }, { tokenOf: tokenFinder([renewed]) })).toBe("wrong_token");
    const both = { tokenOf: tokenFinder([renewed, { token, id }]) };
    expect(judge({ token }, both)).toMatchObject({ token: id });
    expect(judge({ token: renewed.token }, both)).toMatchObject({ token: renewed.id });
  });

  it("records which token it was: version and key make another name, and the name tells nothing of the token", () => {
    const others = [namedToken(secretKey, appId, 2), namedToken("other", appId, 1)];
    expect(new Set([id, ...others.map((each) => each.id)]).size).toBe(3);
    expect(id).toMatch(/^v1\.[0-9a-f]{8}$/);
    expect(Buffer.from(token, "base64url").toString("hex")).not.toContain(id.slice(3));
  });

  it("records a signature that is right and fresh, by any key that is in use", () => {
    expect(judge({ token, headers: signed })).toEqual({ token: id, signature: "valid" });
    expect(judge({ token, headers: signed }, { secretKeys: ["new", secretKey] })).toEqual({
      token: id,
      signature: "valid",
    });
  });

  it("takes in what is signed in a way it does not know, if the token is right, and records that", () => {
    const wrong = { ...signed, "cc-sign": sign.replace(/^./, (digit) => (digit === "0" ? "1" : "0")) };
    for (const headers of [
      wrong,
      { ...signed, "cc-sign": Buffer.from(sign, "hex").toString("base64") },
      { ...signed, "cc-app-id": "other" },
      { ...signed, "cc-timespan": "1609434000001" },
      { ...signed, "cc-timespan": "1609434000" },
      { ...signed, "cc-sign": "" },
    ]) {
      expect(judge({ token, headers })).toEqual({ token: id, signature: "unknown" });
      expect(judge({ token: `${token}a`, headers })).toBe("wrong_token");
    }
  });

  it.each([
    [-86_400_001, "expired"],
    [-86_400_000, "stale"],
    [-300_001, "stale"],
    [-300_000, "valid"],
    [300_000, "valid"],
    [300_001, "stale"],
    [86_400_000, "stale"],
    [86_400_001, "expired"],
  ] as const)("calls a signature that is %i ms off %s, and stands on the token", (offset, signature) => {
    expect(judge({ token, headers: signed, now: sentAt + offset })).toEqual({ token: id, signature });
  });

  it("counts an incomplete set of headers as no signature", () => {
    expect(judge({ token, headers: { "cc-app-id": appId, "cc-sign": sign } })).toEqual({
      token: id,
      signature: "incomplete",
    });
  });

  it("leaves to those who take it in what a missing signature means where one is required", () => {
    const required = { signature: "required" } as const;
    expect(judge({ token }, required)).toEqual({ token: id, signature: "absent" });
    expect(judge({ headers: signed }, required)).toBe("no_token");
  });

  it("without a token takes nothing but a fresh signature, and says why", () => {
    const alone = { tokenOf: undefined };
    expect(judge({ headers: signed }, alone)).toEqual({ token: null, signature: "valid" });
    expect(judge({}, alone)).toBe("no_signature");
    expect(judge({ headers: { "cc-sign": sign } }, alone)).toBe("no_signature");
    expect(judge({ headers: { ...signed, "cc-sign": "0" } }, alone)).toBe("wrong_signature");
    expect(judge({ headers: signed, now: sentAt + 400_000 }, alone)).toBe("old_signature");
    expect(judge({ headers: signed, now: sentAt - 90_000_000 }, alone)).toBe("old_signature");
  });

  it("does not look at headers where signatures are off", () => {
    expect(judge({ token, headers: { ...signed, "cc-sign": "0" } }, { signature: "off" })).toEqual({
      token: id,
      signature: "ignored",
    });
  });
});
