import type { AttentionItem, DomainEvent, InboxEntry, Order, Purchase, Refund } from "@coincoin/core";
import type { AppFacts, ChainRow, SignaturePin, Tombstone, Watched } from "@coincoin/core/store";
import { toKey } from "./keys.ts";

interface Documents {
  readonly purchase: Purchase;
  readonly tombstone: Tombstone;
  readonly inbox: InboxEntry;
  readonly attention: AttentionItem;
  readonly event: DomainEvent;
  readonly pin: SignaturePin;
  readonly refund: Refund;
  readonly watched: Watched;
  readonly chain: ChainRow;
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

/** What is looked up of an order that is looked for on a chain. */
export interface WatchFacts {
  readonly watch_network: string | null;
  readonly watch_from: string | null;
  /** What a look has to know of it, as JSON. */
  readonly watch: string | null;
}

export function watchFacts(order: Order): WatchFacts {
  if (order.status === "pending" || order.onChain === null) return UNWATCHED;
  const { paymentId, address, createdAt, network, onChain } = order;
  const { lookFrom, visitAt, watch } = onChain;
  if (lookFrom === null) return UNWATCHED;
  const watched: Watched = { paymentId, address, createdAt, isLate: watch === "late", visitAt };
  return { watch_network: toKey(network), watch_from: lookFrom, watch: JSON.stringify(watched) };
}

const UNWATCHED: WatchFacts = { watch_network: null, watch_from: null, watch: null };
