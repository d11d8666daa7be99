import { createHash } from "node:crypto";
import { hasProbeHeader } from "../intake/gate.ts";
import { bytesOf } from "../lib/bytes.ts";
import type { HeaderSource } from "../lib/headers.ts";
import type { SurfaceReply } from "./message.ts";
import { json } from "./reply.ts";

/**
 * A webhook with the header of `coincoin doctor` and a body that says `"probe": true` is not a notification: a sender with the right token learns how
 * its body arrived here and whether customers can reach the merchant, and nothing is stored. What stands in front of us (a proxy, a body parser) can be checked so without
 * leaving a trace. The header alone changes nothing: money must not vanish because of it.
 */
export function isProbe(headers: HeaderSource, body: unknown): boolean {
  return hasProbeHeader(headers) && saysProbe(body);
}

function saysProbe(body: unknown): boolean {
  const value = bytesOf(body) ?? body;
  const parsed =
    typeof value === "string" || value instanceof Uint8Array ? parsedJson(Buffer.from(value)) : value;
  return (
    typeof parsed === "object" &&
    parsed !== null &&
    "probe" in parsed &&
    parsed.probe === true &&
    !("payment" in parsed)
  );
}

function parsedJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** @param hasContact whether the payment page says how to reach the merchant; null where that cannot be told */
export function probeReply(body: Uint8Array | string | object, hasContact: boolean | null): SurfaceReply {
  const raw = typeof body === "string" ? body : bytesOf(body);
  return json(200, {
    outcome: "probe",
    body: raw === undefined ? "parsed" : "raw",
    sha256: raw === undefined ? null : createHash("sha256").update(raw).digest("hex"),
    hasContact,
  });
}
