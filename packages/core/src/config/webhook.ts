import { received } from "../lib/received.ts";
import { invalid, mustBe, oneOf, optionsOf } from "./check.ts";

export interface WebhookSettings {
  readonly token: "required" | "off";
  /** The newest first. */
  readonly tokenVersions: readonly number[];
  readonly signature: "when-present" | "required" | "off";
  readonly toleranceSeconds: number;
}

export function readWebhook(value: unknown): WebhookSettings {
  const webhook = optionsOf(value, "webhook", ["token", "tokenVersion", "signature", "toleranceSeconds"]);
  const token = oneOf(webhook["token"], "webhook.token", ["required", "off"], "required");
  const signature = oneOf(
    webhook["signature"],
    "webhook.signature",
    ["when-present", "required", "off"],
    "when-present",
  );
  if (token === "off" && signature === "off") {
    throw invalid(
      "webhook",
      "must keep the token or the signature, received both off: anybody could then report a payment. Leave token at its default; webhookUrl() contains it.",
    );
  }
  return {
    token,
    tokenVersions: readVersions(webhook["tokenVersion"]),
    signature,
    toleranceSeconds: readTolerance(webhook["toleranceSeconds"]),
  };
}

function readVersions(value: unknown): readonly number[] {
  const versions: readonly unknown[] = Array.isArray(value) ? value : [value ?? 1];
  const numbers = versions.filter(
    (version) => typeof version === "number" && Number.isSafeInteger(version) && version >= 1,
  );
  if (versions.length === 0 || versions.length > 2 || numbers.length !== versions.length) {
    const was = Array.isArray(value) ? `[${value.map(received).join(", ")}]` : received(value);
    throw invalid(
      "webhook.tokenVersion",
      `must be a whole number from 1, or [new, old] of them, received ${was}.`,
    );
  }
  return versions.map(Number);
}

function readTolerance(value: unknown): number {
  if (value === undefined) return 300;
  if (typeof value === "number" && value > 0 && value <= 86_400) return value;
  const advice = value === 0 ? 'To do without signatures, set webhook.signature to "off".' : "";
  throw mustBe("webhook.toleranceSeconds", "a number above 0 and at most 86400", value, advice);
}
