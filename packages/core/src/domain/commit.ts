import type { AppChange, AppFacts } from "./app-facts.ts";
import type { AttentionDraft } from "./attention.ts";
import type { OrderEvent } from "./events.ts";
import type { InboxEntry } from "./notification.ts";
import type { Purchase, Refund, Tombstone } from "./order.ts";

export type ReadQuery = {
  readonly appId: string;
  /** With a digest: also the inbox row with that digest. */
  readonly digest?: string;
} & ({ readonly paymentId: string } | { readonly reference: string });

/** The state of things at one moment. */
export interface Snapshot {
  /** The purchase that holds the payment id, or the reference. */
  readonly purchase: Purchase | undefined;
  /** Of that payment id; or, read by reference, one of the reference, one of a paid or withdrawn purchase first. */
  readonly tombstone: Tombstone | undefined;
  /** The inbox row with the payment id and digest asked for. */
  readonly seen: InboxEntry | undefined;
  /** Inbox rows of the payment id with outcome `parked`, oldest first, at most 50. Empty when read by reference. */
  readonly parked: readonly InboxEntry[];
  readonly app: AppFacts;
}

export interface Commit {
  readonly appId: string;
  /** Checked inside the commit. */
  readonly guard?: Guard;
  /**
   * Written whole: attempts that are not in it are gone. Its version is the stored one plus one, its payment ids have
   * no other reference and no tombstone; otherwise the commit is `stale`.
   */
  readonly purchase?: Purchase;
  /** Inserted, or merged into the row with the same payment id and digest: `outcome`, `reason`, `attentionId`, `proofs` and `lastAt` are replaced, `by` where it was null, and `count` grows by the entry's `count`. */
  readonly inbox?: readonly InboxEntry[];
  /** Each becomes a delivery, due from its `at` on. An id that exists already is a broken invariant: the whole commit rejects. */
  readonly events?: readonly OrderEvent[];
  /**
   * Inserted; where the id exists `lastAt`, `message` and `details` are replaced and `count` grows by one. A resolved item stays resolved.
   * An item that was inserted becomes a delivery of `attention.opened` and one that is resolved, by whatever method, a delivery of
   * `attention.resolved`, as `attentionEvent` makes them; first those that `resolves` closes.
   */
  readonly attention?: readonly AttentionDraft[];
  /** Open items that this change answers: resolved with this note, before its own `attention` goes in. Unknown or resolved ids are passed over. */
  readonly resolves?: {
    readonly ids: readonly string[];
    readonly note: string;
    readonly at: string;
    /** Who did it, where it was a person. */
    readonly by?: string;
  };
  /** Inserted; one whose id exists is passed over. */
  readonly refunds?: readonly Refund[];
  readonly app?: AppChange;
}

/** `version` 0: there is no such purchase (and, by payment id, no order and no tombstone with that id). */
export type Guard =
  | { readonly paymentId: string; readonly version: number }
  | { readonly reference: string; readonly version: number };
