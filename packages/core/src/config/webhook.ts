import { given, invalid, oneOf, optionsOf } from "./check.ts";

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
      "has both token and signature off, so that anybody could say that money came. Leave token as it is: webhookUrl() holds it.",
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
    const was = Array.isArray(value) ? `[${value.map(given).join(", ")}]` : given(value);
    throw invalid(
      "webhook.tokenVersion",
      `is a whole number from 1, or [new, old] of them; ${was} was given.`,
    );
  }
  return versions.map(Number);
}

function readTolerance(value: unknown): number {
  if (value === undefined) return 300;
  if (typeof value === "number" && value > 0 && value <= 86_400) return value;
  const hint = value === 0 ? ' To do without signatures, set webhook.signature to "off".' : "";
  throw invalid(
    "webhook.toleranceSeconds",
    `is a number above 0, at most 86400; ${given(value)} was given.${hint}`,
  );
}
