import type { BigNumberInput } from "@medusajs/framework/types";
import { collectionIdOf } from "../payments/ids.ts";
import { exact, isPositive, sum } from "../payments/money.ts";
import { graph } from "./container.ts";

/** A payment session, read from the store: what a browser sent along is not in it, but for `data`. */
export interface Session {
  readonly id: string;
  readonly collectionId: string;
  readonly providerId: string;
  readonly status: string;
  /** Exact, in major units. */
  readonly amount: string;
  readonly currency: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
}

export interface Payment {
  readonly id: string;
  readonly sessionId: string | null;
  readonly providerId: string;
  readonly amount: string;
  readonly captured: string;
  readonly refunds: readonly { readonly id: string; readonly amount: string }[];
  readonly isCanceled: boolean;
}

/** A payment collection with all that hangs on it. */
export interface Collection {
  readonly id: string;
  readonly amount: string;
  readonly currency: string;
  readonly sessions: readonly Session[];
  readonly payments: readonly Payment[];
  readonly cartId: string | undefined;
  readonly order: PlacedOrder | undefined;
}

export interface PlacedOrder {
  readonly id: string;
  readonly displayId: string;
  readonly status: string;
  /** All that was captured for it, in whatever way. */
  readonly paidTotal: string;
  /** What it still costs; negative where more was paid than it costs now. */
  readonly pending: string;
}

interface Amounts {
  readonly amount: BigNumberInput;
  readonly raw_amount?: BigNumberInput | null;
}

interface SessionRow extends Amounts {
  readonly id: string;
  readonly payment_collection_id: string;
  readonly provider_id: string;
  readonly status: string;
  readonly currency_code: string;
  readonly data: Record<string, unknown> | null;
  readonly created_at: string | Date;
}

interface PaymentRow extends Amounts {
  readonly id: string;
  readonly payment_session_id: string | null;
  readonly provider_id: string;
  readonly canceled_at: string | Date | null;
  readonly data?: Record<string, unknown> | null;
  readonly captures?: readonly Amounts[];
  readonly refunds?: readonly (Amounts & { readonly id: string })[];
}

interface CollectionRow extends Amounts {
  readonly id: string;
  readonly currency_code: string;
  readonly payment_sessions?: readonly SessionRow[];
  readonly payments?: readonly PaymentRow[];
}

interface OrderRow {
  readonly id: string;
  readonly display_id: number;
  readonly status: string;
  readonly summary?: {
    readonly paid_total?: BigNumberInput;
    readonly raw_paid_total?: BigNumberInput;
    readonly pending_difference?: BigNumberInput;
    readonly raw_pending_difference?: BigNumberInput;
  };
}

const SESSION_FIELDS = [
  "id",
  "payment_collection_id",
  "provider_id",
  "status",
  "amount",
  "raw_amount",
  "currency_code",
  "data",
  "created_at",
];

const PAYMENT_FIELDS = [
  "id",
  "amount",
  "raw_amount",
  "payment_session_id",
  "provider_id",
  "canceled_at",
  "data",
  "captures.amount",
  "captures.raw_amount",
  "refunds.id",
  "refunds.amount",
  "refunds.raw_amount",
];

/** The payments of a collection, in whatever way they were made. */
export async function readPayments(collectionId: string): Promise<Payment[]> {
  const fields = ["payment_collection_id", ...PAYMENT_FIELDS];
  const rows = await graph<PaymentRow & { payment_collection_id: string }>("payment", fields, {
    payment_collection_id: collectionId,
  });
  return rows.filter((row) => row.payment_collection_id === collectionId).map(paymentOf);
}

export async function readSession(sessionId: string): Promise<Session | undefined> {
  const [row] = await graph<SessionRow>("payment_session", SESSION_FIELDS, { id: sessionId });
  return row === undefined || row.id !== sessionId ? undefined : sessionOf(row);
}

export async function readCollection(collectionId: string): Promise<Collection | undefined> {
  const [row] = await graph<CollectionRow>(
    "payment_collection",
    [
      "id",
      "amount",
      "raw_amount",
      "currency_code",
      ...SESSION_FIELDS.map((field) => `payment_sessions.${field}`),
      ...PAYMENT_FIELDS.map((field) => `payments.${field}`),
    ],
    { id: collectionId },
  );
  if (row === undefined || row.id !== collectionId) return undefined;
  const cartId = await cartIdOfCollection(collectionId);
  return {
    id: row.id,
    amount: amountOf(row),
    currency: row.currency_code.toLowerCase(),
    sessions: (row.payment_sessions ?? []).map(sessionOf),
    payments: (row.payments ?? []).map(paymentOf),
    cartId,
    order: await orderOf(collectionId, cartId),
  };
}

/** Whose cart a collection is of. Undefined for a guest who gave no email yet, and for a collection without a cart. */
export async function customerIdOf(collectionId: string): Promise<string | undefined> {
  const cartId = await cartIdOfCollection(collectionId);
  if (cartId === undefined) return undefined;
  const fields = ["id", "customer_id"];
  const [row] = await graph<{ id: string; customer_id: string | null }>("cart", fields, { id: cartId });
  return row?.id === cartId ? (row.customer_id ?? undefined) : undefined;
}

