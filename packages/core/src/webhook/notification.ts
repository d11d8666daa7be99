import type { Decimal } from "../amount.ts";

/** A notification as the gateway documents it ("Developer Webhook"), read leniently: spellings are normalised, nothing is judged. */
export interface Notification {
  readonly paymentId: string;
  /** `payment.address`; null where the field is absent. */
  readonly address: string | null;
  /** Lower case. */
  readonly network: string | null;
  /** Lower case. */
  readonly coin: string | null;
  /** `payment.amount`: reported, never acted on. */
  readonly amount: Decimal | null;
  /** Per coin (lower case), the total received so far. */
  readonly collected: Readonly<Record<string, Decimal>>;
  /** The code as it stands in the body: 0, 1, 2, -1 or one the document does not know. */
  readonly state: number;
}

/** What vouched for a notification when it came. */
export interface Proofs {
  /** The URL's secret token was right. */
  readonly token: boolean;
  /** `valid`: right digest and fresh. `stale`: right digest, outside the tolerance. `incomplete`: some of the three headers. */
  readonly signature: "valid" | "stale" | "incomplete" | "absent" | "ignored";
}

/** What became of a notification. `duplicate` is only ever an answer: the record keeps the first outcome. */
export type RecordedOutcome = "applied" | "parked" | "conflict" | "held";
export type WebhookOutcome = RecordedOutcome | "duplicate" | "spooled";

/** The record of an authentic notification: one row per distinct body of a payment id. */
export interface InboxEntry {
  readonly appId: string;
  readonly paymentId: string;
  /** SHA-256 of the body's bytes, hex. */
  readonly digest: string;
  readonly body: string;
  readonly proofs: Proofs;
  readonly outcome: RecordedOutcome;
  /** Why it was not applied. */
  readonly reason: string | null;
  /** `operator`: entered by a person through `reconcile`. */
  readonly source: "webhook" | "operator";
  /** Who entered it, for `operator`. */
  readonly by: string | null;
  readonly firstAt: string;
  readonly lastAt: string;
  /** How often this very body came. */
  readonly count: number;
}
