import { type Environment, isoTime } from "../environment.ts";
import type { Logger } from "../logger.ts";
import type { AttentionDraft } from "../order/attention.ts";
import { applyClock, type Patience } from "../order/clock.ts";
import type { DomainEventType } from "../order/events.ts";
import { attentionId } from "../order/ids.ts";
import type { Commit, DeliveryRecord, Store } from "../store/store.ts";
import { written } from "../webhook/decide.ts";

export interface SweeperDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  readonly patience: Patience;
  /** How long an event that fulfils may wait for a process that has a handler for it, in ms. */
  readonly unhandledMs: number;
  readonly environment: Pick<Environment, "now">;
  readonly logger: Logger;
  readonly committed: (commit: Commit) => void;
}

/** Events on which a merchant fulfils: one that nobody takes is money for nothing. */
export const FULFILLING: readonly DomainEventType[] = ["order.paid", "order.paid_late"];

/** Tells what only the passing of time brings about: deadlines, settlements overdue, events nobody handles. */
export class Sweeper {
  readonly #deps: SweeperDependencies;

  constructor(deps: SweeperDependencies) {
    this.#deps = deps;
  }

  /** One pass over up to `limit` references that are due; resolves to how many it looked at. */
  async sweep({ limit, signal }: { readonly limit: number; readonly signal: AbortSignal }): Promise<number> {
    const { appId, environment } = this.#deps;
    const store = await this.#deps.store();
    const now = isoTime(environment.now());
    const references = await store.due({ appId, now, limit });
    for (const reference of references) {
      if (signal.aborted) break;
      await this.#sweepOne(store, reference, now);
    }
    await this.#tellUnhandled(store, now);
    return references.length;
  }

  async #sweepOne(store: Store, reference: string, now: string): Promise<void> {
    const { appId, patience, committed } = this.#deps;
    const { purchase } = await store.read({ appId, reference });
    if (purchase === undefined) return;
    const change = applyClock(purchase, now, patience);
    const guard = { reference, version: purchase.version };
    const commit: Commit = { appId, guard, ...written(change, purchase.version, patience) };
    // Stale: somebody else changed the purchase, and with it when it is due.
    if ((await store.commit(commit)) === "committed") committed(commit);
  }

  async #tellUnhandled(store: Store, now: string): Promise<void> {
    const { appId, unhandledMs, committed } = this.#deps;
    const before = isoTime(Date.parse(now) - unhandledMs);
    const waiting = await store.unclaimed({ appId, types: FULFILLING, before, limit: UNHANDLED_AT_ONCE });
    const told = this.#told;
    const fresh = waiting.filter((record) => !told.has(record.event.id));
    if (fresh.length === 0) return;
    const commit: Commit = { appId, attention: fresh.map((record) => unhandled(record, now)) };
    await store.commit(commit);
    for (const record of fresh) told.add(record.event.id);
    committed(commit);
  }

  /** What this process told already, so that the count of an item is not raised at every pass. */
  readonly #told = new BoundedSet(10_000);
}

const UNHANDLED_AT_ONCE = 100;

function unhandled({ event, createdAt }: DeliveryRecord, at: string): AttentionDraft {
  const { appId, paymentId, reference } = event;
  return {
    id: attentionId(appId, "unhandled", [event.id]),
    appId,
    kind: "unhandled",
    paymentId,
    reference,
    message: `${reference} is paid, and no process has taken its ${event.type}: register a handler with coincoin.on("${event.type}", …), and see that a process delivers.`,
    details: { event: event.id, since: createdAt },
    at,
  };
}

class BoundedSet {
  readonly #limit: number;
  readonly #items = new Set<string>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  has(item: string): boolean {
    return this.#items.has(item);
  }

  add(item: string): void {
    if (this.#items.size >= this.#limit) this.#items.clear();
    this.#items.add(item);
  }
}
