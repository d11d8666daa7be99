import type { AttentionItem, DomainEvent, InboxEntry, Order, Purchase } from "@coincoin/core";
import { type AppFacts, openOrder, type SignaturePin, type Tombstone } from "@coincoin/core/store";
import { toKey } from "./keys.ts";

interface Documents {
  readonly purchase: Purchase;
  readonly tombstone: Tombstone;
  readonly inbox: InboxEntry;
  readonly attention: AttentionItem;
  readonly event: DomainEvent;
  readonly pin: SignaturePin;
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
  const open = openOrder(order);
  return {
    open_until: open?.until ?? null,
    open_address: keyOf(open?.address),
    open_customer: keyOf(open?.customer),
  };
}

function keyOf(text: string | null | undefined): string | null {
  return typeof text === "string" ? toKey(text) : null;
}
