import type {
  AppFacts,
  AttentionDraft,
  AttentionItem,
  DomainEvent,
  InboxEntry,
  Order,
  Purchase,
  Refund,
  SignaturePin,
  Tombstone,
} from "@coincoin/core";
import { toKey } from "./keys.ts";

interface Documents {
  readonly purchase: Purchase;
  readonly tombstone: Tombstone;
  readonly inbox: InboxEntry;
  readonly attention: AttentionItem;
  readonly event: DomainEvent;
  readonly pin: SignaturePin;
  readonly refund: Refund;
  readonly error: string;
  readonly texts: string[];
  readonly pairs: [key: string, document: string][];
  readonly counts: Record<string, number>;
}

/** Documents are JSON text: what is read back has the same digits, keys and key order as what was written. */
export function decode<K extends keyof Documents>(_kind: K, json: string): Documents[K] {
  // oxlint-disable-next-line typescript/no-unsafe-return -- we wrote it, from a value of that type
  return JSON.parse(json);
}

export function appFacts(pin: string | null, confirmedSeenAt: string | null): AppFacts {
  return { pin: pin === null ? null : decode("pin", pin), confirmedSeenAt };
}

/** What is looked up of an order while it is open. */
export interface OpenFacts {
  /** Until when the gateway receives for it, or it is being asked for. */
  readonly open_until: string | null;
  /** Where; null while it is being asked for. */
  readonly open_address: string | null;
  /** Whose it is. */
  readonly open_customer: string | null;
}

export function openFacts(order: Order): OpenFacts {
  const open_customer = order.customer === null ? null : toKey(order.customer);
  if (order.status === "pending") {
    const { outcome, leaseUntil } = order.creation;
    return outcome === "asking" ? { open_until: leaseUntil, open_address: null, open_customer } : CLOSED;
  }
  const isOpen =
    order.status === "receiving" &&
    (order.coverage === "none" || order.coverage === "partial") &&
    !order.invalidSeen &&
    !order.lapsed;
  if (!isOpen) return CLOSED;
  return { open_until: order.receivingUntil, open_address: addressKey(order.address), open_customer };
}

const CLOSED: OpenFacts = { open_until: null, open_address: null, open_customer: null };

/** The UTC day of a time. */
export function dayOf(time: string): string {
  return time.slice(0, "2026-01-01".length);
}

/** Equal for spellings that mean one address; the contract of `Store.openAt` says which do. */
export function addressKey(address: string): string {
  const hasNoCase = /^0x[0-9a-f]{40}$/i.test(address) || /^(bc|tb|bcrt|ltc)1[0-9a-z]+$/i.test(address);
  return toKey(hasNoCase ? address.toLowerCase() : address);
}

/** When a purchase was last touched, if nothing is awaited of it any more: it may be pruned from then on. */
export function overSince({ attempts, wakeAt }: Purchase): string | null {
  // A reference that was withdrawn before an order was made is kept: without it its pay link would be open again.
  if (wakeAt !== null || attempts.length === 0) return null;
  const settled = attempts.every(
    (order) => order.status !== "pending" || order.creation.outcome === "refused",
  );
  if (!settled) return null;
  return attempts.reduce((latest, order) => (order.updatedAt > latest ? order.updatedAt : latest), "");
}

export function mergeInbox(known: InboxEntry, entry: InboxEntry): InboxEntry {
  const { outcome, reason, attentionId, proofs, lastAt } = entry;
  const by = known.by ?? entry.by;
  const count = known.count + entry.count;
  return { ...known, outcome, reason, attentionId, proofs, lastAt, by, count };
}

/** What a person who closes this item closes with it. */
export function attentionOf({ outcome, attentionId }: InboxEntry): string | null {
  return outcome === "applied" || outcome === "dismissed" ? null : attentionId;
}

export function newAttention({ at, ...facts }: AttentionDraft): AttentionItem {
  return { ...facts, firstAt: at, lastAt: at, count: 1, resolvedAt: null, resolvedBy: null, note: null };
}

export function mergeAttention(
  known: AttentionItem,
  { message, details, at }: AttentionDraft,
): AttentionItem {
  return { ...known, message, details, lastAt: at, count: known.count + 1 };
}

export function tombstones(
  { appId, reference, paid, withdrawn, attempts }: Purchase,
  prunedAt: string,
): Tombstone[] {
  return attempts.map((order) => ({
    appId,
    paymentId: order.paymentId,
    reference,
    address: order.status === "pending" ? null : order.address,
    paidAt: paid?.at ?? null,
    ...(withdrawn === undefined ? {} : { withdrawnAt: withdrawn.at }),
    prunedAt,
  }));
}
