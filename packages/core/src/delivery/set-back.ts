import type { AttentionDraft } from "../domain/attention.ts";
import type { Commit } from "../domain/commit.ts";
import type { DomainEventType } from "../domain/events.ts";
import { attentionId } from "../domain/ids.ts";
import { isoTime } from "../lib/environment.ts";
import type { Store } from "../store/store.ts";

export interface SetBackDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  /** What this process handles, and what somebody has to. */
  readonly types: () => readonly DomainEventType[];
  readonly leaseMs: number;
  /** The longest wait between two tries of an event. */
  readonly retryMs: number;
  readonly committed: (commit: Commit) => void;
}

const EVERY_MS = 60_000;
/** Clocks of processes agree to some ms, not to one. */
const SLACK_MS = 1_000;
/** Another process, of the release before, may lease and wait for longer than this one does. */
const MARGIN = 2;

/**
 * After the clock was set back, events lie ahead that are due, and leases of processes that died end hours from now. Brings them
 * back to what this clock can have meant, and tells a person.
 */
export class SetBack {
  readonly #deps: SetBackDependencies;
  #last: number | undefined;

  constructor(deps: SetBackDependencies) {
    this.#deps = deps;
  }

  /** Looks once a minute. */
  async mend(at: string): Promise<void> {
    const { appId, types, leaseMs, retryMs, committed } = this.#deps;
    const now = Date.parse(at);
    if (this.#last !== undefined && Math.abs(now - this.#last) < EVERY_MS) return;
    const store = await this.#deps.store();
    const moved = await store.bringForward({
      appId,
      types: types(),
      unclaimed: isoTime(now + SLACK_MS),
      leased: isoTime(now + MARGIN * leaseMs + SLACK_MS),
      waiting: isoTime(now + MARGIN * retryMs + SLACK_MS),
    });
    this.#last = now;
    if (moved === 0) return;
    const commit = { appId, attention: [setBackItem(appId, moved, at)] };
    await store.commit(commit);
    committed(commit);
  }
}

/** One an hour. */
function setBackItem(appId: string, moved: number, at: string): AttentionDraft {
  return {
    id: attentionId(appId, "clock_set_back", [at.slice(0, 13)]),
    appId,
    kind: "clock_set_back",
    paymentId: null,
    reference: null,
    message: `The clock was set back: ${moved} events lay in the future, and are delivered now. Deadlines follow the clock, so see that the machine's and the database's are right, and are kept by NTP.`,
    details: { events: String(moved) },
    at,
  };
}
