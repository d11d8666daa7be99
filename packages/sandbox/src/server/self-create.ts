import { randomBytes } from "node:crypto";
import type { Engine } from "../engine/engine.ts";
import { SandboxError } from "../engine/errors.ts";
import { parseObject } from "../engine/json.ts";
import type { SandboxOrder } from "../engine/order.ts";

/** An order made without a merchant, to try things out. */
export interface TestOrder {
  /** Default: "TEST_" and something random. */
  readonly paymentId?: string;
  /** Decimal string, at least 10. */
  readonly price: string;
  readonly expiredHours?: number;
}

/** Signs and sends a request as a merchant would, within this process. */
export function selfCreate(engine: Engine, order: TestOrder): SandboxOrder {
  const paymentId = order.paymentId ?? `TEST_${randomBytes(6).toString("hex")}`;
  if (!/^\d{1,40}(\.\d{1,18})?$/.test(order.price)) {
    throw new SandboxError("bad_amount", "price has to be a decimal string");
  }
  const expired = order.expiredHours === undefined ? "" : `,"expired":${JSON.stringify(order.expiredHours)}`;
  const outcome = engine.createOrder({
    headers: engine.merchantHeaders(),
    body: `{"payment_id":${JSON.stringify(paymentId)},"price":${order.price.replace(/^0+(?=\d)/, "")}${expired}}`,
  });
  const made = outcome.orderMade ? engine.order(paymentId) : undefined;
  if (made !== undefined) return made;
  const reason =
    outcome.kind === "reply" ? wordsOf(outcome.status, outcome.body) : `no answer (${outcome.kind})`;
  throw new SandboxError("bad_option", `No order was made: ${reason}`);
}

/** What a refusal says to people, whichever way the reading in force writes it. */
function wordsOf(status: number, body: string): string {
  const { code, message, msg } = parseObject(body)?.fields ?? {};
  const words = message ?? msg;
  if (typeof words !== "string") return `${status} ${body}`;
  return `${words} (${typeof code === "string" ? `${status} ${code}` : status})`;
}
