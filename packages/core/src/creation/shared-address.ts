import type { AttentionDraft } from "../domain/attention.ts";
import type { Commit } from "../domain/commit.ts";
import { attentionId } from "../domain/ids.ts";
import type { IssuedOrder } from "../domain/order.ts";
import { addressKey } from "../domain/receiving.ts";
import { type Environment, isoTime } from "../lib/environment.ts";
import type { Logger } from "../lib/logger.ts";
import type { Store } from "../store/store.ts";

export interface SharedAddressesDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  readonly environment: Pick<Environment, "now">;
  readonly logger: Logger;
  readonly committed: (commit: Commit) => void;
}

/** Named in one item. */
const LIMIT = 8;
/** Addresses in one pass. */
const ADDRESSES = 50;
const HOUR_MS = 3_600_000;

type Found = Pick<IssuedOrder, "address"> & { readonly [name in "paymentId" | "reference"]: string | null };

/** Tells a person of open orders at one address: what comes there cannot be told apart. */
export class SharedAddresses {
  readonly #deps: SharedAddressesDependencies;
  /** Items of this process: what is looked for again is not raised again. */
  readonly #raised = new Set<string>();
  #nextLook = Number.NEGATIVE_INFINITY;

  constructor(deps: SharedAddressesDependencies) {
    this.#deps = deps;
  }

  /**
   * After the commit that issued an order: of two that are issued at once, the later looks when both are there. Never rejects: the
   * order is issued, whatever the store says now, and `lookEverywhere` looks again.
   */
  async lookAround(order: IssuedOrder): Promise<void> {
    const { store, logger } = this.#deps;
    const { address, paymentId, reference } = order;
    try {
      await this.#raise(await store(), [{ address, paymentId, reference }]);
    } catch (error) {
      logger.error(
        { err: error, paymentId },
        "whether another open order has the same address is not known yet",
      );
    }
  }

  /** All open orders, when this process begins and once an hour: a process may have died between an order's commit and its look. */
  async lookEverywhere(): Promise<void> {
    const { appId, environment } = this.#deps;
    const now = environment.now();
    if (now < this.#nextLook && this.#nextLook - now <= HOUR_MS) return;
    const store = await this.#deps.store();
    const shared = await store.sharedAddresses({ appId, now: isoTime(now), limit: ADDRESSES });
    await this.#raise(
      store,
      shared.map((address) => ({ address, paymentId: null, reference: null })),
    );
    this.#nextLook = now + HOUR_MS;
  }

  async #raise(store: Store, found: readonly Found[]): Promise<void> {
    const { appId, committed } = this.#deps;
    const items = [];
    for (const one of found) {
      const item = await this.#itemAt(store, one);
      if (item !== undefined && !this.#raised.has(item.id)) items.push(item);
    }
    if (items.length === 0) return;
    const commit = { appId, attention: items };
    await store.commit(commit);
    for (const { id } of items) this.#raised.add(id);
    committed(commit);
  }

  async #itemAt(store: Store, { address, paymentId, reference }: Found): Promise<AttentionDraft | undefined> {
    const { appId, environment } = this.#deps;
    const at = isoTime(environment.now());
    const ids = new Set(await store.openAt({ appId, address, now: at, limit: LIMIT }));
    if (paymentId !== null) ids.add(paymentId);
    if (ids.size < 2) return undefined;
    const all = [...ids];
    const kind = "shared_address";
    return {
      id: attentionId(appId, kind, [addressKey(address), ...all.toSorted()]),
      appId,
      kind,
      paymentId,
      reference,
      message: `CoinCoin gave one address to orders that are open at once (${all.join(", ")}): what comes there may be reported for the wrong one. Compare with CoinCoin's own site before you ship, and ask CoinCoin for an address for each order.`,
      details: { address },
      at,
    };
  }
}
