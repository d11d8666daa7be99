import { hash } from "node:crypto";
import type { Commit, Snapshot } from "../domain/commit.ts";
import { decideIntake, type Intake, type IntakeDecision, type Rules } from "../domain/intake.ts";
import type { Notification, WebhookOutcome } from "../domain/notification.ts";
import { readNotification } from "../gateway/wire.ts";
import { publish } from "../lib/diagnostics.ts";
import { CoinCoinError, isCoinCoinError } from "../lib/errors.ts";
import type { Lanes } from "../lib/keyed-queue.ts";
import type { Logger } from "../lib/logger.ts";
import { commitWith, type Decision } from "../store/commit-with.ts";
import type { Store } from "../store/store.ts";
import { lackOfRoom } from "./places.ts";
import { type Unreadable, unreadableItem } from "./refused.ts";
import { otherSpelling } from "./spelling.ts";
import type { Spool, SpooledWebhook } from "./spool.ts";
import { spooledUnreadable } from "./unreadable.ts";

export interface IntakeDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  readonly spool: Spool | undefined;
  readonly rules: Rules;
  /** Whether the spool holds notifications of this app that may still be stored. */
  readonly spoolHolds: () => Promise<boolean>;
  readonly parkedLimit: number;
  readonly logger: Logger;
  readonly lanes: Lanes;
  /** Hears of every commit, so that it can be told and delivered. */
  readonly committed: (commit: Commit) => void;
}

/** What became of a webhook. `webhookReply` renders it. */
export type WebhookResult =
  | {
      /** The notification is safe with us. */
      readonly type: "taken";
      readonly outcome: WebhookOutcome;
      readonly notification: Notification;
    }
  | {
      /** It was not taken. `error.code` says why. */
      readonly type: "refused";
      readonly error: CoinCoinError;
    };

/** Takes authentic notifications in: one commit each, or the spool when the store is out of order. */
export class WebhookIntake {
  readonly #deps: IntakeDependencies;

  constructor(deps: IntakeDependencies) {
    this.#deps = deps;
  }

  /** What `receive` acknowledges is durable: in the store, or in the spool. Never rejects. */
  async receive(record: SpooledWebhook): Promise<WebhookResult> {
    const { logger } = this.#deps;
    let notification: Notification;
    try {
      notification = readNotification(record.body, this.#deps.rules.names);
    } catch (error) {
      return { type: "refused", error: await this.unreadable(record, error) };
    }
    try {
      const outcome = await this.take(record, notification, { mayOvertake: false });
      logger.debug({ paymentId: notification.paymentId, outcome }, "webhook taken");
      publish("webhook", () => ({ appId: record.appId, paymentId: notification.paymentId, outcome }));
      return { type: "taken", outcome, notification };
    } catch (error) {
      return this.#spool(record, notification, error);
    }
  }

  /** The same join for what a person stands for. Rejects when it could not be committed, or something that came before waits. */
  async enter(intake: Intake): Promise<IntakeDecision["outcome"]> {
    return this.#commit(intake, { mayOvertake: false });
  }

  /**
   * Rejects when it could not be committed.
   * @param order whether it may be judged by its time before what came earlier and waits in the spool
   */
  take(
    record: SpooledWebhook,
    notification: Notification,
    order: Ordering = { mayOvertake: true },
  ): Promise<IntakeDecision["outcome"]> {
    const intake: Intake = {
      appId: record.appId,
      paymentId: notification.paymentId,
      digest: hash("sha256", record.body),
      body: record.body,
      proofs: record.proofs,
      source: record.source ?? "webhook",
      by: null,
      firstAt: record.receivedAt,
      lastAt: record.receivedAt,
      count: 1,
      notification,
    };
    return this.#commit(intake, order);
  }

  #commit(intake: Intake, order: Ordering): Promise<IntakeDecision["outcome"]> {
    return this.#deps.lanes.run(intake.paymentId, () => this.#commitNow(intake, order));
  }

