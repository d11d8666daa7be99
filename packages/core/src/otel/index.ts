import { type BatchObservableResult, type Meter, metrics } from "@opentelemetry/api";
import type { Order } from "../domain/order.ts";
import { hostOf, type Mountable } from "../http/host.ts";
import type { Health } from "../operations/health.ts";
import type { PageRequest } from "../operations/paging.ts";
import type { Page } from "../store/store.ts";
import { readUnpaid, type Unpaid } from "./money.ts";

/** What is measured. A `CoinCoin` is one, of whichever copy of this library. */
export interface Measurable extends Mountable {
  health(): Promise<Health>;
  listOrders(page?: PageRequest): Promise<Page<Order>>;
}

export interface MetricsOptions {
  /** Default: one named "@coincoin/core", of the global meter provider. */
  readonly meter?: Meter | undefined;
  /** Figures are read from the store at most so often, in ms. Default 15,000. */
  readonly maxAgeMs?: number | undefined;
  /** The most orders that are looked through for money, the newest first. Default 2,000. */
  readonly orders?: number | undefined;
}

interface Figures {
  readonly health: Health;
  /** Null while the store is out of order. */
  readonly unpaid: Unpaid | null;
}

/**
 * Publishes figures of money at risk through OpenTelemetry, read when an exporter asks for them: what was received and
 * is not paid, what is paid and not delivered, how old the oldest undelivered event is, what needs a person, what waits
 * in the spool. Each carries the attribute `app`. One process of several is enough: all read the same store, but for the spool.
 *
 * Returns what ends it; call that before `coincoin.close()`.
 */
export function observe(coincoin: Measurable, options: MetricsOptions = {}): () => void {
  const { meter = metrics.getMeter("@coincoin/core"), maxAgeMs = 15_000, orders = 2_000 } = options;
  const { environment, logger } = hostOf(coincoin);
  const gauges = makeGauges(meter);
  const attributes = { app: coincoin.appId };
  const seen: Seen = { coins: new Set(), kinds: new Set() };
  let last: { readonly at: number; readonly figures: Promise<Figures> } | undefined;

  const read = async (): Promise<Figures> => {
    const health = await coincoin.health();
    const unpaid = health.ok ? await readUnpaid(coincoin, environment.now(), orders) : null;
    return { health, unpaid };
  };

  const report = async (result: BatchObservableResult): Promise<void> => {
    const now = environment.now();
    if (last === undefined || now - last.at >= maxAgeMs) last = { at: now, figures: read() };
    try {
      tell(result, gauges, await last.figures, now, attributes, seen);
    } catch (error) {
      last = undefined;
      logger.warn({ err: error }, "metrics could not be read");
    }
  };

  const observed = Object.values(gauges);
  meter.addBatchObservableCallback(report, observed);
  return () => meter.removeBatchObservableCallback(report, observed);
}

/** Exporters go on serving the last value of a label that is not told any more, so it has to be told that there is none. */
interface Seen {
  readonly coins: Set<string>;
  readonly kinds: Set<string>;
}

type Gauges = ReturnType<typeof makeGauges>;

function makeGauges(meter: Meter) {
  const gauge = (name: string, description: string, unit?: string) =>
    meter.createObservableGauge(`coincoin.${name}`, { description, ...(unit === undefined ? {} : { unit }) });
  return {
    storeUp: gauge("store.up", "1 while the store answers, 0 while it does not"),
    unpaidAmount: gauge("received_unpaid.amount", "Received by orders that are not paid, in their coin"),
    unpaidOrders: gauge("received_unpaid.orders", "Orders that received something and are not paid"),
    paidUndelivered: gauge(
      "paid_undelivered.events",
      "order.paid and order.paid_late that were not handled yet",
    ),
    undelivered: gauge("undelivered.events", "Events that wait for their handlers"),
    oldest: gauge("undelivered.oldest_age_seconds", "How long the oldest of them has waited", "s"),
    dead: gauge("dead_letters.events", "Events whose handlers failed for the last time"),
    attention: gauge("attention.open", "Items that need a person, by kind"),
    parked: gauge("parked.notifications", "Notifications that wait for an order that is not there"),
    openOrders: gauge("orders.open", "Orders that CoinCoin receives for now"),
    openOrdersLimit: gauge("orders.open_limit", "As many orders as CoinCoin receives for at once"),
    requests: gauge("gateway.requests_today", "Requests to CoinCoin in this UTC day, of all processes"),
    requestsLimit: gauge("gateway.requests_limit", "As many requests as CoinCoin takes in a day"),
    refused: meter.createObservableCounter("coincoin.orders.refused", {
      description:
        "Orders of this process that were refused for a reason that stops sales, by kind of attention item",
    }),
    webhooksRefused: meter.createObservableCounter("coincoin.webhooks.refused", {
      description: "Webhooks that this process refused as nobody's, by reason",
    }),
    staleSignatures: meter.createObservableCounter("coincoin.webhooks.stale_signatures", {
      description: "Webhooks with a right signature of another time that this process took in",
    }),
    spoolStuck: gauge("spool.stuck", "Of them, those that can never be stored"),
    chainAge: gauge("chain.look_age_seconds", "Since the last look at a chain that worked", "s"),
    chainFailures: gauge("chain.failures", "Looks at a chain that failed since"),
    spooled: gauge("spool.notifications", "Notifications on the disk of this process, waiting for the store"),
  };
}

