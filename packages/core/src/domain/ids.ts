import { hash } from "node:crypto";
import type { AttentionKind } from "./attention.ts";
import type { AttentionEvent, OrderEventType } from "./events.ts";

function digest(prefix: string, parts: readonly string[]): string {
  const text = parts.map((part) => `${part.length}:${part}`).join("");
  return `${prefix}_${hash("sha256", text).slice(0, 32)}`;
}

/** Stable: the same event gets the same id however often the step that raises it is repeated. */
export function eventId(appId: string, paymentId: string, type: OrderEventType, sequence: number): string {
  return digest("evt", [appId, paymentId, type, String(sequence)]);
}

/** One id for both ways a reference can become paid, so that no store can hold two of them. */
export function paidEventId(appId: string, reference: string): string {
  return digest("evt", [appId, reference, "paid"]);
}

/** The same subject gives the same item, whose count then grows. */
export function attentionId(appId: string, kind: AttentionKind, subject: readonly string[]): string {
  return digest("att", [appId, kind, ...subject]);
}

/** An item opens once, and is resolved once. */
export function attentionEventId(appId: string, itemId: string, type: AttentionEvent["type"]): string {
  return digest("evt", [appId, itemId, type]);
}

/** The same transaction is the same refund, however often it is recorded. */
export function refundId(appId: string, paymentId: string, subject: readonly string[]): string {
  return digest("ref", [appId, paymentId, ...subject]);
}
