import { blindItem, blindItemId } from "../domain/chain-blind.ts";
import type { ChainLook, ChainReader } from "../domain/chain-reader.ts";
import { type ChainRow, emptyRow, withLook } from "../domain/chain-row.ts";
import { countsFrom, type Watched } from "../domain/chain-watch.ts";
import type { Commit } from "../domain/commit.ts";
import { type Environment, isoTime, randomId } from "../lib/environment.ts";
import { CoinCoinError } from "../lib/errors.ts";
import type { Store } from "../store/store.ts";
import { Turns } from "./due.ts";
import { type JoinDependencies, joinSighting } from "./join.ts";
import { sightingsOf } from "./sightings.ts";

export interface LookerDependencies extends JoinDependencies {
  readonly reader: ChainReader;
  readonly store: () => Promise<Store>;
  readonly environment: Pick<Environment, "now" | "random">;
}

/** Longer than a look takes. One that takes longer all the same moves no cursor: another process began after it. */
const LEASE_MS = 120_000;
/** Orders of one network. Where there are more, the cursor stays. */
const MOST_ORDERS = 10_000;
/** Two processes, or a loop and its clock, are never exactly a tick apart. */
const TICK_SHARE = 0.8;
/** Webhooks that bring a look forward do not bring it forward without end. */
const NUDGED_SHARE = 0.2;
/** How far two looks of one provider are apart that say together that something is missing. */
const APART_MS = { together: 600_000, each: 3_600_000 };

/**
 * Looks at one network for all orders that are open on it, with one request where the network allows it, and with none while no
 * order is open. Of all processes one looks at a time. What is shown is committed before the cursor moves.
 */
export class ChainLooker {
  readonly #deps: LookerDependencies;
  readonly #turns: Turns;
  #isNudged = false;

  constructor(deps: LookerDependencies) {
    this.#deps = deps;
    this.#turns = new Turns(deps.reader.pace.asks);
  }

  get network(): string {
    return this.#deps.reader.network;
  }

  get tickMs(): number {
    return this.#deps.reader.pace.tickMs;
  }

  /** A webhook said that money came: the next look need not wait for its time. */
  nudge(): void {
    this.#isNudged = true;
  }

  /**
   * One look, if it is time for one; resolves to how many orders it brought news of. Rejects where no provider could look
   * (`chain_unavailable`), and as the store does.
   */
  async look(signal: AbortSignal): Promise<number> {
    const { appId, environment } = this.#deps;
    const store = await this.#deps.store();
    const now = isoTime(environment.now());
    const orders = await store.watched({ appId, network: this.network, now, limit: MOST_ORDERS });
    if (orders.length === 0) return 0;
    const row = await this.#lease(store, now);
    return row === undefined ? 0 : this.#lookWith(store, row, orders, signal);
  }

  /** Undefined: it is not time yet, or another process looks. */
  async #lease(store: Store, at: string): Promise<ChainRow | undefined> {
    const { appId, environment } = this.#deps;
    const now = Date.parse(at);
    const known = await store.readChain({ appId, network: this.network });
    const row = known ?? emptyRow(appId, this.network);
    if (row.leaseUntil !== null && isAhead(row.leaseUntil, now, LEASE_MS)) return undefined;
    const pause = this.tickMs * (this.#isNudged ? NUDGED_SHARE : TICK_SHARE);
    const last = row.looks.at(-1)?.at;
    if (last !== undefined && isAhead(isoTime(Date.parse(last) + pause), now, pause)) return undefined;
    this.#isNudged = false;
    const leaseId = randomId(environment, 16);
    const leased = { ...row, version: row.version + 1, leaseId, leaseUntil: isoTime(now + LEASE_MS) };
    return (await store.writeChain(leased)) ? leased : undefined;
  }

