import type { Decimal } from "../amount.ts";
import { publish } from "../diagnostics.ts";
import { type Environment, isoTime, randomId } from "../environment.ts";
import { CoinCoinError, isCoinCoinError } from "../errors.ts";
import type { Verdict } from "../gateway/accept.ts";
import type { CreateOutcome, GatewayClient } from "../gateway/client.ts";
import type { CreateAnswer } from "../gateway/wire.ts";
import type { Lanes } from "../lanes.ts";
import type { Logger } from "../logger.ts";
import { acceptTerms, leaveUnknown, refuseAttempt, unknownOutcomeItem } from "../order/answer.ts";
import type { IssueContext, OrderTerms } from "../order/asking.ts";
import type { Change } from "../order/change.ts";
import { decideIssue } from "../order/issue.ts";
import { type IssuedOrder, isIssued, type PendingOrder, type Purchase } from "../order/order.ts";
import type { AppFacts } from "../store/app-facts.ts";
import type { Commit, Snapshot, Store } from "../store/store.ts";
import { patienceOf, type Rules, toCommit } from "../webhook/decide.ts";
import { replayParked } from "../webhook/replay.ts";
import { deadlines } from "./deadlines.ts";

export interface CreationDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  readonly gateway: GatewayClient;
  readonly rules: Rules;
  readonly environment: Environment;
  readonly logger: Logger;
  readonly lanes: Lanes;
  readonly accepts: (terms: {
    coin: string;
    network: string;
    amount: Decimal;
    askedPrice: Decimal;
  }) => Verdict;
  readonly committed: (commit: Commit) => void;
  readonly underpaymentTolerance: Decimal;
  readonly minimumPrice: Decimal;
  readonly maximumAttempts: number;
  readonly openOrders: number;
  readonly closeGraceMs: number;
  /** Longer than the gateway's client may take. */
  readonly leaseMs: number;
}

const MAX_TRIES = 100;
const WAIT_STEP_MS = 50;
const FIRST_PAUSE_MS = 100;
const LAST_PAUSE_MS = 1_600;

/** Makes orders: written ahead, asked for once, and never shown before their terms are checked. */
export class OrderCreation {
  readonly #deps: CreationDependencies;

  constructor(deps: CreationDependencies) {
    this.#deps = deps;
  }

  /** The order for these terms: one that is there, or a new one. Callers with the same id or reference share it. */
  async create(terms: OrderTerms): Promise<IssuedOrder> {
    const lane = terms.reference ?? terms.paymentId;
    if (lane === undefined) return this.#createNow(terms);
    return this.#deps.lanes.run(`create:${lane}`, () => this.#createNow(terms));
  }

  async #createNow(terms: OrderTerms): Promise<IssuedOrder> {
    const { environment } = this.#deps;
    const store = await this.#deps.store();
    const freshId = terms.paymentId ?? randomId(environment, 20);
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const context = this.#context(freshId);
      const { byPayment, byReference } = await this.#look(store, terms, freshId);
      const decision = decideIssue(terms, byPayment, byReference, context);
      if (decision.type === "wait") {
        await environment.sleep(WAIT_STEP_MS * (1 + environment.random()));
        // A lease is waited out, however long it is; other turns of this loop are contention.
        if (isoTime(environment.now()) < decision.until) tries -= 1;
        continue;
      }
      if (decision.type === "ask") {
        await this.#refuseBeyondLimit(store, context);
        const { purchase, order } = decision;
        const change = { purchase, events: [], attention: [], resolves: [] };
        if (await this.#commit(store, change, byReference.app, context.at)) return this.#ask(order);
        continue;
      }
      const { priced } = decision;
      if (priced !== undefined && !(await this.#commit(store, priced, byReference.app, context.at))) continue;
      if (decision.type === "existing") return decision.order;
      if (decision.type === "refuse") throw decision.error;
    }
    throw new CoinCoinError("order_busy", "Other calls kept changing this order. Try again.");
  }

  #context(freshId: string): IssueContext {
    const { appId, environment, leaseMs, underpaymentTolerance, minimumPrice, maximumAttempts } = this.#deps;
    const now = environment.now();
    return {
      appId,
      at: isoTime(now),
      freshId,
      leaseId: randomId(environment, 16),
      leaseUntil: isoTime(now + leaseMs),
      underpaymentTolerance,
      minimumPrice,
      maximumAttempts,
    };
  }

