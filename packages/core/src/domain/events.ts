import type { Decimal } from "./amount.ts";
import type { AttentionItem } from "./attention.ts";
import type { Coverage, IssuedOrder, Withdrawal } from "./order.ts";

/** What every event of an order carries. `id` is the same however often the event is delivered. */
export interface EventBase {
  /** Stable and unique: use it as the idempotency key of what the handler does. */
  readonly id: string;
  readonly appId: string;
  readonly paymentId: string;
  readonly reference: string;
  /** 1, 2, 3 … within its order. */
  readonly sequence: number;
  /** When the notification or the clock brought it about, ISO 8601. */
  readonly at: string;
  /** The order right after the event. */
  readonly order: IssuedOrder;
}

/** The gateway answered: there is an address to pay to. */
export interface OrderCreatedEvent extends EventBase {
  readonly type: "order.created";
}

/** More was received. Amounts are in `coin`, which may be another coin than the order's. */
export interface OrderPaymentEvent extends EventBase {
  readonly type: "order.payment";
  readonly coin: string;
  readonly increment: Decimal;
  readonly received: Decimal;
  /** What is still missing of the order's coin. */
  readonly remaining: Decimal;
}

/** The reference is paid. Fulfil on this one. At most one of `order.paid` and `order.paid_late` per reference, ever. */
export interface OrderPaidEvent extends EventBase {
  readonly type: "order.paid";
  readonly coin: string;
  /** In `coin`, over all attempts: confirmed by the gateway, or final on the chain where the order is paid by that alone. */
  readonly amount: Decimal;
  /**
   * The price that was paid: the one asked last for the reference. Compare it with what the cart costs now before you ship:
   * a cart that grew after its address was shown is paid at the price that was asked.
   */
  readonly price: Decimal;
  /** What was asked and confirmed at each address that got money in `coin`. */
  readonly parts: readonly PaidPart[];
}

/** One attempt's part of a payment. */
export interface PaidPart {
  readonly paymentId: string;
  /** What the attempt asked for, in the currency of the price. */
  readonly askedPrice: Decimal;
  /** What it asked for, in the coin. */
  readonly amountDue: Decimal;
  readonly confirmed: Decimal;
}

/** The reference is paid, after its order had lapsed: the stock may be gone. */
export interface OrderPaidLateEvent extends Omit<OrderPaidEvent, "type"> {
  readonly type: "order.paid_late";
}

/** The reference is paid, and more came than its price. Raised once. */
export interface OrderOverpaidEvent extends EventBase {
  readonly type: "order.overpaid";
  readonly coin: string;
  /** In `coin`, over all addresses. */
  readonly excess: Decimal;
}

/** The gateway is settling the order. */
export interface OrderSettlingEvent extends EventBase {
  readonly type: "order.settling";
}

/**
 * The gateway settled the order: what came is in the merchant's wallet. That may be less than was due: `coverage` says how
 * much of it. Never ship on this event; only `order.paid` says that the price is paid.
 */
export interface OrderSettledEvent extends EventBase {
  readonly type: "order.settled";
  readonly coverage: Coverage;
}

/** Past its deadline with less than was due. */
export interface OrderUnderpaidEvent extends EventBase {
  readonly type: "order.underpaid";
  readonly coin: string;
  readonly received: Decimal;
  readonly missing: Decimal;
}

/** Past its deadline and grace with nothing received in any coin, and no word of a settlement. */
export interface OrderExpiredEvent extends EventBase {
  readonly type: "order.expired";
}

/** The gateway said the order is invalid, and nothing was received. */
export interface OrderInvalidEvent extends EventBase {
  readonly type: "order.invalid";
}

/** A look at the chain showed money on its way, or there. For display: it may be gone at the next look. Never ship on it. */
export interface OrderSeenEvent extends EventBase {
  readonly type: "order.seen";
  readonly coin: string;
  readonly amount: Decimal;
  /** The least of the payments that are not final; null where all are. */
  readonly confirmations: number | null;
}

/** The whole amount is final on the chain. Whether the reference is paid by that says the option `chain.paid`: ship on `order.paid`. */
export interface OrderProvedEvent extends EventBase {
  readonly type: "order.proved";
  readonly coin: string;
  readonly amount: Decimal;
  /** Of its transactions. */
  readonly txIds: readonly string[];
}

/** The merchant took the reference back: nothing pays it any more. Release what was reserved for it. */
export interface OrderWithdrawnEvent extends EventBase {
  readonly type: "order.withdrawn";
  readonly withdrawn: Withdrawal;
}

/** How soon a person has to look: at once, today, or when there is time. */
export type Severity = "critical" | "warning" | "notice";

interface AttentionEventBase {
  /** Stable and unique, as with every event. */
  readonly id: string;
  readonly appId: string;
  /** Null: the item is about no single order. */
  readonly paymentId: string | null;
  readonly reference: string | null;
  readonly at: string;
  readonly severity: Severity;
  /** As it was at `at`. `coincoin.attention.message(event)` makes a subject, a text and a link of it. */
  readonly item: AttentionItem;
}

/** Something needs a person. Raised once for an item, however often the same is seen again. */
export interface AttentionOpenedEvent extends AttentionEventBase {
  readonly type: "attention.opened";
}

/** A person closed an item, or what came later answered it: `item.resolvedBy` is null then. */
export interface AttentionResolvedEvent extends AttentionEventBase {
  readonly type: "attention.resolved";
}

export type AttentionEvent = AttentionOpenedEvent | AttentionResolvedEvent;

export type OrderEvent =
  | OrderCreatedEvent
  | OrderPaymentEvent
  | OrderPaidEvent
  | OrderPaidLateEvent
  | OrderOverpaidEvent
  | OrderSettlingEvent
  | OrderSettledEvent
  | OrderUnderpaidEvent
  | OrderExpiredEvent
  | OrderInvalidEvent
  | OrderSeenEvent
  | OrderProvedEvent
  | OrderWithdrawnEvent;

export type OrderEventType = OrderEvent["type"];

export type DomainEvent = OrderEvent | AttentionEvent;

export type DomainEventType = DomainEvent["type"];

export type EventOf<T extends DomainEventType> = Extract<DomainEvent, { readonly type: T }>;

/** The types of events that are about an order. */
export const orderEventTypes = [
  "order.created",
  "order.payment",
  "order.paid",
  "order.paid_late",
  "order.overpaid",
  "order.settling",
  "order.settled",
  "order.underpaid",
  "order.expired",
  "order.invalid",
  "order.seen",
  "order.proved",
  "order.withdrawn",
] as const satisfies readonly OrderEventType[];

/** Every type there is, so that a name that comes from outside can be checked. */
export const domainEventTypes = [
  ...orderEventTypes,
  "attention.opened",
  "attention.resolved",
] as const satisfies readonly DomainEventType[];
