import { isShown } from "./answered-by-look.ts";
import { seenOf, shownOf } from "./chain-cover.ts";
import type { ChainFact } from "./chain-reader.ts";
import { coverageOf, isConfirmed, isCovered, receivedOf } from "./coverage.ts";
import type { Draft } from "./draft.ts";
import type { IssuedOrder } from "./order.ts";

const MINUTE_MS = 60_000;
/** From a final payment to a person, where the gateway does not tell of it. */
const UNREPORTED_MS = 60 * MINUTE_MS;
/** From the gateway's word to a person, where the chain does not show the money: some times its finality. */
const MISSING_MS: Readonly<Record<string, number>> = { tron: 10 * MINUTE_MS, bitcoin: 120 * MINUTE_MS };
const MISSING_ELSEWHERE_MS = 30 * MINUTE_MS;

/** Looks at a network that worked, for it takes two to say that something is not there. */
export interface Absence {
  /** With the one that is joined now. */
  readonly looks: readonly { readonly provider: string; readonly at: string }[];
  /** How far two looks of one provider have to be apart, ms. */
  readonly apartMs: number;
}

/** When a person is to hear that the gateway does not tell of a payment that is final. Undefined: never. */
export function unreportedAt(order: IssuedOrder): string | undefined {
  const coveredAt = order.onChain?.coveredAt ?? null;
  if (coveredAt === null || isConfirmed(order) || order.told.includes("chain_unreported")) return undefined;
  return later(coveredAt, UNREPORTED_MS);
}

export function raiseUnreported(draft: Draft, paymentId: string): void {
  const order = draft.issued(paymentId);
  const { coin, paid } = order;
  const amount = shownOf(order);
  draft.update(paymentId, { told: [...order.told, "chain_unreported"] });
  draft.warn(
    "chain_unreported",
    paymentId,
    [paymentId],
    `${amount} ${coin} came to the address of ${paymentId} for good, and CoinCoin has not reported it: its webhook may be lost. ${paid === null ? "Look at CoinCoin's own site and reconcile the order with what it shows" : "The order is paid by what the chain shows; see that CoinCoin credits it to you"}.`,
    { coin, chain: amount, gateway: receivedOf(order) },
  );
}

/** From when on looks that do not show a confirmed payment mean something. Undefined: the chain shows it, or none is confirmed. */
export function missingAt(order: IssuedOrder): string | undefined {
  const { onChain, coveredAt, told, network } = order;
  if (onChain?.overriddenBy !== null || told.includes("chain_missing")) return undefined;
  if (coveredAt === null || !isConfirmed(order) || isShown(order)) return undefined;
  return later(coveredAt, MISSING_MS[network] ?? MISSING_ELSEWHERE_MS);
}

/** The gateway confirmed it, and two independent looks since did not show it. */
export function isMissing(order: IssuedOrder, { looks, apartMs }: Absence, at: string): boolean {
  const due = missingAt(order);
  if (due === undefined) return false;
  const since = looks.filter((look) => look.at >= due && look.at <= at);
  return since.some((a) =>
    since.some((b) => a.provider !== b.provider || Math.abs(Date.parse(a.at) - Date.parse(b.at)) >= apartMs),
  );
}

export function raiseMissing(draft: Draft, paymentId: string): void {
  const order = draft.issued(paymentId);
  const { coin, paid, network } = order;
  draft.update(paymentId, { told: [...order.told, "chain_missing"] });
  draft.warn(
    "chain_missing",
    paymentId,
    [paymentId],
    `CoinCoin confirmed ${receivedOf(order)} ${coin} for ${paymentId}, and ${network} shows ${shownOf(order)} at its address. ${paid === null ? "The order waits" : "The order is paid"}. A transfer inside of CoinCoin or an exchange shows on no chain: compare with CoinCoin's own site. If it is not there, the webhook was not CoinCoin's, and its URL has leaked.`,
    { coin, chain: shownOf(order), gateway: receivedOf(order) },
  );
}

/** What was seen covered the order and is gone. Nothing was decided by it. */
export function raiseReversed(draft: Draft, before: IssuedOrder, now: IssuedOrder): void {
  const covered = (order: IssuedOrder) => isCovered(coverageOf(order, seenOf(order)));
  if (now.told.includes("chain_reversed") || !covered(before) || covered(now)) return;
  const { paymentId, coin, network } = now;
  draft.update(paymentId, { told: [...now.told, "chain_reversed"] });
  draft.warn(
    "chain_reversed",
    paymentId,
    [paymentId],
    `${seenOf(before)} ${coin} were seen on their way to ${paymentId}, and ${network} does not show them any more: the chain was reorganised, or the sender replaced the payment. Nothing was paid by it. This item closes when the money comes for good.`,
    { coin, seen: seenOf(before), now: seenOf(now) },
  );
}

/** Another token than the one that was asked for. */
export function raiseOther(draft: Draft, { paymentId, coin }: IssuedOrder, fact: ChainFact): void {
  draft.warn(
    "chain_other",
    paymentId,
    [paymentId, fact.txId, String(fact.index)],
    `${fact.amount} ${fact.coin} came to the address of ${paymentId}, which asks for ${coin}. CoinCoin counts only what was asked for: look at its site, and refund by hand if it is owed back.`,
    { coin: fact.coin, amount: fact.amount, txId: fact.txId },
  );
}

function later(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}
