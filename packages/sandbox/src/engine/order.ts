import type { Asset, Coin } from "./coins.ts";
import { type Decimal, formatDecimal } from "./decimal.ts";
import type { EngineSettings } from "./options.ts";
import type { DeliveryReason } from "./outbox.ts";
import type { OrderStatus } from "./status.ts";

/** Money that came to an order's address. `late`: after the order was closed. */
export interface Payment {
  readonly coin: Coin;
  readonly amount: string;
  readonly at: string;
  readonly late: boolean;
}

/** An order as the gateway knows it. Amounts are decimal strings, times ISO 8601. */
export interface SandboxOrder {
  readonly paymentId: string;
  readonly status: OrderStatus;
  /** The code of `status` on the wire. */
  readonly state: number;
  readonly network: Asset["network"];
  readonly coin: Coin;
  readonly address: string;
  readonly price: string;
  readonly amountDue: string;
  /** All that came, per coin. Only `coin` counts. */
  readonly collected: Readonly<Partial<Record<Coin, string>>>;
  readonly remaining: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly expiredHours: number;
  readonly payments: readonly Payment[];
}

export interface OrderRecord {
  readonly paymentId: string;
  readonly asset: Asset;
  readonly address: string;
  readonly price: Decimal;
  readonly amountDue: Decimal;
  readonly createTime: number;
  readonly expiredTime: number;
  readonly hours: number;
  readonly collected: Map<Coin, Decimal>;
  readonly payments: Payment[];
  latest: { readonly coin: Coin; readonly amount: Decimal } | undefined;
  status: OrderStatus;
}

/** What a step did to an order: the webhook it calls for, if any. */
export type Step = DeliveryReason | undefined;

/** Money arrives ("Order status", receiving and settling). */
export function receive(
  order: OrderRecord,
  payment: { readonly coin: Coin; readonly amount: Decimal; readonly at: number },
  settings: EngineSettings,
): Step {
  const late = order.status === "completed" || order.status === "invalid";
  order.collected.set(payment.coin, (order.collected.get(payment.coin) ?? 0n) + payment.amount);
  order.latest = { coin: payment.coin, amount: payment.amount };
  order.payments.push({
    coin: payment.coin,
    amount: formatDecimal(payment.amount),
    at: new Date(payment.at).toISOString(),
    late,
  });
  if (order.status === "receiving" && covered(order)) return settle(order);
  if (!late) return "payment";
  if (settings.latePayments === "ignore") return undefined;
  if (settings.latePayments === "settle" && order.status === "invalid" && worthSettling(order, settings)) {
    return settle(order);
  }
  return "late-payment";
}

/** The deadline passes: what came in is settled, an order with nothing or with less than the fee is invalid. */
export function expire(order: OrderRecord, settings: EngineSettings): Step {
  if (order.status !== "receiving") return undefined;
  return worthSettling(order, settings) ? settle(order) : invalidate(order, settings);
}

export function settle(order: OrderRecord): Step {
  order.status = "settling";
  return "settling";
}

export function complete(order: OrderRecord): Step {
  order.status = "completed";
  return "completed";
}

export function invalidate(order: OrderRecord, settings: EngineSettings): Step {
  order.status = "invalid";
  return settings.notifyInvalid ? "invalid" : undefined;
}

function covered(order: OrderRecord): boolean {
  return (order.collected.get(order.asset.coin) ?? 0n) >= order.amountDue;
}

function worthSettling(order: OrderRecord, { fees }: EngineSettings): boolean {
  return [...order.collected].some(([coin, amount]) => amount > 0n && amount > fees[coin]);
}

export function orderSnapshot(order: OrderRecord, settings: EngineSettings): SandboxOrder {
  const received = order.collected.get(order.asset.coin) ?? 0n;
  const collected: Partial<Record<Coin, string>> = {};
  for (const [coin, amount] of order.collected) collected[coin] = formatDecimal(amount);
  return {
    paymentId: order.paymentId,
    status: order.status,
    state: settings.codes[order.status],
    network: order.asset.network,
    coin: order.asset.coin,
    address: order.address,
    price: formatDecimal(order.price),
    amountDue: formatDecimal(order.amountDue),
    collected,
    remaining: formatDecimal(order.amountDue > received ? order.amountDue - received : 0n),
    createdAt: new Date(order.createTime).toISOString(),
    expiresAt: new Date(order.expiredTime).toISOString(),
    expiredHours: order.hours,
    payments: [...order.payments],
  };
}
