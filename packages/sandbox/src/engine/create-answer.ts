import type { RefusalCode } from "./create-request.ts";
import type { CreateFault, FaultPlan } from "./faults.ts";
import { type NameSpelling, type NumberSpelling, spellNumber } from "./json.ts";
import type { OrderRecord } from "./order.ts";
import { spellName } from "./webhook.ts";

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

export function refusal(refused: {
  readonly status: number;
  readonly code: RefusalCode;
  readonly message: string;
  readonly retryAfterSeconds?: number;
}): CreateOutcome {
  const { status, code, message, retryAfterSeconds } = refused;
  const headers: Record<string, string> = { ...JSON_TYPE };
  if (retryAfterSeconds !== undefined) headers["retry-after"] = String(retryAfterSeconds);
  const body = JSON.stringify({ code, message });
  return { kind: "reply", status, headers, body, orderMade: false };
}

const SERVER_ERROR = { status: 500, code: "server_error", message: "planned by the fault plan" } as const;

/** Faults that strike before an order is made. */
export function failureBefore(faults: readonly CreateFault[]): CreateOutcome | undefined {
  if (faults.includes("refuse")) {
    return refusal({ status: 400, code: "refused", message: "planned by the fault plan" });
  }
  if (faults.includes("rate-limited")) {
    const message = "planned by the fault plan";
    return refusal({ status: 429, code: "too_many_requests", message, retryAfterSeconds: 1 });
  }
  if (faults.includes("server-error")) return refusal(SERVER_ERROR);
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
): CreateOutcome {
  if (faults.includes("server-error-made")) return { ...refusal(SERVER_ERROR), orderMade: true };
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
  const fields = [
    `"payment_id":${JSON.stringify(paymentId)}`,
    `"address":${JSON.stringify(order.address)}`,
    `"amount":${spellNumber(order.amountDue, numberSpelling(faults, plan))}`,
    `"create_time":${order.createTime}`,
    `"expired_time":${order.expiredTime}`,
    `"expired":${order.hours}`,
    `"network":${JSON.stringify(spellName(order.asset.network, names))}`,
    `"coin":${JSON.stringify(spellName(order.asset.coin, names))}`,
    `"state":${state}`,
  ];
  return { kind: "reply", status: 200, headers: JSON_TYPE, body: `{${fields.join(",")}}`, orderMade: true };
}

function numberSpelling(faults: readonly CreateFault[], plan: FaultPlan): NumberSpelling {
  if (faults.includes("string-numbers")) return "string";
  if (faults.includes("exponent-numbers")) return "exponent";
  if (faults.includes("float-noise")) return "noise-below";
  return plan.numbers ?? "plain";
}
