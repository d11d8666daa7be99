import type { AppFacts } from "../domain/app-facts.ts";
import { AT_ONCE, applyClock } from "../domain/apply-clock.ts";
import type { Commit } from "../domain/commit.ts";
import { patienceOf, type Rules, toCommit } from "../domain/intake.ts";
import type { InboxEntry } from "../domain/notification.ts";
import { isIssued, type Purchase } from "../domain/order.ts";
import { replayParked } from "../intake/replay.ts";
import { type Environment, isoTime } from "../lib/environment.ts";
import type { Store } from "../store/store.ts";
import type { SetBack } from "./set-back.ts";
import type { Unhandled } from "./unhandled.ts";

export interface SweeperDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  readonly rules: Rules;
  readonly setBack: Pick<SetBack, "mend">;
  readonly unhandled: Pick<Unhandled, "tell">;
  readonly addresses: { lookEverywhere(): Promise<void> };
  /** Whether the spool holds notifications of this app that may still be stored. */
  readonly spoolHolds: () => Promise<boolean>;
  /** For how long a notification waits for an order that is not there: no order lives longer. */
  readonly parkedForMs: number;
  readonly environment: Pick<Environment, "now">;
  readonly committed: (commit: Commit) => void;
}

/** Tells what only the passing of time brings about: deadlines, settlements overdue, events nobody handles. */
export class Sweeper {
  readonly #deps: SweeperDependencies;
  #nextLook = Number.NEGATIVE_INFINITY;

  constructor(deps: SweeperDependencies) {
    this.#deps = deps;
  }

  /**
   * One pass over up to `limit` references that are due; resolves to how many it looked at. While the spool holds what came
   * earlier, no time passes for any order: what is there may be its payment, in time.
   */
  async sweep({ limit, signal }: { readonly limit: number; readonly signal: AbortSignal }): Promise<number> {
    const { appId, environment } = this.#deps;
    const store = await this.#deps.store();
    const now = isoTime(environment.now());
    const references = await store.due({ appId, now, limit });
    const isHalted = references.length > 0 && (await this.#deps.spoolHolds());
    let looked = 0;
    for (const reference of references) {
      if (signal.aborted) break;
      if (await this.#sweepOne(store, reference, now, isHalted)) looked += 1;
    }
    // The pass may have taken longer than a lease: what was the future when it began is not any more.
    await this.#deps.setBack.mend(isoTime(environment.now()));
    await this.#deps.unhandled.tell(isoTime(environment.now()));
    await this.#deps.addresses.lookEverywhere();
    await this.#dropParked(store);
    return looked;
  }

  /** What is too old to be for an order gives its place up. What it said is in its item. */
  async #dropParked(store: Store): Promise<void> {
    const { appId, parkedForMs, environment } = this.#deps;
    const now = environment.now();
    if (now < this.#nextLook && this.#nextLook - now <= HOUR_MS) return;
    const olderThan = isoTime(now - parkedForMs);
    const gone = await store.pruneInbox({ appId, outcomes: ["parked"], olderThan, limit: DROPPED });
    this.#nextLook = gone < DROPPED ? now + HOUR_MS : now;
  }

  /** False: its time has to wait. */
  async #sweepOne(store: Store, reference: string, now: string, isHalted: boolean): Promise<boolean> {
    const { appId, committed } = this.#deps;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const { purchase, app } = await store.read({ appId, reference });
      if (purchase === undefined) return true;
      const parked = purchase.wakeAt === AT_ONCE ? await this.#parked(store, purchase) : [];
      if (parked.length === 0 && isHalted) return round > 0;
      const commit =
        parked.length > 0 ? this.#replay(purchase, parked, app, now) : this.#tick(purchase, app, now);
      // Stale: somebody else changed the purchase, and with it when it is due.
      if ((await store.commit(commit)) === "stale") return true;
      committed(commit);
      if (parked.length === 0) return true;
    }
    return true;
  }

  #tick(purchase: Purchase, app: AppFacts, now: string): Commit {
    const patience = patienceOf(this.#deps.rules, app);
    const { appId, reference, version } = purchase;
    const change = applyClock({ ...purchase, wakeAt: null }, now, patience);
    const resolves = { ids: change.resolves, note: "Its deadline passed.", at: now };
    return { appId, guard: { reference, version }, ...toCommit(change, patience), resolves };
  }

  /** Still due after it: there may be more, also of another attempt. */
  #replay(purchase: Purchase, parked: readonly InboxEntry[], app: AppFacts, now: string): Commit {
    const { rules } = this.#deps;
    const { appId, reference, version } = purchase;
    const nothing = { purchase, events: [], attention: [], resolves: [] };
    const { change, ...taken } = replayParked(nothing, parked, rules, app, now);
    const resolves = { ids: change.resolves, note: "CoinCoin answered.", at: now };
    const guard = { reference, version };
    return { appId, guard, ...toCommit(change, patienceOf(rules, app)), ...taken, resolves };
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
const HOUR_MS = 3_600_000;
/** Parked notifications that are dropped in one pass. */
const DROPPED = 500;
