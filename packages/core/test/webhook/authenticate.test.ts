import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { secretMatcher, webhookToken } from "../../src/keys.ts";
import { authenticate, type WebhookPolicy } from "../../src/webhook/authenticate.ts";

interface Vector {
  appId: string;
  timestamp: string;
  secretKey: string;
  sign: string;
}

/** Computed without any code of this project. */
const vectors: { cases: Vector[] } = JSON.parse(
  readFileSync(new URL("../../../conformance/vectors/signature.json", import.meta.url), "utf8"),
);
const known = vectors.cases.find(({ appId }) => appId === "EX");
if (known === undefined) throw new TypeError("the vector is gone");

const { appId, secretKey, timestamp, sign } = known;
const sentAt = Number(timestamp);
const token = webhookToken(secretKey, appId, 1);
const signed = { "cc-app-id": appId, "cc-timespan": timestamp, "cc-sign": sign };

const policy: WebhookPolicy = {
  appId,
  secretKeys: [secretKey],
  isToken: secretMatcher([token]),
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
  return verdict.type === "refused" ? verdict.error.code : verdict.proofs;
}

describe("who may say that money came", () => {
  it("takes the token alone, and records that nothing was signed", () => {
    expect(judge({ token })).toEqual({ token: true, signature: "absent" });
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
        "webhook_unauthorized",
      );
  });

  it("replaces a leaked token on its own, and takes both while both are listed", () => {
    const renewed = webhookToken(secretKey, appId, 2);
    expect(renewed).not.toBe(token);
    expect(judge({ token }, { isToken: secretMatcher([renewed]) })).toBe("webhook_unauthorized");
    expect(judge({ token }, { isToken: secretMatcher([renewed, token]) })).toMatchObject({ token: true });
  });

  it("records a signature that is right and fresh, by any key that is in use", () => {
    expect(judge({ token, headers: signed })).toEqual({ token: true, signature: "valid" });
    expect(judge({ token, headers: signed }, { secretKeys: ["new", secretKey] })).toEqual({
      token: true,
      signature: "valid",
    });
  });

  it("refuses a wrong digest even with the right token", () => {
    const wrong = { ...signed, "cc-sign": sign.replace(/^./, (digit) => (digit === "0" ? "1" : "0")) };
    expect(judge({ token, headers: wrong })).toBe("webhook_unauthorized");
    expect(judge({ token, headers: { ...signed, "cc-app-id": "other" } })).toBe("webhook_unauthorized");
    expect(judge({ token, headers: { ...signed, "cc-timespan": "1609434000001" } })).toBe(
      "webhook_unauthorized",
    );
  });

  it.each([
    [-300_001, "stale"],
    [-300_000, "valid"],
    [300_000, "valid"],
    [300_001, "stale"],
  ] as const)("calls a signature that is %i ms off %s, and stands on the token", (offset, signature) => {
    expect(judge({ token, headers: signed, now: sentAt + offset })).toEqual({ token: true, signature });
  });

  it("counts an incomplete set of headers as no signature", () => {
    expect(judge({ token, headers: { "cc-app-id": appId, "cc-sign": sign } })).toEqual({
      token: true,
      signature: "incomplete",
    });
  });

  it("asks for the signature where it is required, token or not", () => {
    const required = { signature: "required" } as const;
    expect(judge({ token }, required)).toBe("webhook_unauthorized");
    expect(judge({ token, headers: signed, now: sentAt + 400_000 }, required)).toBe("webhook_unauthorized");
    expect(judge({ headers: signed }, { ...required, isToken: undefined })).toEqual({
      token: false,
      signature: "valid",
    });
  });

  it("never takes an unsigned notification where no token is asked for", () => {
    expect(judge({}, { isToken: undefined })).toBe("webhook_unauthorized");
    expect(judge({ headers: signed, now: sentAt + 400_000 }, { isToken: undefined })).toBe(
      "webhook_unauthorized",
    );
    expect(judge({ headers: signed }, { isToken: undefined })).toEqual({ token: false, signature: "valid" });
  });

  it("does not look at headers where signatures are off", () => {
    expect(judge({ token, headers: { ...signed, "cc-sign": "0" } }, { signature: "off" })).toEqual({
      token: true,
      signature: "ignored",
    });
  });
});
