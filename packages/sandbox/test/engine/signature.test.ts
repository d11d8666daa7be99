import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isSignatureOf, signatureOf } from "../../src/engine/signature.ts";

interface Vectors {
  readonly cases: readonly { appId: string; timestamp: string; secretKey: string; sign: string }[];
}

const { cases }: Vectors = JSON.parse(
  readFileSync(new URL("../../../../tests/conformance/vectors/signature.json", import.meta.url), "utf8"),
);

test("signatures equal the known answers", () => {
  expect(cases.length).toBeGreaterThan(5);
  for (const { appId, timestamp, secretKey, sign } of cases) {
    expect(signatureOf(appId, timestamp, secretKey)).toBe(sign);
    expect(isSignatureOf(sign, appId, timestamp, secretKey)).toBe(true);
  }
});

test("a signature of another app, time, key, case or length is none", () => {
  const sign = signatureOf("app", "1672106570565", "key");
  expect(isSignatureOf(sign, "app2", "1672106570565", "key")).toBe(false);
  expect(isSignatureOf(sign, "app", "1672106570566", "key")).toBe(false);
  expect(isSignatureOf(sign, "app", "1672106570565", "kez")).toBe(false);
  expect(isSignatureOf(sign.toUpperCase(), "app", "1672106570565", "key")).toBe(false);
  expect(isSignatureOf(sign.slice(1), "app", "1672106570565", "key")).toBe(false);
});