function tellSales(
  result: BatchObservableResult,
  gauges: Gauges,
  { openOrders, openOrdersLimit, requestsToday, requestsPerDay, refused }: Health["sales"],
  attributes: { readonly app: string },
): void {
  if (openOrders !== null) result.observe(gauges.openOrders, openOrders, attributes);
  result.observe(gauges.openOrdersLimit, openOrdersLimit, attributes);
  if (requestsToday !== null) result.observe(gauges.requests, requestsToday, attributes);
  result.observe(gauges.requestsLimit, requestsPerDay, attributes);
  for (const [kind, count] of Object.entries(refused)) {
    result.observe(gauges.refused, count, { ...attributes, kind });
  }
}

function tellChains(
  result: BatchObservableResult,
  gauges: Gauges,
  { chain }: Health,
  now: number,
  attributes: { readonly app: string },
): void {
  for (const { network, lastLookAt, failures } of chain) {
    result.observe(gauges.chainFailures, failures, { ...attributes, network });
    if (lastLookAt === null) continue;
    const age = Math.max(0, now - Date.parse(lastLookAt)) / 1000;
    result.observe(gauges.chainAge, age, { ...attributes, network });
  }
}

function tell(
  result: BatchObservableResult,
  gauges: Gauges,
  { health, unpaid }: Figures,
  now: number,
  attributes: { readonly app: string },
  { coins, kinds }: Seen,
): void {
  const { ok, store, spooled, paidUndelivered, oldestPendingMs } = health;
  result.observe(gauges.storeUp, ok ? 1 : 0, attributes);
  if (spooled !== null) result.observe(gauges.spooled, spooled, attributes);
  result.observe(gauges.spoolStuck, health.spoolStuck, attributes);
  for (const [reason, count] of Object.entries(health.refused)) {
    result.observe(gauges.webhooksRefused, count, { ...attributes, reason });
  }
  result.observe(gauges.staleSignatures, health.staleSignatures, attributes);
  tellSales(result, gauges, health.sales, attributes);
  tellChains(result, gauges, health, now, attributes);
  if (store === null || unpaid === null) return;
  result.observe(gauges.paidUndelivered, paidUndelivered ?? 0, attributes);
  result.observe(gauges.undelivered, store.pendingDeliveries, attributes);
  result.observe(gauges.oldest, (oldestPendingMs ?? 0) / 1000, attributes);
  result.observe(gauges.dead, store.deadDeliveries, attributes);
  result.observe(gauges.parked, store.parked, attributes);
  for (const kind of Object.keys(store.attention)) kinds.add(kind);
  for (const kind of kinds) {
    result.observe(gauges.attention, store.attention[kind] ?? 0, { ...attributes, kind });
  }
  result.observe(gauges.unpaidOrders, unpaid.orders, attributes);
  for (const coin of unpaid.amounts.keys()) coins.add(coin);
  for (const coin of coins) {
    // A figure for a chart, and no sum that anybody is paid by: here alone an amount becomes a float.
    result.observe(gauges.unpaidAmount, Number(unpaid.amounts.get(coin) ?? 0), { ...attributes, coin });
  }
}
