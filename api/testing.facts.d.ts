// What "@coincoin/testing/facts" offers. Written by scripts/api.ts.
export declare const ADDRESS = "TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf";
export declare const ALL_TYPES: readonly ["order.paid", "order.created"];
export declare const APP = "app_one";
export declare const NO_FACTS: AppFacts;
export declare const OTHER_APP = "app_two";
export declare function cart(paymentId: string, over?: Partial<Purchase>): Purchase;
export declare function claim(store: Store, at: number, over?: Partial<ClaimQuery>): Promise<import("@coincoin/core/store").Delivery[]>;
export declare function create(store: Store, value: Purchase, more?: Omit<Commit, "appId" | "purchase">): Promise<"committed" | "stale">;
export declare function createdEvent(id: string, over?: Partial<Extract<OrderEvent, {
  type: "order.created";
}>>): OrderEvent;
export declare function decimal(text: string): Decimal;
export declare function draft(id: string, over?: Partial<AttentionDraft>): AttentionDraft;
export declare function everything<T>(list: (after: string | undefined) => Promise<{
  items: readonly T[];
  cursor: string | null;
}>): Promise<T[]>;
export declare function finished(paymentId: string, over?: Partial<Purchase>): Purchase;
export declare function inboxEntry(digest: string, over?: Partial<InboxEntry>): InboxEntry;
export declare function issuedOrder(paymentId: string, over?: Partial<IssuedOrder>): IssuedOrder;
export declare function minute(minutes: number): string;
export declare function paidEvent(id: string, over?: Partial<Extract<OrderEvent, {
  type: "order.paid";
}>>): OrderEvent;
export declare function pendingOrder(paymentId: string, over?: Partial<PendingOrder>): PendingOrder;
export declare function purchase(over?: Partial<Purchase>): Purchase;
import { AppFacts, AttentionDraft, ClaimQuery, Commit } from "@coincoin/core/store";
import { Decimal, InboxEntry, IssuedOrder, OrderEvent, PendingOrder, Purchase, Store } from "@coincoin/core";
