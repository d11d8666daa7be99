import type { EncodedBody, Reading } from "../readings/reading.ts";
import { Agenda } from "./agenda.ts";
import { SandboxError } from "./errors.ts";
import type { DeliveryFault, FaultSource } from "./faults.ts";
import {
  type Credentials,
  renderWebhook,
  type WebhookContent,
  webhookSignature,
  withTamperedAddress,
  withTamperedAmount,
  withTamperedSignature,
} from "./webhook.ts";

/** Why a webhook exists: what happened to its order. */
export type DeliveryReason = "payment" | "late-payment" | "settling" | "completed" | "invalid";

/** Why a webhook was sent this time. */
export type AttemptCause = "first" | "duplicate" | "resend" | "redeliver";

/** One request with a webhook, ready to be sent as it is. */
export interface Transmission {
  readonly id: string;
  readonly deliveryId: string;
  readonly paymentId: string;
  readonly cause: AttemptCause;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What is sent in place of `body` where it is not that text in UTF-8. */
  readonly bytes?: Uint8Array;
}

/** How a transmission ended: with a reply, or with an error when there was none. */
export type TransmissionResult =
  | { readonly status: number; readonly body?: string; readonly durationMs?: number }
  | { readonly error: string; readonly durationMs?: number };

export interface DeliveryAttempt {
  readonly id: string;
  readonly cause: AttemptCause;
  readonly at: string;
  readonly faults: readonly DeliveryFault[];
  readonly request?: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
  readonly outcome: "sending" | "answered" | "failed" | "dropped";
  readonly reply?: { readonly status: number; readonly body: string };
  readonly error?: string;
  readonly durationMs?: number;
}

/** A webhook and everything that became of it. `body` is what was to be sent, before any tampering. */
export interface Delivery {
  readonly id: string;
  readonly paymentId: string;
  readonly reason: DeliveryReason;
  readonly state: number;
  readonly body: string;
  readonly createdAt: string;
  /** `delivered` as soon as one attempt was answered with 200, otherwise what became of the last attempt. */
  readonly status: "waiting" | "sending" | "delivered" | "failed" | "dropped";
  readonly attempts: readonly DeliveryAttempt[];
}

interface DeliveryRecord {
  readonly id: string;
  readonly paymentId: string;
  readonly reason: DeliveryReason;
  readonly content: WebhookContent;
  readonly encoded: EncodedBody;
  /** Its place among the webhooks of its order, from 1. */
  readonly ordinal: number;
  readonly createdAt: number;
  readonly attempts: DeliveryAttempt[];
  resends: number;
  /** The time that its first signature carried, ms. */
  signedAt: number | undefined;
}

interface Sending {
  readonly delivery: DeliveryRecord;
  readonly cause: AttemptCause;
  readonly faults: readonly DeliveryFault[];
}

export interface OutboxOptions {
  readonly now: () => number;
  /** The time the signatures carry, ms. */
  readonly signatureTime: () => number;
  readonly credentials: Credentials;
  readonly sign: boolean;
  readonly resend: "never" | "until-200";
  readonly reading: Reading;
  readonly faults: FaultSource;
  readonly completedState: number;
}

/** A webhook held back to be overtaken goes out after this long when nothing overtakes it. */
const REORDER_HOLD_MS = 5 * 60_000;
const STALE_BY_MS = 60 * 60_000;
const RESEND_AFTER_MS = [15_000, 60_000, 5 * 60_000, 15 * 60_000, 3_600_000, 6 * 3_600_000, 12 * 3_600_000];

