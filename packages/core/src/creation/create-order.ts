import type { Decimal } from "../domain/amount.ts";
import type { AppFacts } from "../domain/app-facts.ts";
import type { IssueContext, OrderTerms } from "../domain/asking.ts";
import type { Commit, Snapshot } from "../domain/commit.ts";
import type { Change } from "../domain/draft.ts";
import { patienceOf, type Rules, toCommit } from "../domain/intake.ts";
import { decideIssue } from "../domain/issue.ts";
import { attemptOf, type IssuedOrder, isIssued, type PendingOrder, type Purchase } from "../domain/order.ts";
import { withdrawnError } from "../domain/withdraw.ts";
import type { CreateOutcome, GatewayClient } from "../gateway/client.ts";
import { publish } from "../lib/diagnostics.ts";
import { type Environment, isoTime, randomId } from "../lib/environment.ts";
import { CoinCoinError, isCoinCoinError } from "../lib/errors.ts";
import type { Lanes } from "../lib/keyed-queue.ts";
import type { Logger } from "../lib/logger.ts";
import { commitWith, type Decision } from "../store/commit-with.ts";
import type { Store } from "../store/store.ts";
import type { Admission } from "./admission.ts";
import { type JudgeRules, judgeOutcome } from "./judge.ts";
import type { SalesStops } from "./sales-stops.ts";
import type { SharedAddresses } from "./shared-address.ts";

export interface CreationDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  readonly gateway: GatewayClient;
  readonly rules: Rules;
  readonly environment: Environment;
  readonly logger: Logger;
  readonly lanes: Lanes;
  readonly accepts: JudgeRules["accepts"];
  readonly committed: (commit: Commit) => void;
  readonly underpaymentTolerance: Decimal;
  readonly minimumPrice: Decimal;
  readonly maximumAttempts: number;
  readonly admission: Admission;
  readonly closeGraceMs: number;
  readonly chain: JudgeRules["chain"];
  readonly stops: SalesStops;
  readonly addresses: Pick<SharedAddresses, "lookAround">;
  /** Aborts when the instance closes: then the gateway is asked no further time. */
  readonly closing: AbortSignal;
  /** What `close` waits for. */
  readonly track: <T>(work: Promise<T>) => Promise<T>;
  /** How long a caller waits for an order that is still being asked for. */
  readonly waitMs: number;
  /** Longer than the gateway's client may take. */
  readonly leaseMs: number;
}

const WAIT_STEP_MS = 50;
const FIRST_PAUSE_MS = 100;
const LAST_PAUSE_MS = 1_600;

/** Makes orders: written ahead, asked for once, and never shown before their terms are checked. */
export class OrderCreation {
  readonly #deps: CreationDependencies;

  constructor(deps: CreationDependencies) {
    this.#deps = deps;
  }

  /**
   * The order for these terms: one that is there, or a new one. Callers with the same id or reference share it. The one who waits too
   * long is refused with `order_busy`, and the order goes on being asked for: the next call finds it.
   */
  async create(terms: OrderTerms): Promise<IssuedOrder> {
    const { environment, lanes, track } = this.#deps;
    const freshId = terms.paymentId ?? randomId(environment, 20);
    const lane = terms.reference ?? terms.paymentId;
    const patience = new AbortController();
    const work = () => this.#createOrTell(terms, freshId, patience.signal);
    const order = track(lane === undefined ? work() : lanes.run(`create:${lane}`, work));
    const over = new AbortController();
    const tooLong = async (): Promise<never> => {
      await environment.sleep(this.#deps.waitMs, over.signal);
      patience.abort();
      throw stillAsked(terms.paymentId ?? terms.reference ?? freshId, freshId);
    };
    try {
      return await Promise.race([order, tooLong()]);
    } finally {
      over.abort();
    }
  }

  async #createOrTell(terms: OrderTerms, freshId: string, patience: AbortSignal): Promise<IssuedOrder> {
    const { logger, stops } = this.#deps;
    try {
      return await this.#createNow(terms, freshId, patience);
    } catch (error) {
      await stops.refusedBy(error);
      if (patience.aborted && !isCoinCoinError(error, "order_busy"))
        logger.warn(
          { err: error, reference: terms.reference },
          "an order whose caller waits no more was not made",
        );
      throw error;
    }
  }