  async #lookWith(
    store: Store,
    row: ChainRow,
    orders: readonly Watched[],
    signal: AbortSignal,
  ): Promise<number> {
    const { environment } = this.#deps;
    const now = environment.now();
    const asked = this.#turns.due(orders, now);
    if (asked.length === 0) {
      await store.writeChain(released(row));
      return 0;
    }
    const open = asked.filter(({ isLate }) => !isLate);
    const late = asked.filter(({ isLate }) => isLate);
    try {
      let { looks } = row;
      let cursor = cursorFor(row, open);
      let news = 0;
      for (const part of [open, late].filter(({ length }) => length > 0)) {
        const isOpen = part === open;
        const look = await this.#ask(part, isOpen ? cursor : null, signal);
        looks = withLook(looks, { provider: look.provider, at: isoTime(environment.now()) });
        news += await this.#join(store, look, { asked: part, watched: orders }, looks);
        // A cursor is right for the addresses that were in every look: never for those that were left out.
        if (isOpen && orders.length < MOST_ORDERS) cursor = look.cursor;
      }
      this.#turns.looked(orders, asked, now);
      await this.#worked(store, { ...row, cursor, looks });
      return news;
    } catch (error) {
      if (error instanceof Unavailable) await this.#failed(store, row, orders);
      else await store.writeChain(released(row)).catch(() => false);
      throw error;
    }
  }

  async #ask(
    orders: readonly Watched[],
    cursor: ChainRow["cursor"],
    signal: AbortSignal,
  ): Promise<ChainLook> {
    const { reader } = this.#deps;
    const addresses = [...new Set(orders.map(({ address }) => address))];
    const oldest = orders.map(({ createdAt }) => createdAt).reduce((a, b) => (a < b ? a : b));
    try {
      return await reader.look({ addresses, cursor, since: countsFrom(oldest), signal });
    } catch (cause) {
      throw new Unavailable(reader.network, cause);
    }
  }

  async #join(
    store: Store,
    look: ChainLook,
    orders: Parameters<typeof sightingsOf>[1],
    looks: ChainRow["looks"],
  ): Promise<number> {
    const { reader, environment } = this.#deps;
    const at = isoTime(environment.now());
    const absence = { looks, apartMs: APART_MS[reader.pace.asks] };
    let news = 0;
    for (const [paymentId, sighting] of sightingsOf(look, orders, absence, at)) {
      if (await joinSighting(this.#deps, store, paymentId, sighting, at)) news += 1;
    }
    return news;
  }

  /** A row that another process took over stays as that one left it. */
  async #worked(store: Store, row: ChainRow): Promise<void> {
    const { appId, environment, committed } = this.#deps;
    const { isBlind, failingSince } = row;
    const next = { ...released(row), failures: 0, failingSince: null, isBlind: false };
    if (!(await store.writeChain(next)) || !isBlind || failingSince === null) return;
    const ids = [blindItemId(appId, row.network, failingSince)];
    const at = isoTime(environment.now());
    const commit: Commit = { appId, resolves: { ids, note: "The chain can be read again.", at } };
    await store.commit(commit);
    committed(commit);
  }

  async #failed(store: Store, row: ChainRow, orders: readonly Watched[]): Promise<void> {
    const { environment, committed } = this.#deps;
    const at = isoTime(environment.now());
    const failingSince = row.failingSince ?? at;
    const failing = { ...released(row), failures: row.failures + 1, failingSince };
    const item = row.isBlind ? undefined : blindItem(failing, orders, at);
    // First the item: told twice counts once.
    if (item !== undefined) {
      const commit = { appId: row.appId, attention: [item] };
      await store.commit(commit);
      committed(commit);
    }
    await store.writeChain({ ...failing, isBlind: row.isBlind || item !== undefined });
  }
}

/** `ChainError` is of a package that core does not know. */
class Unavailable extends CoinCoinError {
  constructor(network: string, cause: unknown) {
    const why = cause instanceof Error ? `: ${cause.message.replace(/\.$/, "")}` : "";
    super(
      "chain_unavailable",
      `No provider of ${network} could be asked${why}. It is tried again; check the URLs and limits of your providers.`,
      { cause, details: { network } },
    );
  }
}

/** After a pause without orders the blocks before the first new one need not be read. */
function cursorFor({ cursor, looks }: ChainRow, orders: readonly Watched[]): ChainRow["cursor"] {
  const last = looks.at(-1)?.at;
  const wasAll = last !== undefined && orders.some(({ createdAt }) => countsFrom(createdAt) <= last);
  return wasAll ? cursor : null;
}

function released(row: ChainRow): ChainRow {
  return { ...row, version: row.version + 1, leaseId: null, leaseUntil: null };
}

/** A time further ahead than it can have been set is of a clock that was set back. */
function isAhead(at: string, now: number, most: number): boolean {
  const ms = Date.parse(at) - now;
  return ms > 0 && ms <= most;
}