export function cartIdOfCollection(collectionId: string): Promise<string | undefined> {
  return linked("cart_payment_collection", "cart_id", collectionId);
}

export async function collectionIdsOfCart(cartId: string): Promise<string[]> {
  const rows = await graph<{ payment_collection_id: string; cart_id: string }>(
    "cart_payment_collection",
    ["payment_collection_id", "cart_id"],
    { cart_id: cartId },
  );
  return rows.filter((row) => row.cart_id === cartId).map((row) => row.payment_collection_id);
}

export async function collectionIdOfPayment(paymentId: string): Promise<string | undefined> {
  const fields = ["id", "payment_collection_id"];
  const [row] = await graph<{ id: string; payment_collection_id: string }>("payment", fields, {
    id: paymentId,
  });
  return row?.id === paymentId ? row.payment_collection_id : undefined;
}

/** The collections of an order, newest first. */
export async function collectionIdsOfOrder(orderId: string): Promise<string[]> {
  const rows = await graph<{ payment_collection_id: string }>(
    "order_payment_collection",
    ["payment_collection_id"],
    { order_id: orderId },
  );
  return rows.map((row) => row.payment_collection_id).filter((id) => collectionIdOf(id) !== undefined);
}

/** Orders of a cart that are not cancelled. One, unless it was completed twice at once. */
export async function ordersOfCart(cartId: string): Promise<PlacedOrder[]> {
  return (await readOrders(await linkedOrders("order_cart", "cart_id", cartId))).filter(isLive);
}

/**
 * Of a collection that belongs to a cart, only an order that is tied to the cart counts: a process that died may have
 * tied one to the collection and gone no further. Where a cart was completed twice, the order that was paid.
 */
async function orderOf(collectionId: string, cartId: string | undefined): Promise<PlacedOrder | undefined> {
  const ids =
    cartId === undefined
      ? await orderIdsOfCollection(collectionId)
      : await linkedOrders("order_cart", "cart_id", cartId);
  const orders = await readOrders(ids);
  return (
    orders.find((order) => isLive(order) && isPositive(order.paidTotal)) ?? orders.find(isLive) ?? orders[0]
  );
}

/** Orders that are tied to a collection. */
export function orderIdsOfCollection(collectionId: string): Promise<string[]> {
  return linkedOrders("order_payment_collection", "payment_collection_id", collectionId);
}

function isLive({ status }: PlacedOrder): boolean {
  return status !== "canceled";
}

async function linkedOrders(link: string, field: string, value: string): Promise<string[]> {
  const rows = await graph<Record<string, string>>(link, ["order_id", field], { [field]: value });
  return rows.flatMap((row) =>
    row[field] === value && row["order_id"] !== undefined ? [row["order_id"]] : [],
  );
}

async function readOrders(ids: readonly string[]): Promise<PlacedOrder[]> {
  const orders = await Promise.all(ids.map(readOrder));
  return orders.filter((order) => order !== undefined);
}

async function linked(link: string, field: string, collectionId: string): Promise<string | undefined> {
  const [row] = await graph<Record<string, string>>(link, [field, "payment_collection_id"], {
    payment_collection_id: collectionId,
  });
  return row?.["payment_collection_id"] === collectionId ? row[field] : undefined;
}

async function readOrder(orderId: string): Promise<PlacedOrder | undefined> {
  const [row] = await graph<OrderRow>("order", ["id", "display_id", "status", "summary.*"], { id: orderId });
  if (row === undefined || row.id !== orderId) return undefined;
  const { summary } = row;
  return {
    id: row.id,
    displayId: `#${row.display_id}`,
    status: row.status,
    paidTotal: exact(summary?.raw_paid_total ?? summary?.paid_total ?? 0),
    pending: exact(summary?.raw_pending_difference ?? summary?.pending_difference ?? 0),
  };
}

function sessionOf(row: SessionRow): Session {
  return {
    id: row.id,
    collectionId: row.payment_collection_id,
    providerId: row.provider_id,
    status: row.status,
    amount: amountOf(row),
    currency: row.currency_code.toLowerCase(),
    data: row.data ?? {},
    createdAt: new Date(row.created_at).getTime(),
  };
}

/** A session may be deleted under its payment, which remembers whose it was. */
function paymentOf(row: PaymentRow): Payment {
  const remembered = row.data?.["session_id"];
  return {
    id: row.id,
    sessionId: row.payment_session_id ?? (typeof remembered === "string" ? remembered : null),
    providerId: row.provider_id,
    amount: amountOf(row),
    captured: sum((row.captures ?? []).map(amountOf)),
    refunds: (row.refunds ?? []).map((refund) => ({ id: refund.id, amount: amountOf(refund) })),
    isCanceled: row.canceled_at !== null,
  };
}

function amountOf(row: Amounts): string {
  return exact(row.raw_amount ?? row.amount);
}
