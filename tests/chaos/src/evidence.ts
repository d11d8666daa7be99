import type { Delivery, SandboxOrder } from "@coincoin/sandbox";

/**
 * All that is known when a run is over, from four sides that share no code: the gateway, the customers, the shop's
 * database, and the shop's own ledger. JSON-safe, so that a copy can be tampered with.
 */
export interface Evidence {
  /** From this moment on (gateway's time, ms) every order that was not paid counts as late. */
  readonly closedAt: number;
  readonly gateway: { readonly orders: readonly SandboxOrder[]; readonly deliveries: readonly Delivery[] };
  readonly customers: readonly Shown[];
  readonly shop: ShopTables;
  /** Bodies that wait in the spool, and files set aside there as damaged. */
  readonly spool: { readonly bodies: readonly string[]; readonly damaged: number };
  /** What the shop's handlers wrote down, one row an event. */
  readonly ledger: readonly LedgerRow[];
}

/** What a customer was told to pay. */
export interface Shown {
  readonly reference: string;
  readonly paymentId: string;
  readonly address: string;
  readonly coin: string;
  readonly network: string;
  readonly amountDue: string;
}

export interface LedgerRow {
  readonly eventId: string;
  readonly type: string;
  readonly reference: string;
  readonly paymentId: string;
  readonly amount: string;
  /** How often the handler was given the event. */
  readonly calls: number;
}

/** Rows as they lie in the database, read without the store. */
export interface ShopTables {
  readonly orders: readonly ShopOrder[];
  readonly inbox: readonly InboxRow[];
  readonly events: readonly EventRow[];
  readonly attention: readonly AttentionRow[];
}

export interface ShopOrder {
  readonly reference: string;
  readonly paymentId: string;
  readonly status: string;
  readonly address: string | null;
  readonly coin: string | null;
  readonly network: string | null;
  readonly amountDue: string | null;
  readonly received: Readonly<Record<string, string>>;
  readonly confirmed: Readonly<Record<string, string>>;
  readonly paid: boolean;
}

export interface InboxRow {
  readonly paymentId: string;
  readonly digest: string;
  readonly body: string;
  readonly outcome: string;
  readonly count: number;
}

export interface EventRow {
  readonly id: string;
  readonly type: string;
  readonly reference: string;
  readonly paymentId: string;
  /** Of events that fulfil. */
  readonly amount: string | null;
  /** `pending`, `done` or `dead`. */
  readonly state: string;
  readonly attempts: number;
}

export interface AttentionRow {
  readonly kind: string;
  readonly paymentId: string | null;
  readonly reference: string | null;
  readonly open: boolean;
}
