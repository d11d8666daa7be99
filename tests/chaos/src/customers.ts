import type { Sandbox } from "@coincoin/sandbox";
import type { Shown } from "./evidence.ts";
import { pause } from "./fleet.ts";
import { amountOf, type Plan } from "./plan.ts";
import { textIn } from "./shop-protocol.ts";

const PATIENCE_MS = 120_000;
const TRY_MS = 20_000;

/** Asks the shop for an order until it answers. Undefined when the customer's patience is over. */
export async function buy(shopUrl: string, plan: Plan): Promise<Shown | undefined> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (let wait = 50; Date.now() < giveUpAt; wait = Math.min(wait * 2, 1_000)) {
    try {
      const response = await fetch(`${shopUrl}/buy`, {
        method: "POST",
        body: JSON.stringify({ reference: plan.reference, price: plan.price }),
        signal: AbortSignal.timeout(TRY_MS),
      });
      const answer: unknown = await response.json();
      if (response.status === 201) {
        return {
          reference: textIn(answer, "reference"),
          paymentId: textIn(answer, "paymentId"),
          address: textIn(answer, "address"),
          coin: textIn(answer, "coin"),
          network: textIn(answer, "network"),
          amountDue: textIn(answer, "amountDue"),
        };
      }
    } catch {
      // The shop died over it, or is down.
    }
    await pause(wait);
  }
  return undefined;
}

/** Pays into the address that was shown, as it stands in the gateway's books. */
export async function pay(
  sandbox: Sandbox,
  shown: Shown,
  shares: Plan["inTime"],
  paid: () => Promise<void>,
): Promise<void> {
  for (const share of shares) {
    const order = sandbox.order(shown.paymentId);
    if (order === undefined) throw new Error(`the gateway knows no ${shown.paymentId}`);
    await sandbox.pay(shown.paymentId, { amount: amountOf(share, order.amountDue, order.remaining) });
    await paid();
  }
}

/** Runs `work` on all, so many at a time. */
export async function crowd<T>(
  all: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const queue = all.values();
  const worker = async () => {
    for (const one of queue) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
