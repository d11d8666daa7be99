import { readDecimal } from "./amount.ts";
import { type Absence, isMissing, raiseMissing, raiseOther, raiseReversed } from "./chain-attention.ts";
import { confirmationsOf, coverTime, isMoney, provedOf, seenOf } from "./chain-cover.ts";
import {
  type ChainTransfer,
  countedTransfers,
  type GlimpsePart,
  joinTransfers,
  laterGlimpse,
  MOST_TRANSFERS,
  type OnChain,
  placeOf,
} from "./chain-facts.ts";
import type { ChainLook } from "./chain-reader.ts";
import { isOldMoney, nextWatch } from "./chain-watch.ts";
import { coverageOf, isCovered } from "./coverage.ts";
import { type Change, Draft } from "./draft.ts";
import type { IssuedOrder, Purchase } from "./order.ts";
import { judgePaid } from "./paid.ts";

/** What a look showed of one order's address. */
export interface Sighting extends Pick<ChainLook, "provider" | "facts" | "glimpses"> {
  /** Number of the newest block that the provider knew. */
  readonly head: number;
  /** The address was read to the end, so that the order may leave the watch. */
  readonly isWhole: boolean;
  readonly absence: Absence;
}

/**
 * Joins what a look showed into the order that has the address. Facts end the same in whatever order looks and notifications come,
 * and however often. A glimpse is shown and decides nothing.
 */
export function applyLook(purchase: Purchase, paymentId: string, sighting: Sighting, at: string): Change {
  const draft = new Draft(purchase, at);
  const before = draft.issued(paymentId);
  const known = before.onChain;
  if (known === null) return draft.done();
  const own = { ...sighting, ...ownOf(before, sighting) };
  const onChain = joined(before, known, own);
  const order = draft.update(paymentId, { onChain });
  raiseSeen(draft, order);
  raiseProved(draft, order);
  raiseOthers(draft, order, sighting);
  // What is known already was judged when it came: a person is not told again in every look.
  if (JSON.stringify(onChain.transfers) !== JSON.stringify(known.transfers)) judgePaid(draft, paymentId);
  raiseReversed(draft, before, draft.issued(paymentId));
  if (isMissing(draft.issued(paymentId), sighting.absence, at)) raiseMissing(draft, paymentId);
  moveWatch(draft, paymentId, sighting);
  return draft.done();
}

/** Whether it says more than that time passed. */
export function isNews(before: Purchase, { purchase, events, attention }: Change): boolean {
  if (events.length > 0 || attention.length > 0) return true;
  return JSON.stringify(purchase.attempts.map(told)) !== JSON.stringify(before.attempts.map(told));
}

/** A higher head that shows the same, and the time of the look, are no news. */
function told(order: Purchase["attempts"][number]): unknown {
  const { updatedAt: _updatedAt, ...facts } = order;
  if (!("onChain" in facts) || facts.onChain === null) return facts;
  const { glimpse, ...onChain } = facts.onChain;
  return { ...facts, onChain, parts: glimpse?.parts ?? [] };
}

interface Own {
  readonly transfers: readonly ChainTransfer[];
  readonly parts: readonly GlimpsePart[];
}

/** Of the order's coin, and not from before it was made: an address may have been used before. */
function ownOf({ coin, createdAt }: IssuedOrder, { provider, facts, glimpses }: Sighting): Own {
  const transfers = facts.flatMap(({ txId, index, amount: text, block: { number, hash }, ...fact }) => {
    const amount = readDecimal(text);
    if (amount === undefined || fact.coin !== coin || isOldMoney(fact.at, createdAt)) return [];
    if (!isMoney(coin, amount)) return [];
    return [{ txId, index, amount, block: { number, hash }, at: fact.at, shownBy: [provider] }];
  });
  const parts = glimpses.flatMap(({ txId, index, amount: text, confirmations, coin: name }) => {
    const amount = readDecimal(text);
    if (amount === undefined || name !== coin || !isMoney(coin, amount)) return [];
    return [{ txId, index, amount, confirmations }];
  });
  parts.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  return { transfers, parts: parts.slice(0, MOST_TRANSFERS) };
}

function joined(
  before: IssuedOrder,
  known: OnChain,
  { transfers, parts, head }: Own & Pick<Sighting, "head">,
): OnChain {
  const onChain: OnChain = {
    ...known,
    transfers: joinTransfers(known.transfers, transfers),
    glimpse: laterGlimpse(known.glimpse, { head, parts }),
  };
  return { ...onChain, coveredAt: coverTime(before, onChain) };
}

function raiseSeen(draft: Draft, order: IssuedOrder): void {
  const amount = seenOf(order);
  if (order.told.includes("seen") || !isMoney(order.coin, amount)) return;
  draft.update(order.paymentId, { told: [...order.told, "seen"] });
  const confirmations = confirmationsOf(order);
  const { coin } = order;
  draft.emit("order.seen", order.paymentId, (base) => ({
    ...base,
    type: "order.seen",
    coin,
    amount,
    confirmations,
  }));
}

function raiseProved(draft: Draft, { paymentId, coin }: IssuedOrder): void {
  const order = draft.issued(paymentId);
  const amount = provedOf(order);
  if (order.told.includes("proved") || !isCovered(coverageOf(order, amount))) return;
  draft.update(paymentId, { told: [...order.told, "proved"] });
  const counted = order.onChain === null ? [] : countedTransfers(order.onChain, order.onChain.quorum);
  const txIds = [...new Set(counted.map(({ txId }) => txId))].sort();
  draft.emit("order.proved", paymentId, (base) => ({ ...base, type: "order.proved", coin, amount, txIds }));
}

/** The gateway puts some to the address of a token before it takes the money: it is not the customer's. */
const FEE_COINS: Readonly<Record<string, string>> = { tron: "trx", ethereum: "eth", bsc: "bnb" };

function raiseOthers(draft: Draft, order: IssuedOrder, { facts }: Sighting): void {
  for (const fact of facts) {
    const { onChain } = draft.issued(order.paymentId);
    if (fact.coin === order.coin || onChain === null || isOldMoney(fact.at, order.createdAt)) continue;
    if (fact.coin === FEE_COINS[order.network]) continue;
    if (onChain.others.includes(placeOf(fact)) || onChain.others.length >= MOST_TRANSFERS) continue;
    draft.update(order.paymentId, {
      onChain: { ...onChain, others: [...onChain.others, placeOf(fact)].sort() },
    });
    raiseOther(draft, order, fact);
  }
}

function moveWatch(draft: Draft, paymentId: string, { isWhole }: Sighting): void {
  const order = draft.issued(paymentId);
  const { onChain } = order;
  if (onChain === null || !isWhole) return;
  draft.update(paymentId, { onChain: { ...onChain, watch: nextWatch(order, onChain, draft.at) } });
}