/** Webhooks: recorded, scheduled with their faults, handed out when due. Sends nothing itself. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #deliveries = new Map<string, DeliveryRecord>();
  readonly #agenda = new Agenda<Sending>();
  readonly #underWay = new Map<string, DeliveryRecord>();
  readonly #ordinals = new Map<string, number>();
  #held: Sending[] = [];

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  add(reason: DeliveryReason, content: WebhookContent): void {
    const ordinal = (this.#ordinals.get(content.paymentId) ?? 0) + 1;
    this.#ordinals.set(content.paymentId, ordinal);
    const delivery: DeliveryRecord = {
      id: `dlv_${String(this.#deliveries.size + 1).padStart(6, "0")}`,
      paymentId: content.paymentId,
      reason,
      content,
      encoded: renderWebhook(content, this.#options.reading),
      ordinal,
      createdAt: this.#options.now(),
      attempts: [],
      resends: 0,
      signedAt: undefined,
    };
    this.#deliveries.set(delivery.id, delivery);
    this.#schedule(delivery, "first", this.#options.now());
  }

  nextAt(): number | undefined {
    return this.#agenda.nextAt();
  }

  /** Takes what is due. Each has to be reported on, or it stays "sending". */
  take(): Transmission[] {
    const taken: Transmission[] = [];
    for (;;) {
      const entry = this.#agenda.take(this.#options.now());
      if (entry === undefined) return taken;
      this.#held = this.#held.filter((held) => held !== entry.item);
      taken.push(this.#transmission(entry.item));
      if (entry.item.faults.includes("duplicate")) {
        taken.push(this.#transmission({ ...entry.item, cause: "duplicate" }));
      }
    }
  }

  report(transmissionId: string, result: TransmissionResult): void {
    const delivery = this.#underWay.get(transmissionId);
    if (delivery === undefined) return;
    this.#underWay.delete(transmissionId);
    const index = delivery.attempts.findIndex((attempt) => attempt.id === transmissionId);
    const attempt = delivery.attempts[index];
    if (attempt === undefined) return;
    const took = result.durationMs === undefined ? {} : { durationMs: result.durationMs };
    delivery.attempts[index] =
      "error" in result
        ? { ...attempt, ...took, outcome: "failed", error: result.error }
        : {
            ...attempt,
            ...took,
            outcome: "answered",
            reply: { status: result.status, body: result.body ?? "" },
          };
    this.#resendLater(delivery, this.#options.now());
  }

  /** Sends a webhook again at once, without faults. */
  redeliver(deliveryId: string): void {
    const delivery = this.#deliveries.get(deliveryId);
    if (delivery === undefined) {
      throw new SandboxError(
        "unknown_delivery",
        `there is no delivery "${deliveryId}"; GET /_sandbox/deliveries lists them`,
      );
    }
    this.#agenda.add(this.#options.now(), { delivery, cause: "redeliver", faults: [] });
  }

  list(): Delivery[] {
    return [...this.#deliveries.values()].map(snapshot);
  }

  get(id: string): Delivery | undefined {
    const record = this.#deliveries.get(id);
    return record === undefined ? undefined : snapshot(record);
  }

  #schedule(delivery: DeliveryRecord, cause: AttemptCause, at: number): void {
    const sending: Sending = { delivery, cause, faults: this.#options.faults.forDelivery() };
    if (sending.faults.includes("drop")) {
      delivery.attempts.push({
        id: attemptId(delivery),
        cause,
        at: iso(at),
        faults: sending.faults,
        outcome: "dropped",
        error: "dropped by the fault plan",
      });
      this.#resendLater(delivery, at);
      return;
    }
    const delay = sending.faults.includes("delay") ? this.#options.faults.delayMs() : 0;
    if (sending.faults.includes("reorder")) {
      this.#agenda.add(at + delay + REORDER_HOLD_MS, sending);
      this.#held.push(sending);
      return;
    }
    this.#agenda.add(at + delay, sending);
    // It has been overtaken: what was held goes right behind.
    for (const held of this.#held) this.#agenda.move((item) => item === held, at + delay);
    this.#held = [];
  }

  #resendLater(delivery: DeliveryRecord, after: number): void {
    if (this.#options.resend === "never" || isDelivered(delivery.attempts)) return;
    const wait = RESEND_AFTER_MS[delivery.resends];
    if (wait === undefined || delivery.attempts.some((attempt) => attempt.outcome === "sending")) return;
    delivery.resends += 1;
    this.#schedule(delivery, "resend", after + wait);
  }

  #transmission({ delivery, cause, faults }: Sending): Transmission {
    const { body, bytes, headers } = this.#message(delivery, faults);
    const id = attemptId(delivery);
    const at = iso(this.#options.now());
    delivery.attempts.push({ id, cause, at, faults, request: { headers, body }, outcome: "sending" });
    this.#underWay.set(id, delivery);
    return {
      id,
      deliveryId: delivery.id,
      paymentId: delivery.paymentId,
      cause,
      headers,
      body,
      ...(bytes === undefined ? {} : { bytes }),
    };
  }

  #message(delivery: DeliveryRecord, faults: readonly DeliveryFault[]) {
    const { completedState, reading } = this.#options;
    let content = delivery.content;
    if (faults.includes("tamper-body")) content = withTamperedAddress(content);
    if (faults.includes("tamper-amount")) content = withTamperedAmount(content, completedState);
    const encoded = content === delivery.content ? delivery.encoded : renderWebhook(content, reading);
    const { contentType, text: body, bytes } = faults.includes("garbage-body") ? halved(encoded) : encoded;
    let headers = this.#signature(delivery, body, faults);
    if (faults.includes("tamper-signature")) headers = withTamperedSignature(headers);
    return { body, bytes, headers: { "content-type": contentType, ...headers } };
  }

  #signature(
    delivery: DeliveryRecord,
    body: string,
    faults: readonly DeliveryFault[],
  ): Record<string, string> {
    const { credentials, reading, sign, signatureTime } = this.#options;
    const isSigned = sign && reading.isSigned?.({ ordinal: delivery.ordinal }) !== false;
    if (!isSigned || faults.includes("unsigned")) return {};
    delivery.signedAt ??= signatureTime();
    const at = reading.stamp === "first" ? delivery.signedAt : signatureTime();
    const late = faults.includes("stale-timestamp") ? STALE_BY_MS : 0;
    return webhookSignature(credentials, at - late, body, reading);
  }
}

function halved({ contentType, text, bytes }: EncodedBody): EncodedBody {
  return {
    contentType,
    text: text.slice(0, Math.floor(text.length / 2)),
    ...(bytes === undefined ? {} : { bytes: bytes.subarray(0, Math.floor(bytes.length / 2)) }),
  };
}

function attemptId(delivery: DeliveryRecord): string {
  return `${delivery.id}.${delivery.attempts.length + 1}`;
}

function isDelivered(attempts: readonly DeliveryAttempt[]): boolean {
  return attempts.some((attempt) => attempt.reply?.status === 200);
}

function statusOf({ attempts }: DeliveryRecord): Delivery["status"] {
  if (isDelivered(attempts)) return "delivered";
  const last = attempts.at(-1);
  if (last === undefined) return "waiting";
  if (attempts.some((attempt) => attempt.outcome === "sending")) return "sending";
  return last.outcome === "dropped" ? "dropped" : "failed";
}

function snapshot(record: DeliveryRecord): Delivery {
  return {
    id: record.id,
    paymentId: record.paymentId,
    reason: record.reason,
    state: record.content.facts.code,
    body: record.encoded.text,
    createdAt: iso(record.createdAt),
    status: statusOf(record),
    attempts: [...record.attempts],
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
