import type { Decimal } from "./amount.ts";

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
  /** Which of the URL's secret tokens it came with: its version and a fingerprint, "v1.5f3a0c12". Null: with none. */
  readonly token: string | null;
  /**
   * `valid`: right digest and fresh. `stale`: right digest, outside the tolerance, at most a day off: beside a right token
   * as good as a fresh one. `expired`: right digest, more than a day off. `unknown`: it does not fit. `incomplete`: some of
   * the three headers. `ignored`: not looked at.
   */
  readonly signature: "valid" | "stale" | "expired" | "unknown" | "incomplete" | "absent" | "ignored";
  /** Of a signature that does not prove anything: what may help a person to see why. */
  readonly mismatch?: Mismatch;
}

export interface Mismatch {
  /** Names of the request's headers, without their values. */
  readonly headers: readonly string[];
  /** How the signature would have to be read for it to fit; null where no known way does, or many came at once. It is never accepted so. */
  readonly fits: string | null;
  /** How far its time is from ours, in seconds; null where no time is readable. */
  readonly secondsOff: number | null;
}

/**
 * What became of a notification. `held`: nothing was applied, for what it carried is not believed. `dismissed`: it was
 * parked, held or in conflict, and a person closed the item that said so.
 */
export type RecordedOutcome = "applied" | "parked" | "conflict" | "held" | "dismissed";
/** What a webhook is answered. `duplicate`: the record keeps `applied`. `spooled`: there is no record yet. */
export type WebhookOutcome = Exclude<RecordedOutcome, "dismissed"> | "duplicate" | "spooled";

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
  /** The item of the attention list that tells of it; null where nobody has to look. */
  readonly attentionId: string | null;
  /** `operator`: entered by a person through `reconcile`. `trigger`: sent by a person through `coincoin trigger`. */
  readonly source: "webhook" | "operator" | "trigger";
  /** Who entered it, for `operator`; else the person who let it pass after it was held. */
  readonly by: string | null;
  readonly firstAt: string;
  readonly lastAt: string;
  /** How often this very body came. */
  readonly count: number;
}
