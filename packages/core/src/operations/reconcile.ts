import { createHash } from "node:crypto";
import type { Config } from "../config/config.ts";
import type { Reconciliation } from "../creation/request.ts";
import { type Decimal, readDecimal } from "../domain/amount.ts";
import type { Intake } from "../domain/intake.ts";
import type { Names } from "../domain/names.ts";
import { attemptOf, isIssued, type Order } from "../domain/order.ts";
import { readNotification } from "../gateway/wire.ts";
import type { WebhookIntake } from "../intake/receive.ts";
import type { Environment } from "../lib/environment.ts";
import { isoTime } from "../lib/environment.ts";
import { CoinCoinError } from "../lib/errors.ts";
import type { Store } from "../store/store.ts";
import { readLine } from "./person.ts";

export interface ReconcileDependencies {
  readonly config: Pick<Config, "appId" | "stateCodes" | "names">;
  readonly environment: Environment;
  readonly store: () => Promise<Store>;
  readonly intake: WebhookIntake;
}

/**
 * Joins what a person read on CoinCoin's own site into an order.
 * @throws CoinCoinError `order_not_found`, `wrong_state`, `request_invalid`, and what the store throws
 */
export async function reconcile(
  deps: ReconcileDependencies,
  paymentId: string,
  entered: Reconciliation,
): Promise<Order> {
  const { config, environment, intake } = deps;
  const { appId, stateCodes } = config;
  const store = await deps.store();
  const find = async () => attemptOf((await store.read({ appId, paymentId })).purchase, paymentId);
  const order = await find();
  if (order === undefined)
    throw new CoinCoinError(
      "order_not_found",
      `No order has the payment id ${JSON.stringify(paymentId)}: it was never created here, or it was pruned. Check the id.`,
    );
  if (!isIssued(order)) {
    throw new CoinCoinError(
      "wrong_state",
      `Order ${paymentId} cannot be reconciled: CoinCoin never answered its creation, so its terms are unknown. Create a new order for ${order.reference}.`,
    );
  }
  const [settling, completed] = stateCodes === "status-table" ? [2, 1] : [1, 2];
  const codes = { receiving: 0, settling, completed, invalid: -1 };
  const at = isoTime(environment.now());
  await intake.enter(
    operatorIntake(appId, paymentId, entered, at, { codeOf: (state) => codes[state], names: config.names }),
  );
  return (await find()) ?? order;
}

/** Codes for what a person says, under the reading of codes that the merchant chose. */
export type CodeOf = (state: Reconciliation["state"]) => number;

/**
 * Turns what a person entered into the same kind of notification that the gateway sends, recorded as theirs.
 * @throws CoinCoinError `request_invalid` when an amount is not a decimal or `by` is empty.
 */
function operatorIntake(
  appId: string,
  paymentId: string,
  entered: Reconciliation,
  at: string,
  { codeOf, names }: { readonly codeOf: CodeOf; readonly names: Names },
): Intake {
  const by = readLine(entered.by, "reconcile needs `by`, who entered it");
  const corrects = entered.correct === true;
  const overridesChain = entered.overrideChain === true;
  const collected = Object.fromEntries(
    Object.entries(entered.collected).map(([coin, amount]) => [coin.toLowerCase(), positive(coin, amount)]),
  );
  const body = JSON.stringify({
    payment: { payment_id: paymentId },
    collected,
    state: codeOf(entered.state),
  });
  return {
    appId,
    paymentId,
    // A correction may say again what was said before the mistake.
    digest: createHash("sha256")
      .update(`operator:${by}:${corrects ? at : ""}:${overridesChain ? "chain:" : ""}${body}`)
      .digest("hex"),
    body,
    proofs: { token: null, signature: "absent" },
    source: "operator",
    by,
    firstAt: at,
    lastAt: at,
    count: 1,
    notification: readNotification(body, names),
    corrects,
    overridesChain,
  };
}

function positive(coin: string, amount: Parameters<typeof readDecimal>[0]): Decimal {
  const value = readDecimal(amount);
  if (value !== undefined && !value.startsWith("-")) return value;
  throw new CoinCoinError(
    "request_invalid",
    `The amount of ${coin} must be a decimal string, like "99.50", received ${JSON.stringify(String(amount))}.`,
  );
}