  async #createNow(terms: OrderTerms, freshId: string, patience: AbortSignal): Promise<IssuedOrder> {
    const { environment, committed } = this.#deps;
    const store = await this.#deps.store();
    const read = async () => {
      // Nobody waits for it any more, and it was not asked for yet.
      if (patience.aborted) throw stillAsked(terms.reference ?? freshId, freshId);
      const context = this.#context(freshId);
      return { context, ...(await this.#look(store, terms, freshId)) };
    };
    const decide = async ({ context, byPayment, byReference }: Seen): Promise<Decision<Answer>> => {
      const decision = decideIssue(terms, byPayment, byReference, context);
      if (decision.type === "wait") {
        await environment.sleep(WAIT_STEP_MS * (1 + environment.random()));
        // A lease is waited out, however long it is; other turns are contention.
        return isoTime(environment.now()) < decision.until ? "wait" : "again";
      }
      if (decision.type === "ask") {
        const { purchase, order } = decision;
        const change = { purchase, events: [], attention: [], resolves: [] };
        const applicant = { customer: terms.customer, at: context.at };
        const asked = await this.#deps.admission.admit(store, applicant, {
          write: () => this.#writeAhead(store, this.#commitOf(change, byReference.app, context.at)),
          ask: (way) => this.#ask(order, way),
        });
        return asked === undefined ? "again" : { result: { order: asked } };
      }
      const write = (priced: Change) => this.#commitOf(priced, byReference.app, context.at);
      if (decision.type === "reprice") return { commit: write(decision.priced), again: true };
      const commit = decision.priced && write(decision.priced);
      if (decision.type === "existing") return { commit, result: { order: decision.order } };
      return { commit, result: { error: decision.error } };
    };
    const { order, error } = await commitWith<Seen, Answer>(store, read, decide, {
      committed,
      contended: () =>
        new CoinCoinError(
          "order_busy",
          "This order could not be changed: other calls kept changing it at the same time. Try again.",
        ),
    });
    if (order === undefined) throw error;
    return order;
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

  #commitOf(change: Change, app: AppFacts, at: string): Commit {
    const { appId, reference, version } = change.purchase;
    return {
      appId,
      guard: { reference, version },
      ...toCommit(change, patienceOf(this.#deps.rules, app)),
      resolves: { ids: change.resolves, note: "It is paid at the price that was asked.", at },
    };
  }

  /** False where the purchase changed meanwhile. */
  async #writeAhead(store: Store, commit: Commit): Promise<boolean> {
    if ((await store.commit(commit)) === "stale") return false;
    this.#deps.committed(commit);
    return true;
  }

  async #ask(order: PendingOrder, way: "usual" | "once"): Promise<IssuedOrder> {
    const { admission, closing, environment, gateway } = this.#deps;
    const { paymentId, askedPrice, expiresInHours } = order;
    const answer = await gateway.createOrder(
      { paymentId, price: askedPrice, expiresInHours },
      { signal: closing, ...(way === "once" ? { maxTries: 1 } : {}) },
    );
    const outcome = await admission.judge(await this.#deps.store(), answer, isoTime(environment.now()));
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
    const { appId, environment, committed, addresses } = this.#deps;
    const store = await this.#deps.store();
    const { paymentId } = asked;
    const decide = async (snapshot: Snapshot): Promise<Decision<Recorded>> => {
      const order = attemptOf(snapshot.purchase, paymentId);
      if (snapshot.purchase === undefined || order === undefined) {
        throw new CoinCoinError(
          "order_not_found",
          `Order ${paymentId} disappeared from the store while it was being created. Call createOrder again with the same reference, and check who deletes rows of this database.`,
        );
      }
      // Another caller took the lease over and was answered first: the order is what it made of it.
      if (isIssued(order)) {
        if (order.withdrawn !== undefined) throw withdrawnError(order.reference, order.withdrawn.at);
        return { result: { order } };
      }
      const known = { ...snapshot, purchase: snapshot.purchase };
      const { commit, error } = judgeOutcome(known, order, outcome, isoTime(environment.now()), this.#deps);
      return { commit, result: { commit, error, purchase: commit.purchase ?? snapshot.purchase } };
    };
    const recorded = await commitWith(store, () => store.read({ appId, paymentId }), decide, {
      committed,
      contended: () =>
        new CoinCoinError(
          "order_busy",
          `Order ${paymentId} could not be created: other calls kept changing it at the same time. Try again.`,
        ),
    });
    if ("order" in recorded) return recorded.order;
    if (recorded.error !== undefined) throw recorded.error;
    const { reference, withdrawn } = recorded.purchase;
    if (withdrawn !== undefined) throw withdrawnError(reference, withdrawn.at);
    const issued = issuedFrom(recorded.commit, paymentId);
    await addresses.lookAround(issued);
    return issued;
  }
}

/** What stands before a decision. */
interface Seen {
  readonly context: IssueContext;
  readonly byPayment: Snapshot | undefined;
  readonly byReference: Snapshot;
}

type Answer =
  | { readonly order: IssuedOrder; readonly error?: undefined }
  | { readonly order?: undefined; readonly error: CoinCoinError };

type Recorded =
  | { readonly order: IssuedOrder }
  | {
      readonly commit: Commit;
      readonly error: CoinCoinError | undefined;
      readonly purchase: Purchase;
    };

function stillAsked(what: string, paymentId: string): CoinCoinError {
  return new CoinCoinError(
    "order_busy",
    `${what} is still being created: CoinCoin has not answered yet. Try again in a few seconds, with the same reference or payment id.`,
    { details: { paymentId } },
  );
}

function issuedFrom(commit: Commit, paymentId: string): IssuedOrder {
  const order = commit.purchase?.attempts.find((attempt) => attempt.paymentId === paymentId);
  if (order === undefined || !isIssued(order))
    throw new TypeError(`${paymentId} was not issued by its commit`);
  return order;
}
