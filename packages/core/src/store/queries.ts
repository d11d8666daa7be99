import type { AttentionDraft } from "../domain/attention.ts";
import type { DomainEventType } from "../domain/events.ts";
import type { RecordedOutcome } from "../domain/notification.ts";

// What the methods of `Store` are asked, method by method in the order of its interfaces. Times are ISO 8601 UTC.

export interface ClaimQuery {
  readonly appId: string;
  readonly types: readonly DomainEventType[];
  readonly limit: number;
  readonly now: string;
  readonly leaseId: string;
  readonly leaseUntil: string;
}

export interface Settlement {
  readonly appId: string;
  readonly eventId: string;
  readonly leaseId: string;
  readonly now: string;
  readonly result:
    | { readonly type: "done" }
    | { readonly type: "retry"; readonly availableAt: string; readonly error: string }
    | { readonly type: "dead"; readonly error: string };
  readonly attention?: readonly AttentionDraft[];
}

export interface LeaseRenewal {
  readonly appId: string;
  readonly eventId: string;
  readonly leaseId: string;
  readonly leaseUntil: string;
}

export interface BringForwardQuery {
  readonly appId: string;
  readonly types: readonly DomainEventType[];
  readonly unclaimed: string;
  readonly leased: string;
  readonly waiting: string;
}

export interface DueQuery {
  readonly appId: string;
  readonly now: string;
  readonly limit: number;
}

export interface UnclaimedQuery {
  readonly appId: string;
  readonly types: readonly DomainEventType[];
  readonly before: string;
  readonly limit: number;
}

export interface CountOpenQuery {
  readonly appId: string;
  readonly now: string;
  readonly limit: number;
  readonly customer?: string | undefined;
}

export interface OpenAtQuery {
  readonly appId: string;
  readonly address: string;
  readonly now: string;
  readonly limit: number;
}

export interface SharedAddressesQuery {
  readonly appId: string;
  readonly now: string;
  readonly limit: number;
}

export interface TakeRequestsQuery {
  readonly appId: string;
  readonly day: string;
  readonly count: number;
  readonly limit: number;
}

export interface CountRequestsQuery {
  readonly appId: string;
  readonly day: string;
}

export interface CountParkedQuery {
  readonly appId: string;
  readonly limit: number;
}

export interface ListQuery {
  readonly appId: string;
  /** 1 to 200. */
  readonly limit: number;
  /** `cursor` of the page before; opaque. */
  readonly after?: string | undefined;
}

export type UnappliedOutcome = Exclude<RecordedOutcome, "applied">;

/** `pending` includes what is leased right now. */
export type DeliveryState = "pending" | "done" | "dead";

export interface ListInboxQuery extends ListQuery {
  readonly paymentId?: string | undefined;
  readonly outcome?: UnappliedOutcome | undefined;
}

export interface ListAttentionQuery extends ListQuery {
  readonly open?: boolean | undefined;
  readonly paymentId?: string | undefined;
}

export interface ListDeliveriesQuery extends ListQuery {
  readonly state?: DeliveryState | undefined;
  readonly paymentId?: string | undefined;
}

export interface Resolution {
  readonly appId: string;
  readonly id: string;
  readonly by: string | null;
  readonly note: string;
  readonly at: string;
}

export interface RetryQuery {
  readonly appId: string;
  readonly eventId: string;
  readonly now: string;
}

export interface StatsQuery {
  readonly appId: string;
  readonly now: string;
  readonly types: readonly DomainEventType[];
}

export interface PruneQuery {
  readonly appId: string;
  readonly olderThan: string;
  readonly now: string;
  readonly keepTypes: readonly DomainEventType[];
  readonly limit: number;
}

export interface PruneInboxQuery {
  readonly appId: string;
  readonly outcomes: readonly UnappliedOutcome[];
  readonly olderThan: string;
  readonly limit: number;
}
