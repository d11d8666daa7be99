import type { DispatchConfig } from "../../src/delivery/dispatcher.ts";
import { type Decimal, readDecimal } from "../../src/domain/amount.ts";
import type { OrderEvent } from "../../src/domain/events.ts";
import type { IssuedOrder } from "../../src/domain/order.ts";
import type { Logger } from "../../src/lib/logger.ts";
import { memoryStore } from "../../src/store/memory/store.ts";

export const appId = "app-1";

export const config: DispatchConfig = {
  concurrency: 4,
  handlerTimeoutMs: 30_000,
  leaseMs: 60_000,
  maxAttempts: 3,
  retry: { baseMs: 1_000, maxMs: 60_000 },
};

function decimal(text: string): Decimal {
  const value = readDecimal(text);
  if (value === undefined) throw new RangeError(text);
  return value;
}

export function paidEvent(
  number: number,
  at = "2030-01-01T00:00:00.000Z",
): OrderEvent & { type: "order.paid" } {
  const paymentId = `order_${String(number).padStart(4, "0")}`;
  const order: IssuedOrder = {
    appId,
    paymentId,
    reference: paymentId,
    attempt: 1,
    price: decimal("100"),
    askedPrice: decimal("100"),
    expiresInHours: 12,
    underpaymentTolerance: decimal("0"),
    customer: null,
    metadata: {},
    display: null,
    sequence: 1,
    createdAt: at,
    updatedAt: at,
    status: "completed",
    address: "TAddress",
    network: "tron",
    coin: "usdt",
    amountDue: decimal("100"),
    expiresAt: at,
    receivingUntil: at,
    closesAt: at,
    invalidSeen: false,
    received: { usdt: decimal("100") },
    confirmed: { usdt: decimal("100") },
    coverage: "full",
    receivedInTime: decimal("100"),
    coveredAt: at,
    lapsed: false,
    told: [],
    onChain: null,
    paid: { at, paymentId, late: false, price: decimal("100") },
  };
  const base = { id: `evt_${number}`, appId, paymentId, reference: paymentId, sequence: 1, at, order };
  const amount = decimal("100");
  const parts = [{ paymentId, askedPrice: amount, amountDue: amount, confirmed: amount }];
  return { ...base, type: "order.paid", coin: "usdt", amount, price: amount, parts };
}

export async function storeWith(...events: OrderEvent[]) {
  const store = memoryStore();
  await store.open();
  if (events.length > 0) await store.commit({ appId, events });
  return store;
}

export interface Line {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly facts: object;
  readonly message: string;
}

function fails(): never {
  throw new Error("no log");
}

export const throwingLogger: Logger = { debug: fails, info: fails, warn: fails, error: fails };

export function recordingLogger(): Logger & { readonly lines: Line[] } {
  const lines: Line[] = [];
  const at = (level: Line["level"]) => (facts: object, message: string) => {
    lines.push({ level, facts, message });
  };
  return { lines, debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
