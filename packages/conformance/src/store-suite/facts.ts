import {
  type AppFacts,
  type AttentionDraft,
  type Commit,
  type Decimal,
  type InboxEntry,
  type IssuedOrder,
  type OrderEvent,
  type PendingOrder,
  type Purchase,
  readDecimal,
  type Store,
} from "@coincoin/core";

/** What a store says of an app that it knows nothing of. */
export const NO_FACTS: AppFacts = { pin: null, confirmedSeenAt: null };

export const APP = "app_one";
export const OTHER_APP = "app_two";

export function decimal(text: string): Decimal {
  const value = readDecimal(text);
  if (value === undefined) throw new TypeError(`not a decimal: ${text}`);
  return value;
}

/** A time so many minutes after the suite's beginning of time. */
export function minute(minutes: number): string {
  return new Date(Date.UTC(2026, 0, 1) + minutes * 60_000).toISOString();
}

/** Of every order that names no other. */
export const ADDRESS = "TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf";

export function issuedOrder(paymentId: string, over: Partial<IssuedOrder> = {}): IssuedOrder {
  return {
    appId: APP,
    paymentId,
    reference: "cart-1",
    attempt: 1,
    price: decimal("100"),
    askedPrice: decimal("100"),
    expiresInHours: 12,
    underpaymentTolerance: decimal("0"),
    customer: null,
    metadata: {},
    display: null,
    paid: null,
    sequence: 1,
    createdAt: minute(0),
    updatedAt: minute(0),
    status: "receiving",
    address: ADDRESS,
    network: "tron",
    coin: "usdt",
    amountDue: decimal("100"),
    expiresAt: minute(480),
    receivingUntil: minute(600),
    closesAt: minute(720),
    invalidSeen: false,
    received: {},
    confirmed: {},
    coverage: "none",
    receivedInTime: decimal("0"),
    coveredAt: null,
    lapsed: false,
    told: [],
    ...over,
  };
}

export function pendingOrder(paymentId: string, over: Partial<PendingOrder> = {}): PendingOrder {
  return {
    appId: APP,
    paymentId,
    reference: "cart-1",
    attempt: 1,
    price: decimal("100"),
    askedPrice: decimal("100"),
    expiresInHours: 12,
    underpaymentTolerance: decimal("0"),
    customer: null,
    metadata: {},
    display: null,
    paid: null,
    sequence: 0,
    createdAt: minute(0),
    updatedAt: minute(0),
    status: "pending",
    creation: {
      outcome: "asking",
      leaseId: "lease-1",
      leaseUntil: minute(1),
      maybeMade: false,
      lastError: null,
      reported: false,
    },
    credit: null,
    ...over,
  };
}

export function purchase(over: Partial<Purchase> = {}): Purchase {
  return {
    appId: APP,
    reference: "cart-1",
    version: 1,
    price: decimal("100"),
    paid: null,
    attempts: [issuedOrder("payment_0001")],
    wakeAt: minute(720),
    ...over,
  };
}

/** A purchase with one order of its own id and reference. */
export function cart(paymentId: string, over: Partial<Purchase> = {}): Purchase {
  const appId = over.appId ?? APP;
  const reference = over.reference ?? `cart-${paymentId}`;
  return purchase({ reference, attempts: [issuedOrder(paymentId, { appId, reference })], ...over });
}

/** A purchase that is over: nothing is awaited of it any more. */
export function finished(paymentId: string, over: Partial<Purchase> = {}): Purchase {
  const paid = { at: minute(5), paymentId, late: false, price: decimal("100") };
  return cart(paymentId, { wakeAt: null, paid, ...over });
}

export function paidEvent(
  id: string,
  over: Partial<Extract<OrderEvent, { type: "order.paid" }>> = {},
): OrderEvent {
  const paymentId = over.paymentId ?? "payment_0001";
  const reference = over.reference ?? "cart-1";
  const appId = over.appId ?? APP;
  return {
    type: "order.paid",
    id,
    appId,
    paymentId,
    reference,
    sequence: 1,
    at: minute(5),
    order: issuedOrder(paymentId, { appId, reference }),
    coin: "usdt",
    amount: decimal("100"),
    price: decimal("100"),
    parts: [
      {
        paymentId,
        askedPrice: decimal("100"),
        amountDue: decimal("100"),
        confirmed: decimal("100"),
      },
    ],
    ...over,
  };
}

export function createdEvent(
  id: string,
  over: Partial<Extract<OrderEvent, { type: "order.created" }>> = {},
): OrderEvent {
  const { coin: _coin, amount: _amount, ...base } = { ...paidEvent(id), coin: "", amount: "" };
  return { ...base, order: issuedOrder("payment_0001"), ...over, type: "order.created" };
}

export function inboxEntry(digest: string, over: Partial<InboxEntry> = {}): InboxEntry {
  return {
    appId: APP,
    paymentId: "payment_0001",
    digest,
    body: '{"state":1}',
    proofs: { token: "v1.5f3a0c12", signature: "absent" },
    outcome: "applied",
    reason: null,
    attentionId: null,
    source: "webhook",
    by: null,
    firstAt: minute(5),
    lastAt: minute(5),
    count: 1,
    ...over,
  };
}

export function draft(id: string, over: Partial<AttentionDraft> = {}): AttentionDraft {
  return {
    id,
    appId: APP,
    kind: "unmatched",
    paymentId: "payment_0001",
    reference: null,
    message: "Look at this.",
    details: { digest: "d1" },
    at: minute(5),
    ...over,
  };
}

/** Stores a purchase as its first version, with whatever else is to go in. */
export function create(store: Store, value: Purchase, more: Omit<Commit, "appId" | "purchase"> = {}) {
  const { appId, reference } = value;
  return store.commit({ appId, guard: { reference, version: 0 }, purchase: value, ...more });
}

export const ALL_TYPES = ["order.paid", "order.created"] as const;

/** A claim at a minute, by a lease of ten. */
export function claim(store: Store, at: number, over: Partial<Parameters<Store["claim"]>[0]> = {}) {
  return store.claim({
    appId: APP,
    types: ALL_TYPES,
    limit: 10,
    now: minute(at),
    leaseId: `lease-at-${at}`,
    leaseUntil: minute(at + 10),
    ...over,
  });
}

/** All rows of a list, page by page. */
export async function everything<T>(
  list: (after: string | undefined) => Promise<{ items: readonly T[]; cursor: string | null }>,
): Promise<T[]> {
  const all: T[] = [];
  let after: string | undefined;
  do {
    const page = await list(after);
    all.push(...page.items);
    after = page.cursor ?? undefined;
  } while (after !== undefined);
  return all;
}
