import { type Environment, isoTime } from "../environment.ts";
import type { Logger } from "../logger.ts";
import { AT_ONCE, applyClock, type Patience } from "../order/clock.ts";
import { isIssued, type Purchase } from "../order/order.ts";
import type { Commit, Store } from "../store/store.ts";
import { patienceOf, type Rules, toCommit } from "../webhook/decide.ts";
import type { InboxEntry } from "../webhook/notification.ts";
import { replayParked } from "../webhook/replay.ts";
import type { SetBack } from "./set-back.ts";
import type { Unhandled } from "./unhandled.ts";

export interface SweeperDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  readonly rules: Rules;
  readonly setBack: Pick<SetBack, "mend">;
  readonly unhandled: Pick<Unhandled, "tell">;
  readonly environment: Pick<Environment, "now">;
  readonly logger: Logger;
  readonly committed: (commit: Commit) => void;
}

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
    await this.#deps.setBack.mend(now);
    await this.#deps.unhandled.tell(now);
    return references.length;
  }

  async #sweepOne(store: Store, reference: string, now: string): Promise<void> {
    const { appId, committed } = this.#deps;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const { purchase, app } = await store.read({ appId, reference });
      if (purchase === undefined) return;
      const patience = patienceOf(this.#deps.rules, app);
      const parked = purchase.wakeAt === AT_ONCE ? await this.#parked(store, purchase) : [];
      const commit =
        parked.length > 0
          ? this.#replay(purchase, parked, patience, now)
          : this.#tick(purchase, patience, now);
      // Stale: somebody else changed the purchase, and with it when it is due.
      if ((await store.commit(commit)) === "stale") return;
      committed(commit);
      if (parked.length === 0) return;
    }
  }

  #tick(purchase: Purchase, patience: Patience, now: string): Commit {
    const { appId, reference, version } = purchase;
    const change = applyClock({ ...purchase, wakeAt: null }, now, patience);
    const resolves = { ids: change.resolves, note: "Its deadline passed.", at: now };
    return { appId, guard: { reference, version }, ...toCommit(change, patience), resolves };
  }

  /** Still due after it: there may be more, also of another attempt. */
  #replay(purchase: Purchase, parked: readonly InboxEntry[], patience: Patience, now: string): Commit {
    const { rules } = this.#deps;
    const { appId, reference, version } = purchase;
    const nothing = { purchase, events: [], attention: [], resolves: [] };
    const { change, ...taken } = replayParked(nothing, parked, rules, now);
    const resolves = { ids: change.resolves, note: "CoinCoin answered.", at: now };
    const guard = { reference, version };
    return { appId, guard, ...toCommit(change, patience), ...taken, resolves };
  }

  /** What waits for the first attempt for which something does. */
  async #parked(store: Store, purchase: Purchase): Promise<readonly InboxEntry[]> {
    const { appId } = this.#deps;
    for (const { paymentId } of purchase.attempts.filter(isIssued)) {
      const { parked } = await store.read({ appId, paymentId });
      if (parked.length > 0) return parked;
    }
    return [];
  }
}

/** Of what a store hands over at a time; the next pass takes what is left. */
const MAX_ROUNDS = 20;