  async #commitNow(intake: Intake, order: Ordering): Promise<IntakeDecision["outcome"]> {
    const { rules, committed, parkedLimit } = this.#deps;
    const { appId, paymentId, digest } = intake;
    const store = await this.#deps.store();
    const decide = async (snapshot: Snapshot): Promise<Decision<IntakeDecision["outcome"]>> => {
      const meant = await otherSpelling(store, snapshot, intake);
      if (meant !== undefined) return { result: await this.#commit(meant, order) };
      const { outcome, commit } = decideIntake(snapshot, intake, rules);
      const full = await lackOfRoom(store, snapshot, intake, outcome, parkedLimit);
      if (full !== undefined) {
        const told = { appId, attention: [full] };
        await store.commit(told);
        committed(told);
        throw new CoinCoinError("parked_full", full.message);
      }
      if (!order.mayOvertake && isByTime(commit) && (await this.#deps.spoolHolds())) throw new Overtaking();
      return { commit, result: outcome };
    };
    return commitWith(store, () => store.read({ appId, paymentId, digest }), decide, {
      committed,
      contended: () =>
        new CoinCoinError(
          "store_unavailable",
          `The notification of ${paymentId} could not be committed: other calls kept changing the order. It is tried again.`,
        ),
    });
  }

  async #spool(record: SpooledWebhook, notification: Notification, cause: unknown): Promise<WebhookResult> {
    const { spool, logger } = this.#deps;
    const facts = { paymentId: notification.paymentId, err: cause };
    if (isCoinCoinError(cause, "parked_full")) return { type: "refused", error: cause };
    const unavailable = neitherTook(cause);
    if (spool === undefined) {
      logger.error(facts, "webhook refused: the store is out of order and there is no spool");
      return { type: "refused", error: unavailable };
    }
    try {
      await spool.put(record);
    } catch (error) {
      if (cause instanceof Overtaking) return this.#takeAsItIs(record, notification, unavailable);
      logger.error({ ...facts, spoolError: error }, "webhook refused: neither store nor spool took it");
      return { type: "refused", error: unavailable };
    }
    logger.warn(
      facts,
      cause instanceof Overtaking
        ? "webhook spooled: others that came before it wait there"
        : "webhook spooled: the store is out of order",
    );
    publish("webhook", () => ({
      appId: record.appId,
      paymentId: notification.paymentId,
      outcome: "spooled",
    }));
    return { type: "taken", outcome: "spooled", notification };
  }

  /** The disk failed and the store did not: better judged without what came before than not kept. */
  async #takeAsItIs(
    record: SpooledWebhook,
    notification: Notification,
    unavailable: CoinCoinError,
  ): Promise<WebhookResult> {
    try {
      return { type: "taken", outcome: await this.take(record, notification), notification };
    } catch {
      return { type: "refused", error: unavailable };
    }
  }

  /**
   * Authentic and not readable: refused with this error, but not silently. A person is told, by the spool where the store is out
   * of order; the error is another where neither took it. Never rejects.
   */
  async unreadable(came: Unreadable, cause: unknown): Promise<CoinCoinError> {
    const { logger, spool } = this.#deps;
    const error = isCoinCoinError(cause)
      ? cause
      : new CoinCoinError(
          "webhook_malformed",
          "The notification could not be read because of an unexpected error. See `cause`; the raw body is kept.",
          { cause },
        );
    logger.error({ err: error }, `an authentic webhook could not be read: ${error.message}`);
    try {
      await this.note(came, error);
    } catch (failure) {
      logger.error({ err: failure }, "the unreadable webhook could not be noted");
      try {
        if (spool === undefined) return neitherTook(failure);
        await spool.put(spooledUnreadable(came, error));
      } catch (spoolError) {
        logger.error({ spoolError }, "the unreadable webhook could not be spooled");
        return neitherTook(failure);
      }
    }
    return error;
  }

  /** Tells a person of what could not be read. Rejects when it could not be committed. */
  note(came: Unreadable, error: CoinCoinError): Promise<void> {
    const { appId, lanes, committed } = this.#deps;
    // One after the other, since each counts those before it.
    return lanes.run("unreadable:", async () => {
      const store = await this.#deps.store();
      const commit = { appId, attention: [await unreadableItem(store, came, error)] };
      await store.commit(commit);
      committed(commit);
    });
  }
}

interface Ordering {
  readonly mayOvertake: boolean;
}

/** It says that a deadline was missed: what came before the deadline has to be known first. */
function isByTime({ events = [] }: Commit): boolean {
  return events.some(({ type }) => type === "order.paid_late" || type === "order.underpaid");
}

/** What came earlier waits in the spool, and may be the payment, in time. */
class Overtaking extends CoinCoinError {
  constructor() {
    super(
      "store_unavailable",
      "Notifications that came before wait in the spool, and have to be taken in first: try again in a moment.",
    );
  }
}

function neitherTook(cause: unknown): CoinCoinError {
  return new CoinCoinError(
    "store_unavailable",
    "The notification could be neither stored nor spooled. CoinCoin got an error and may send it again; check the store (see `cause`) and the spool's folder.",
    {
      cause,
    },
  );
}
