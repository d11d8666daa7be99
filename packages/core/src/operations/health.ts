import type { Config } from "../config/config.ts";
import type { SalesStops } from "../creation/sales-stops.ts";
import type { Handlers } from "../delivery/handlers.ts";
import { FULFILLING } from "../delivery/unhandled.ts";
import type { SignaturePin } from "../domain/app-facts.ts";
import type { GatewayClient } from "../gateway/client.ts";
import type { RefusalReason } from "../intake/authenticate.ts";
import type { SpoolDrain } from "../intake/drain.ts";
import type { Environment } from "../lib/environment.ts";
import { isoTime } from "../lib/environment.ts";
import { CoinCoinError, isCoinCoinError } from "../lib/errors.ts";
import type { Tally } from "../lib/tally.ts";
import type { StoreClock } from "../store/clock.ts";
import type { Store, StoreStats } from "../store/store.ts";
import { type ChainHealth, readChains } from "./chain-health.ts";

/** Figures of what may need help. `store` is null while the store is out of order; `error` then says why. */
export interface Health {
  readonly ok: boolean;
  readonly store: StoreStats | null;
  /** `order.paid` and `order.paid_late` that were not handled yet: paid, and not fulfilled. Counted to 10,000. */
  readonly paidUndelivered: number | null;
  /**
   * How far this machine's clock is ahead of the store's, in ms: the store's counts. Null where the store has none of its own. When
   * the store's own clock was set back, `store.aheadDeliveries` says how many events lie ahead of it.
   */
  readonly clockAheadMs: number | null;
  /** How long the oldest undelivered event that has a handler, or needs one, has waited, in ms. */
  readonly oldestPendingMs: number | null;
  /** Notifications that wait in the spool; null when there is none or it cannot be read. */
  readonly spooled: number | null;
  /** Of the spool: those that can never be stored and files that are damaged, as far as this process has seen. */
  readonly spoolStuck: number;
  /** Webhooks that were refused as nobody's since this process began, by reason. A reason that never came is not in it. */
  readonly refused: Readonly<Partial<Record<RefusalReason, number>>>;
  /** Webhooks with a right signature of another time than ours that were taken in since this process began. */
  readonly staleSignatures: number;
  /** Since when, and because of which order, webhooks without a signature are held. Null: they are not, or the store is out of order. */
  readonly signaturePin: SignaturePin | null;
  readonly sales: SalesHealth;
  /** One for each network of `chain.networks`; empty while the store is out of order. */
  readonly chain: readonly ChainHealth[];
  readonly error: CoinCoinError | null;
}

/** Clocks of processes agree to some ms, not to one. */
const SLACK_MS = 1_000;

/** How far sales are from a limit, and what stopped them. */
export interface SalesHealth {
  /** Orders that CoinCoin receives for now, counted to the limit; null while the store is out of order. */
  readonly openOrders: number | null;
  /** As many as CoinCoin receives for at once: `limits.openOrders`. */
  readonly openOrdersLimit: number;
  /** Requests to CoinCoin in the present UTC day, of all processes; null while the store is out of order. */
  readonly requestsToday: number | null;
  readonly requestsPerDay: number;
  /** Orders that this process refused since it began for a reason that the next customer meets too, or as one customer's too many; by the kind of its attention item, else by error code. */
  readonly refused: Readonly<Record<string, number>>;
}

/** What the figures are read from. */
export interface HealthSources {
  readonly config: Pick<Config, "appId" | "limits" | "spool" | "chain">;
  readonly environment: Environment;
  readonly clock: StoreClock;
  readonly store: () => Promise<Store>;
  readonly handlers: Handlers;
  readonly drain: SpoolDrain;
  readonly refusals: Tally<RefusalReason>;
  readonly staleSignatures: Tally<"stale">;
  readonly gateway: GatewayClient;
  readonly stops: SalesStops;
}

export async function readHealth(sources: HealthSources): Promise<Health> {
  const {
    config,
    environment,
    clock,
    handlers,
    store: opened,
    drain,
    refusals,
    staleSignatures,
    gateway,
    stops,
  } = sources;
  const { openOrders: openOrdersLimit, requestsPerDay } = config.limits;
  const salesWith = (openOrders: number | null, requestsToday: number | null): SalesHealth => ({
    openOrders,
    openOrdersLimit,
    requestsToday,
    requestsPerDay,
    refused: stops.refused(),
  });
  const spooled = config.spool === undefined ? null : await config.spool.count().catch(() => null);
  const intake = {
    spooled,
    spoolStuck: drain.stuck,
    refused: refusals.counts(),
    staleSignatures: staleSignatures.counts().stale ?? 0,
  };
  try {
    const store = await opened();
    await store.ping();
    const now = environment.now();
    // What this process handles, and what somebody has to: of other events it is normal that nobody takes them.
    const types = [...new Set([...handlers.types(), ...FULFILLING])];
    const at = isoTime(now + SLACK_MS);
    const stats = await store.stats({ appId: config.appId, now: at, types });
    const fulfilling = await store.stats({ appId: config.appId, now: at, types: FULFILLING });
    const open = await store.countOpen({ appId: config.appId, now: isoTime(now), limit: openOrdersLimit });
    const sales = salesWith(open, await gateway.requestsToday());
    const oldestPendingMs =
      stats.oldestPendingAt === null ? null : Math.max(0, now - Date.parse(stats.oldestPendingAt));
    const paidUndelivered = fulfilling.pendingDeliveries;
    // No order is called "": only what is known of the app is read.
    const { app } = await store.read({ appId: config.appId, reference: "" });
    return {
      ok: true,
      store: stats,
      paidUndelivered,
      clockAheadMs: clock.aheadMs,
      oldestPendingMs,
      ...intake,
      signaturePin: app.pin,
      sales,
      chain: await readChains(store, config.appId, config.chain),
      error: null,
    };
  } catch (cause) {
    const error = isCoinCoinError(cause)
      ? cause
      : new CoinCoinError("store_unavailable", "The store did not answer. Check that the database is up.", {
          cause,
        });
    const sales = salesWith(null, null);
    return {
      ok: false,
      store: null,
      paidUndelivered: null,
      clockAheadMs: null,
      oldestPendingMs: null,
      ...intake,
      signaturePin: null,
      sales,
      chain: [],
      error,
    };
  }
}
