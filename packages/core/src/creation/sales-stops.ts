import type { AttentionKind } from "../domain/attention.ts";
import type { Commit } from "../domain/commit.ts";
import { attentionId } from "../domain/ids.ts";
import { NOT_UNDERSTOOD } from "../domain/unknown-outcome.ts";
import { type Environment, isoTime } from "../lib/environment.ts";
import { type CoinCoinErrorCode, isCoinCoinError } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import type { Store } from "../store/store.ts";

/** Refusals of orders that the next customer will meet too. Each is a kind of item of its own, under the same name. */
const STOPS = [
  "gateway_unauthorized",
  "gateway_refused",
  "gateway_unreachable",
  "gateway_rate_limited",
  "daily_limit_reached",
  "too_many_open_orders",
  "too_many_attempts",
] as const satisfies readonly (CoinCoinErrorCode & AttentionKind)[];

/** Counted without an item: theirs is committed together with the order that was refused, or one customer alone meets it. */
const COUNTED: ReadonlySet<CoinCoinErrorCode> = new Set([
  "terms_not_accepted",
  "outcome_unknown",
  "customer_limit_reached",
]);

type Stop = (typeof STOPS)[number] | "open_orders_near_limit" | "daily_requests_near_limit";

export interface SalesStopsDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  readonly environment: Pick<Environment, "now">;
  readonly logger: Logger;
  readonly committed: (commit: Commit) => void;
}

/** However many customers are refused, the store is written to once in so long a time for each kind. */
const PAUSE_MS = 60_000;
/** The share of a limit from which on a person hears that it comes to an end. */
export const NEAR = 0.8;

/** Tells a person of what stops sales: one item an hour for each kind, so that one that was closed is told again in the next. */
export class SalesStops {
  readonly #deps: SalesStopsDependencies;
  readonly #refused = new Map<string, number>();
  readonly #notedAt = new Map<Stop, number>();

  constructor(deps: SalesStopsDependencies) {
    this.#deps = deps;
  }

  /** Refused orders since this process began, by what refused them: the kind of the item that tells of it. */
  refused(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#refused);
  }

  /** Looks at why an order was not made. Never rejects. */
  async refusedBy(error: unknown): Promise<void> {
    if (!isCoinCoinError(error)) return;
    // A payment id that is known already is this order's own trouble.
    if (error.details["status"] === 409) return;
    // Of an order that may have been made, too: what came last is what the next customer meets.
    const { lastError } = error.details;
    const stop = STOPS.find((code) => code === error.code || code === lastError);
    if (stop === undefined && !COUNTED.has(error.code)) return;
    const kind = stop ?? (lastError === NOT_UNDERSTOOD ? "gateway_not_understood" : error.code);
    this.#refused.set(kind, (this.#refused.get(kind) ?? 0) + 1);
    if (stop !== undefined) await this.#note(stop, error.message);
  }

  /** The gateway receives for nearly as many orders as it does at once. Never rejects. */
  async nearLimit(open: number, limit: number): Promise<void> {
    const message = `${open} orders are receiving, and CoinCoin allows ${limit} at once: at the limit no customer can pay with it. Ask CoinCoin for more and raise limits.openOrders, or let orders expire sooner (expiresInHours).`;
    await this.#note("open_orders_near_limit", message);
  }

  /** So many of the day's requests to the gateway are used. Never rejects. */
  async requestsUsed(used: number, limit: number): Promise<void> {
    if (used < limit * NEAR) return;
    const allowed = `${used} of the ${limit} requests of this UTC day to CoinCoin are used.`;
    const advice = "Ask CoinCoin for more and raise limits.requestsPerDay.";
    if (used < limit) {
      await this.#note(
        "daily_requests_near_limit",
        `${allowed} When all are, no customer can pay until 00:00 UTC. ${advice}`,
      );
    } else {
      await this.#note("daily_limit_reached", `${allowed} No customer can pay until 00:00 UTC. ${advice}`);
    }
  }

  async #note(kind: Stop, message: string): Promise<void> {
    const { appId, environment, logger, committed } = this.#deps;
    const now = environment.now();
    const before = this.#notedAt.get(kind);
    if (before !== undefined && Math.abs(now - before) < PAUSE_MS) return;
    this.#notedAt.set(kind, now);
    const at = isoTime(now);
    const id = attentionId(appId, kind, [at.slice(0, "2026-01-01T00".length)]);
    const item = { id, appId, kind, paymentId: null, reference: null, message, details: {}, at };
    try {
      const commit = { appId, attention: [item] };
      await (await this.#deps.store()).commit(commit);
      committed(commit);
    } catch (error) {
      this.#notedAt.delete(kind);
      logger.error({ err: error, attention: kind }, `what stops sales could not be noted: ${message}`);
    }
  }
}
