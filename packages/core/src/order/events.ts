import type { Decimal } from "../amount.ts";
import type { IssuedOrder } from "./order.ts";

/** What every domain event carries. `id` is the same however often the event is delivered. */
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
  /** Confirmed by the gateway, over all attempts that count. */
  readonly amount: Decimal;
}

/** The reference is paid, after its order had lapsed: the stock may be gone. */
export interface OrderPaidLateEvent extends EventBase {
  readonly type: "order.paid_late";
  readonly coin: string;
  readonly amount: Decimal;
}

/** More was received than was due. */
export interface OrderOverpaidEvent extends EventBase {
  readonly type: "order.overpaid";
  readonly coin: string;
  readonly excess: Decimal;
}

/** The gateway is settling the order. */
export interface OrderSettlingEvent extends EventBase {
  readonly type: "order.settling";
}

/** The gateway settled the order: the money is in the merchant's wallet. */
export interface OrderCompletedEvent extends EventBase {
  readonly type: "order.completed";
}

/** Closed or past its deadline with less than was due. */
export interface OrderUnderpaidEvent extends EventBase {
  readonly type: "order.underpaid";
  readonly coin: string;
  readonly received: Decimal;
  readonly missing: Decimal;
}

/** Past its deadline and grace with nothing received. */
export interface OrderExpiredEvent extends EventBase {
  readonly type: "order.expired";
}

/** The gateway said the order is invalid, and nothing was received. */
export interface OrderInvalidEvent extends EventBase {
  readonly type: "order.invalid";
}

export type DomainEvent =
  | OrderCreatedEvent
  | OrderPaymentEvent
  | OrderPaidEvent
  | OrderPaidLateEvent
  | OrderOverpaidEvent
  | OrderSettlingEvent
  | OrderCompletedEvent
  | OrderUnderpaidEvent
  | OrderExpiredEvent
  | OrderInvalidEvent;

export type DomainEventType = DomainEvent["type"];

export type EventOf<T extends DomainEventType> = Extract<DomainEvent, { readonly type: T }>;

/** Every type there is, so that a name that comes from outside can be checked. */
export const domainEventTypes = [
  "order.created",
  "order.payment",
  "order.paid",
  "order.paid_late",
  "order.overpaid",
  "order.settling",
  "order.completed",
  "order.underpaid",
  "order.expired",
  "order.invalid",
] as const satisfies readonly DomainEventType[];
