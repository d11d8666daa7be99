import type { AttentionDraft } from "../domain/attention.ts";
import type { Commit } from "../domain/commit.ts";
import type { DomainEvent, DomainEventType } from "../domain/events.ts";
import { attentionId } from "../domain/ids.ts";
import type { Purchase } from "../domain/order.ts";
import { type Environment, isoTime } from "../lib/environment.ts";
import { CoinCoinError } from "../lib/errors.ts";
import { commitWith } from "../store/commit-with.ts";
import type { DeliveryRecord, Store } from "../store/store.ts";

export interface UnhandledDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  /** How long an event that fulfils may wait for a process that has a handler for it, in ms. */
  readonly unhandledMs: number;
  readonly environment: Pick<Environment, "now">;
  readonly committed: (commit: Commit) => void;
}

/** Events on which a merchant fulfils: one that nobody takes is money for nothing. */
export const FULFILLING: readonly DomainEventType[] = ["order.paid", "order.paid_late"];

const AT_ONCE = 100;

/**
 * Tells a person of events that fulfil and that no process takes, and takes it back when one is delivered after all.
 *
 * The two may meet. Both are guarded by the version of the purchase: the one who tells looks once more, after reading it,
 * whether nobody has the event, and the one who delivered moves it on.
 */
export class Unhandled {
  readonly #deps: UnhandledDependencies;
  /** What this process told already, so that the count of an item is not raised at every pass. */
  readonly #told = new BoundedSet(10_000);

  constructor(deps: UnhandledDependencies) {
    this.#deps = deps;
  }

  async tell(now: string): Promise<void> {
    const { appId } = this.#deps;
    const fresh = (await this.#waiting(now)).filter(({ event }) => !this.#told.has(event.id));
    if (fresh.length === 0) return;
    const store = await this.#deps.store();
    const versions = new Map<string, number>();
    for (const { reference } of fresh.map(({ event }) => event)) {
      if (reference !== null)
        versions.set(reference, (await store.read({ appId, reference })).purchase?.version ?? 0);
    }
    for (const record of await this.#waiting(now)) {
      const version = versions.get(record.event.reference ?? "");
      if (version !== undefined && !this.#told.has(record.event.id))
        await this.#tellOne(record, version, now);
    }
  }

  /** To be called when an event was handled, before that is written down. */
  async delivered(event: DomainEvent): Promise<void> {
    const { appId, environment, unhandledMs } = this.#deps;
    const now = environment.now();
    // A quarter of it: clocks of processes differ, and the one who told may be ahead of us.
    if (event.reference === null || !FULFILLING.includes(event.type)) return;
    if (now - Date.parse(event.at) < unhandledMs / 4) return;
    const resolves = { ids: [itemId(event)], note: "The event was delivered.", at: isoTime(now) };
    const store = await this.#deps.store();
    const { reference } = event;
    await commitWith(
      store,
      () => store.read({ appId, reference }),
      ({ purchase }) => {
        const moved = purchase === undefined ? {} : nextVersion(purchase);
        return { commit: { appId, ...moved, resolves }, result: undefined };
      },
      {
        committed: () => {},
        contended: () =>
          new CoinCoinError("store_unavailable", `${reference} kept changing: try again in a moment.`),
      },
    );
  }

  async #tellOne(record: DeliveryRecord, version: number, now: string): Promise<void> {
    const { appId, committed } = this.#deps;
    const { id, reference } = record.event;
    if (reference === null) return;
    const commit: Commit = { appId, guard: { reference, version }, attention: [unhandled(record, now)] };
    // Stale: the next pass looks again.
    if ((await (await this.#deps.store()).commit(commit)) === "stale") return;
    this.#told.add(id);
    committed(commit);
  }

  async #waiting(now: string): Promise<DeliveryRecord[]> {
    const { appId, unhandledMs } = this.#deps;
    const before = isoTime(Date.parse(now) - unhandledMs);
    return (await this.#deps.store()).unclaimed({ appId, types: FULFILLING, before, limit: AT_ONCE });
  }
}

function nextVersion(purchase: Purchase): Pick<Commit, "guard" | "purchase"> {
  const { reference, version } = purchase;
  return { guard: { reference, version }, purchase: { ...purchase, version: version + 1 } };
}

function itemId({ appId, id }: DomainEvent): string {
  return attentionId(appId, "unhandled", [id]);
}

function unhandled({ event, createdAt }: DeliveryRecord, at: string): AttentionDraft {
  const { appId, paymentId, reference } = event;
  return {
    id: itemId(event),
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
