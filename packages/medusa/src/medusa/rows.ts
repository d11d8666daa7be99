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
  readonly paidTotal: string;
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
  readonly captures?: readonly Amounts[];
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
  readonly summary?: { readonly paid_total?: BigNumberInput; readonly raw_paid_total?: BigNumberInput };
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
      "payments.id",
      "payments.amount",
      "payments.raw_amount",
      "payments.payment_session_id",
      "payments.provider_id",
      "payments.canceled_at",
      "payments.captures.amount",
      "payments.captures.raw_amount",
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

export function cartIdOfCollection(collectionId: string): Promise<string | undefined> {
  return linked("cart_payment_collection", "cart_id", collectionId);
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

export async function cartIdOfOrder(orderId: string): Promise<string | undefined> {
  const [link] = await graph<{ cart_id: string; order_id: string }>("order_cart", ["cart_id", "order_id"], {
    order_id: orderId,
  });
  return link?.order_id === orderId ? link.cart_id : undefined;
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

function paymentOf(row: PaymentRow): Payment {
  return {
    id: row.id,
    sessionId: row.payment_session_id,
    providerId: row.provider_id,
    amount: amountOf(row),
    captured: sum((row.captures ?? []).map(amountOf)),
    isCanceled: row.canceled_at !== null,
  };
}

function amountOf(row: Amounts): string {
  return exact(row.raw_amount ?? row.amount);
}
