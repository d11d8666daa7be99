import type { Decimal } from "../domain/amount.ts";
import { acceptTerms, leaveUnknown, refuseAttempt, unknownOutcomeItem } from "../domain/answer.ts";
import { type ChainSettings, onChainFor } from "../domain/chain-issue.ts";
import type { Commit, Snapshot } from "../domain/commit.ts";
import type { Change } from "../domain/draft.ts";
import { patienceOf, type Rules, toCommit } from "../domain/intake.ts";
import type { PendingOrder, Purchase } from "../domain/order.ts";
import { unknownOutcome } from "../domain/unknown-outcome.ts";
import type { OfferedTerms, Verdict } from "../gateway/accept.ts";
import type { CreateOutcome } from "../gateway/client.ts";
import type { CreateAnswer } from "../gateway/wire.ts";
import { replayParked } from "../intake/replay.ts";
import { CoinCoinError, isCoinCoinError } from "../lib/errors.ts";
import { deadlines } from "./deadlines.ts";

export interface JudgeRules {
  readonly rules: Rules;
  readonly accepts: (terms: OfferedTerms) => Verdict;
  readonly closeGraceMs: number;
  readonly chain: ChainSettings | undefined;
}

export interface Judged {
  readonly commit: Commit;
  /** Why there is no order to show. */
  readonly error?: CoinCoinError;
}

/** What the gateway's answer makes of a pending order, and of what waited for it: one commit. Pure, but for the function `accept`. */
export function judgeOutcome(
  { purchase, parked, app }: Pick<Snapshot, "parked" | "app"> & { readonly purchase: Purchase },
  order: PendingOrder,
  outcome: CreateOutcome,
  at: string,
  { rules, accepts, closeGraceMs, chain }: JudgeRules,
): Judged {
  const finish = (change: Change, ids: readonly string[] = []): Commit => ({
    appId: order.appId,
    guard: { paymentId: order.paymentId, version: purchase.version },
    ...toCommit(change, patienceOf(rules, app)),
    resolves: { ids: [...ids, ...change.resolves], note: "CoinCoin answered.", at },
  });
  if (outcome.type === "made") {
    const refusal = refusalOf(order, outcome.answer, accepts);
    if (refusal !== undefined) {
      return { commit: finish(refuseAttempt(purchase, order, refusal, at)), error: refusal };
    }
    const onChain = onChainFor(chain, { ...outcome.answer, price: order.price });
    const terms = { ...deadlines(order, outcome.answer, closeGraceMs), ...named(outcome.answer), onChain };
    const issued = acceptTerms(purchase, order, terms, at);
    const { change, ...taken } = replayParked(issued, parked, rules, app, at);
    return { commit: { ...finish(change, [unknownOutcomeItem(order)]), ...taken } };
  }
  // What is refused now may have been made by an earlier try, or by a process that died.
  if (outcome.type === "unknown" || order.creation.maybeMade) {
    const error = isCoinCoinError(outcome.error, "outcome_unknown")
      ? outcome.error
      : unknownOutcome(order.paymentId, "an earlier try may have reached it.", outcome.error);
    return { commit: finish(leaveUnknown(purchase, order, error, at)), error };
  }
  return { commit: finish(refuseAttempt(purchase, order, outcome.error, at)), error: outcome.error };
}

/** Why a customer must not see the order that the gateway made. */
function refusalOf(
  order: PendingOrder,
  answer: CreateAnswer,
  accepts: JudgeRules["accepts"],
): CoinCoinError | undefined {
  const { coin, network, amount, state } = answer;
  const refused = (reason: string, details: Readonly<Record<string, string>> = {}) =>
    new CoinCoinError("terms_not_accepted", reason, { details: { coin, network, amount, ...details } });
  // An order that is over, or that has money already, is not a new customer's to pay.
  if (state !== null && state !== 0) {
    return refused(
      `CoinCoin answered that the new order ${order.paymentId} is in state ${state} already: only an order in state 0 receives money. No customer has seen it. Check on CoinCoin's site what became of it.`,
      { state: String(state) },
    );
  }
  const verdict = accepts({ coin, network, amount, askedPrice: order.askedPrice });
  if (!verdict.accepted) return refused(verdict.reason);
  if (order.credit === null || order.credit.coin === coin) return undefined;
  return refused(
    `${order.reference} was part paid in ${order.credit.coin}, and CoinCoin asks for the rest in ${coin}: amounts of two coins do not add up. Check on CoinCoin's site which coin its orders use.`,
  );
}

function named(answer: CreateAnswer): { address: string; network: string; coin: string; amountDue: Decimal } {
  return { address: answer.address, network: answer.network, coin: answer.coin, amountDue: answer.amount };
}
