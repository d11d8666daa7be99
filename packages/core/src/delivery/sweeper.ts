import { type Environment, isoTime } from "../environment.ts";
import type { Logger } from "../logger.ts";
import { applyClock, type Patience } from "../order/clock.ts";
import type { Commit, Store } from "../store/store.ts";
import { written } from "../webhook/decide.ts";
import type { Unhandled } from "./unhandled.ts";

export interface SweeperDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  readonly patience: Patience;
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
    await this.#deps.unhandled.tell(now);
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
}