  async #look(
    store: Store,
    terms: OrderTerms,
    freshId: string,
  ): Promise<{ byPayment: Snapshot | undefined; byReference: Snapshot }> {
    const { appId } = this.#deps;
    const { paymentId, reference = freshId } = terms;
    const byPayment = paymentId === undefined ? undefined : await store.read({ appId, paymentId });
    const byReference = await store.read({ appId, reference });
    return { byPayment, byReference };
  }

  async #refuseBeyondLimit(store: Store, context: IssueContext): Promise<void> {
    const { appId, openOrders } = this.#deps;
    const open = await store.countOpen({ appId, now: context.at, limit: openOrders });
    if (open < openOrders) return;
    throw new CoinCoinError(
      "too_many_open_orders",
      `${openOrders} orders are open, as many as CoinCoin allows to receive at once. Ask CoinCoin for more and raise limits.openOrders, or let orders expire sooner (expiresInHours).`,
      { details: { limit: openOrders } },
    );
  }

  /** False where the purchase changed meanwhile. */
  async #commit(store: Store, change: Change, app: AppFacts, at: string): Promise<boolean> {
    const { appId, reference, version } = change.purchase;
    const commit: Commit = {
      appId,
      guard: { reference, version },
      ...toCommit(change, patienceOf(this.#deps.rules, app)),
      resolves: { ids: change.resolves, note: "It is paid at the price that was asked.", at },
    };
    if ((await store.commit(commit)) === "stale") return false;
    this.#deps.committed(commit);
    return true;
  }

  async #ask(order: PendingOrder): Promise<IssuedOrder> {
    const { paymentId, askedPrice, expiresInHours } = order;
    const outcome = await this.#deps.gateway.createOrder({ paymentId, price: askedPrice, expiresInHours });
    publish("order", () => ({ appId: order.appId, paymentId, outcome: outcome.type }));
    return this.#recordPatiently(order, outcome);
  }

  /** An answer that is lost here is lost for good, so a store that stumbles is given a few seconds. */
  async #recordPatiently(order: PendingOrder, outcome: CreateOutcome): Promise<IssuedOrder> {
    const { environment, logger } = this.#deps;
    for (let pause = FIRST_PAUSE_MS; ; pause *= 2) {
      try {
        return await this.#record(order, outcome);
      } catch (error) {
        if (!isCoinCoinError(error, "store_unavailable") || pause > LAST_PAUSE_MS) throw error;
        logger.warn({ err: error, paymentId: order.paymentId }, "CoinCoin's answer could not be stored yet");
        await environment.sleep(pause);
      }
    }
  }

  /** Commits what the gateway said, against whatever the purchase has become in the meantime. */
  async #record(asked: PendingOrder, outcome: CreateOutcome): Promise<IssuedOrder> {
    const { appId, environment, committed } = this.#deps;
    const store = await this.#deps.store();
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const snapshot = await store.read({ appId, paymentId: asked.paymentId });
      const order = snapshot.purchase?.attempts.find((attempt) => attempt.paymentId === asked.paymentId);
      if (snapshot.purchase === undefined || order === undefined) {
        throw new CoinCoinError(
          "order_not_found",
          `${asked.paymentId} is gone from the store while it was being created.`,
        );
      }
      // Another caller took the lease over and was answered first: the order is what it made of it.
      if (isIssued(order)) return order;
      const result = this.#judge(snapshot.purchase, order, outcome, snapshot, isoTime(environment.now()));
      if ((await store.commit(result.commit)) === "stale") continue;
      committed(result.commit);
      if (result.error !== undefined) throw result.error;
      return issuedFrom(result.commit, asked.paymentId);
    }
    throw new CoinCoinError(
      "order_busy",
      `${asked.paymentId} kept changing while it was being created. Try again.`,
    );
  }

  #judge(
    purchase: Purchase,
    order: PendingOrder,
    outcome: CreateOutcome,
    snapshot: Snapshot,
    at: string,
  ): { commit: Commit; error?: CoinCoinError } {
    const { rules } = this.#deps;
    const guard = { paymentId: order.paymentId, version: purchase.version };
    const finish = (change: Change, ids: readonly string[] = []): Commit => ({
      appId: order.appId,
      guard,
      ...toCommit(change, patienceOf(rules, snapshot.app)),
      resolves: { ids: [...ids, ...change.resolves], note: "CoinCoin answered.", at },
    });
    if (outcome.type === "made") {
      const refusal = this.#refusalOf(order, outcome.answer);
      if (refusal !== undefined)
        return { commit: finish(refuseAttempt(purchase, order, refusal, at)), error: refusal };
      const terms = {
        ...deadlines(order, outcome.answer, this.#deps.closeGraceMs),
        ...named(outcome.answer),
      };
      const issued = acceptTerms(purchase, order, terms, at);
      const { change, ...taken } = replayParked(issued, snapshot.parked, rules, snapshot.app, at);
      return { commit: { ...finish(change, [unknownOutcomeItem(order)]), ...taken } };
    }
    // What is refused now may have been made by an earlier try, or by a process that died.
    if (outcome.type === "unknown" || order.creation.maybeMade) {
      const error = isCoinCoinError(outcome.error, "outcome_unknown")
        ? outcome.error
        : unknown(order, outcome.error);
      return { commit: finish(leaveUnknown(purchase, order, error, at)), error };
    }
    return { commit: finish(refuseAttempt(purchase, order, outcome.error, at)), error: outcome.error };
  }

  #refusalOf(order: PendingOrder, answer: CreateAnswer): CoinCoinError | undefined {
    const { coin, network, amount } = answer;
    const verdict = this.#deps.accepts({ coin, network, amount, askedPrice: order.askedPrice });
    if (!verdict.accepted) {
      return new CoinCoinError("terms_not_accepted", verdict.reason, { details: { coin, network, amount } });
    }
    if (order.credit === null || order.credit.coin === coin) return undefined;
    return new CoinCoinError(
      "terms_not_accepted",
      `${order.reference} was part paid in ${order.credit.coin}, and CoinCoin asks for the rest in ${coin}: amounts of two coins do not add up. Look at CoinCoin's site which coin its orders use.`,
      { details: { coin, network, amount } },
    );
  }
}

function named(answer: CreateAnswer): { address: string; network: string; coin: string; amountDue: Decimal } {
  return { address: answer.address, network: answer.network, coin: answer.coin, amountDue: answer.amount };
}

function unknown(order: PendingOrder, cause: CoinCoinError): CoinCoinError {
  return new CoinCoinError(
    "outcome_unknown",
    `It is not known whether CoinCoin made ${order.paymentId}: an earlier try may have reached it, and now it says: ${cause.message} Use a new payment id with the same reference.`,
    { cause, details: cause.details },
  );
}

function issuedFrom(commit: Commit, paymentId: string): IssuedOrder {
  const order = commit.purchase?.attempts.find((attempt) => attempt.paymentId === paymentId);
  if (order === undefined || !isIssued(order))
    throw new TypeError(`${paymentId} was not issued by its commit`);
  return order;
}
