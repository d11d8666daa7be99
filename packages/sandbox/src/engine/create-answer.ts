import type { Reading } from "../readings/reading.ts";
import type { Refusal } from "./create-request.ts";
import type { CreateFault, FaultPlan } from "./faults.ts";
import { type NameSpelling, type NumberSpelling, spellNumber } from "./json.ts";
import type { OrderRecord } from "./order.ts";
import { spellName } from "./webhook.ts";
import { Spelled, writeJson } from "./write-json.ts";

/**
 * What the gateway does with a request to create an order. `orderMade` tells whether there is an order now, whatever
 * the merchant gets to see of it.
 */
export type CreateOutcome =
  | {
      readonly kind: "reply";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      readonly orderMade: boolean;
    }
  /** No answer ever comes. */
  | { readonly kind: "silence"; readonly orderMade: boolean }
  /** The connection is cut. */
  | { readonly kind: "reset"; readonly orderMade: boolean };

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

export function refusal(refused: Refusal, reading: Reading): CreateOutcome {
  const { code, message, retryAfterSeconds } = refused;
  const headers: Record<string, string> = { ...JSON_TYPE };
  if (retryAfterSeconds !== undefined) headers["retry-after"] = String(retryAfterSeconds);
  const { status, body } = reading.refusal?.(refused) ?? {
    status: refused.status,
    body: { code, message },
  };
  return { kind: "reply", status, headers, body: writeJson(body), orderMade: false };
}

const SERVER_ERROR: Refusal = { status: 500, code: "server_error", message: "planned by the fault plan" };

/** Faults that strike before an order is made. */
export function failureBefore(faults: readonly CreateFault[], reading: Reading): CreateOutcome | undefined {
  const message = "planned by the fault plan";
  if (faults.includes("refuse")) return refusal({ status: 400, code: "refused", message }, reading);
  if (faults.includes("rate-limited")) {
    return refusal({ status: 429, code: "too_many_requests", message, retryAfterSeconds: 1 }, reading);
  }
  if (faults.includes("server-error")) return refusal(SERVER_ERROR, reading);
  if (faults.includes("hang")) return { kind: "silence", orderMade: false };
  if (faults.includes("reset")) return { kind: "reset", orderMade: false };
  return undefined;
}

/** The answer about an order that was made, or what a fault makes of it. */
export function answer(
  order: OrderRecord,
  state: number,
  faults: readonly CreateFault[],
  plan: FaultPlan,
  reading: Reading,
): CreateOutcome {
  if (faults.includes("server-error-made")) return { ...refusal(SERVER_ERROR, reading), orderMade: true };
  if (faults.includes("lost-answer")) return { kind: "reset", orderMade: true };
  if (faults.includes("lost-answer-hang")) return { kind: "silence", orderMade: true };
  if (faults.includes("garbage")) {
    const headers = { "content-type": "text/html; charset=utf-8" };
    return {
      kind: "reply",
      status: 200,
      headers,
      body: "<html><body>It works!</body></html>",
      orderMade: true,
    };
  }
  const names: NameSpelling = faults.includes("upper-case") ? "upper" : (plan.names ?? "lower");
  const paymentId = faults.includes("other-payment-id")
    ? `x${order.paymentId.slice(1)}_`.slice(0, 32)
    : order.paymentId;
  const { network, coin } = order.asset;
  const named = reading.names?.where === "everywhere" ? reading.names : undefined;
  const body = {
    payment_id: paymentId,
    address: order.address,
    amount: new Spelled(spellNumber(order.amountDue, numberSpelling(faults, plan, reading))),
    create_time: order.createTime,
    expired_time: order.expiredTime,
    expired: reading.hours?.(order.hours).told ?? order.hours,
    network: spellName(named?.network?.(network) ?? network, names),
    coin: spellName(named?.coin?.(coin, network) ?? coin, names),
    state,
  };
  return {
    kind: "reply",
    status: 200,
    headers: JSON_TYPE,
    body: writeJson(reading.answer?.(body) ?? body),
    orderMade: true,
  };
}

function numberSpelling(faults: readonly CreateFault[], plan: FaultPlan, reading: Reading): NumberSpelling {
  if (faults.includes("string-numbers")) return "string";
  if (faults.includes("exponent-numbers")) return "exponent";
  if (faults.includes("float-noise")) return "noise-below";
  return plan.numbers ?? reading.numbers ?? "plain";
}
