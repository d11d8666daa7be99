import { createHash } from "node:crypto";
import type { DeliveryAttempt, SandboxOrder } from "@coincoin/sandbox";
import { exact } from "./decimal.ts";
import type { Evidence, InboxRow } from "./evidence.ts";
import { isRecord, textIn } from "./shop-protocol.ts";

/** One body that the gateway sent about an order, with all its sendings. */
export interface Told {
  readonly order: SandboxOrder;
  readonly body: string;
  readonly digest: string;
  /** How many of its sendings were answered 200. */
  readonly acknowledged: number;
  /**
   * What has to be in the inbox. `applied`: it names the order's address, and a signed copy was answered 200, or had no
   * answer (the shop died over it) and was taken all the same. `conflict`: the same, with another address. `held`: only
   * copies without a signature were taken. Null: none was.
   */
  readonly outcome: "applied" | "conflict" | "held" | null;
  /** What it says was collected of the order's coin. */
  readonly collected: bigint;
  /** It says that the order is settled or completed. */
  readonly closing: boolean;
  /** It says that the order is invalid. */
  readonly invalid: boolean;
  /** When it was first sent in a way that counts, ms. */
  readonly at: number;
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function isAcknowledged(attempt: DeliveryAttempt): boolean {
  return attempt.reply?.status === 200;
}

/** All that the gateway said, by payment id. */
export function allTold({ gateway, shop }: Evidence): ReadonlyMap<string, readonly Told[]> {
  const orders = new Map(gateway.orders.map((order) => [order.paymentId, order]));
  const inbox = new Map(shop.inbox.map((row) => [`${row.paymentId} ${row.digest}`, row]));
  const sendings = new Map<string, Map<string, DeliveryAttempt[]>>();
  for (const { paymentId, attempts } of gateway.deliveries) {
    const bodies = sendings.get(paymentId) ?? new Map<string, DeliveryAttempt[]>();
    sendings.set(paymentId, bodies);
    for (const attempt of attempts) {
      if (attempt.request === undefined) continue;
      const { body } = attempt.request;
      bodies.set(body, [...(bodies.get(body) ?? []), attempt]);
    }
  }
  const told = new Map<string, Told[]>();
  for (const [paymentId, bodies] of sendings) {
    const order = orders.get(paymentId);
    if (order === undefined) throw new Error(`the gateway told of ${paymentId}, which it does not have`);
    const all = [...bodies].map(([body, attempts]) => {
      const digest = sha256(body);
      return judge(order, body, digest, attempts, inbox.get(`${paymentId} ${digest}`));
    });
    told.set(paymentId, all);
  }
  return told;
}

function judge(
  order: SandboxOrder,
  body: string,
  digest: string,
  attempts: readonly DeliveryAttempt[],
  row: InboxRow | undefined,
): Told {
  const { address, collected, state } = read(body, order.coin);
  const signed = attempts.filter((attempt) => attempt.request?.headers["cc-sign"] !== undefined);
  const answered = attempts.filter(isAcknowledged);
  const wasTaken = row !== undefined && row.outcome !== "held";
  const taken = signed.filter((attempt) => isAcknowledged(attempt) || wasTaken);
  const stored = answered.length > 0 || row !== undefined;
  return {
    order,
    body,
    digest,
    acknowledged: answered.length,
    outcome: taken.length > 0 ? (address === order.address ? "applied" : "conflict") : stored ? "held" : null,
    collected,
    closing: state === 1 || state === 2,
    invalid: state === -1,
    at: Math.min(...taken.map((attempt) => Date.parse(attempt.at))),
  };
}

/** A webhook's body, its numbers as they are spelled. */
function read(body: string, coin: string): { address: string; collected: bigint; state: number } {
  const spelled: unknown = JSON.parse(
    body.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
      token.startsWith('"') ? token : `"${token}"`,
    ),
  );
  if (!isRecord(spelled)) throw new TypeError("a webhook that is no object");
  const collected = spelled["collected"];
  const amount = isRecord(collected) ? collected[coin] : undefined;
  return {
    address: textIn(spelled["payment"], "address"),
    collected: typeof amount === "string" ? exact(amount) : 0n,
    state: Number(textIn(spelled, "state")),
  };
}
