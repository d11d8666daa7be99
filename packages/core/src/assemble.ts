import { ChainLooker } from "./chain/looker.ts";
import { type CoinCoinOptions, type Config, readConfig } from "./config/config.ts";
import { Admission } from "./creation/admission.ts";
import { OrderCreation } from "./creation/create-order.ts";
import { SalesStops } from "./creation/sales-stops.ts";
import { SharedAddresses } from "./creation/shared-address.ts";
import { BackgroundDelivery } from "./delivery/delivery.ts";
import { Handlers } from "./delivery/handlers.ts";
import { SetBack } from "./delivery/set-back.ts";
import { Sweeper } from "./delivery/sweeper.ts";
import { FULFILLING, Unhandled } from "./delivery/unhandled.ts";
import type { Patience } from "./domain/apply-clock.ts";
import type { Commit } from "./domain/commit.ts";
import type { Rules } from "./domain/intake.ts";
import { stateMeaning } from "./domain/state.ts";
import { accepts } from "./gateway/accept.ts";
import { createGatewayClient } from "./gateway/client.ts";
import { DailyBudget } from "./gateway/daily-budget.ts";
import { MAXIMUM_HOURS, MINIMUM_PRICE } from "./gateway/limits.ts";
import { Changes } from "./http/changes.ts";
import type { RefusalReason, WebhookPolicy } from "./intake/authenticate.ts";
import { SpoolDrain } from "./intake/drain.ts";
import { WebhookGate } from "./intake/gate.ts";
import { WebhookIntake } from "./intake/receive.ts";
import { publish } from "./lib/diagnostics.ts";
import { type Environment, isoTime } from "./lib/environment.ts";
import { InFlight } from "./lib/in-flight.ts";
import { Lanes } from "./lib/keyed-queue.ts";
import { type NamedToken, namedToken, tokenFinder } from "./lib/keys.ts";
import { longLived } from "./lib/long-lived.ts";
import { Tally } from "./lib/tally.ts";
import { AttentionList } from "./operations/attention.ts";
import { DeadLetters } from "./operations/dead-letters.ts";
import { InboxList } from "./operations/inbox.ts";
import { RefundList } from "./operations/refunds.ts";
import { StoreClock } from "./store/clock.ts";
import { OpenedStore } from "./store/opened.ts";

/** What a webhook brings that says that money came. */
const MONEY_TOLD: ReadonlySet<string> = new Set(["order.payment", "order.settling", "order.settled"]);

/** Everything a `CoinCoin` is made of, wired once. */
export type Parts = ReturnType<typeof assemble>;

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

export function assemble(options: CoinCoinOptions) {
  const config = readConfig(options, process.env);
  const { appId, logger } = config;
  const clock = new StoreClock(config.environment, logger);
  const environment: Environment = { ...config.environment, now: () => clock.now() };
  const keys = keysOf(config);
  const tokens = webhookTokens(config, keys);
  const opened = new OpenedStore(config.store);
  const store = async () => {
    const ready = await opened.ready();
    await clock.follow(ready);
    return ready;
  };
  const changes = new Changes();
  const handlers = new Handlers();
  const lanes = new Lanes();
  const patience: Patience = {
    unresolvedMs: config.patience.unresolvedAfterMinutes * MINUTE_MS,
    unconfirmedMs: config.patience.unconfirmedAfterHours * HOUR_MS,
    stalledMs: config.patience.stalledAfterHours * HOUR_MS,
  };
  const rules: Rules = {
    patience,
    names: config.names,
    meaningOf: (state) => stateMeaning(state, config.stateCodes),
    confirmedBy: config.confirmedBy,
    trust: {
      signature: config.webhook.signature,
      tokens: config.webhook.token === "off" ? undefined : tokens.map(({ id }) => id),
    },
  };
  const committed = (commit: Commit) => tell(commit);
  const intake = new WebhookIntake({
    appId,
    store,
    spool: config.spool,
    rules,
    spoolHolds: () => spoolHolds(),
    parkedLimit: config.limits.parked,
    logger,
    lanes,
    committed,
  });
  const drain = new SpoolDrain({
    appId,
    store,
    spool: config.spool,
    intake,
    names: config.names,
    now: () => isoTime(environment.now()),
    logger,
    committed,
  });
  // What cannot be read may hold anything.
  const spoolHolds = (): Promise<boolean> => drain.holdsRecords().catch(() => true);
  const inFlight = new InFlight();
  /** Aborts when nothing more is taken in. */
  const closing = longLived();
  const refusals = new Tally<RefusalReason>(logger);
  const staleSignatures = new Tally<"stale">(logger);
  const gate = new WebhookGate({
    policy: webhookPolicy(config, keys, tokens),
    intake,
    bodyBytes: config.limits.bodyBytes,
    environment,
    logger,
    closing: closing.signal,
    inFlight,
    refusals,
    staleSignatures,
  });
  const stops = new SalesStops({ appId, store, environment, logger, committed });
  const budget = new DailyBudget({
    appId,
    counter: store,
    limit: config.limits.requestsPerDay,
    now: () => environment.now(),
    counted: (used, limit) => stops.requestsUsed(used, limit),
  });
  const gateway = createGatewayClient(config, budget);
  const addresses = new SharedAddresses({ appId, store, environment, logger, committed });
  const { openOrders, openOrdersPerCustomer } = config.limits;
  const admission = new Admission({
    appId,
    lanes,
    stops,
    now: () => environment.now(),
    openOrders,
    openOrdersPerCustomer,
  });
  const creation = new OrderCreation({
    appId,
    store,
    gateway,
    stops,
    addresses,
    closing: closing.signal,
    track: (work) => inFlight.track(work),
    waitMs: config.gateway.waitMs,
    rules,
    environment,
    logger,
    lanes,
    accepts: (terms) => accepts(config.accept, terms),
    committed,
    underpaymentTolerance: config.underpaymentTolerance,
    minimumPrice: MINIMUM_PRICE,
    maximumAttempts: config.limits.attempts,
    admission,
    closeGraceMs: config.patience.closeGraceHours * HOUR_MS,
    chain: config.chain,
    leaseMs: config.gateway.deadlineMs + 2 * config.gateway.tryTimeoutMs,
  });
  const unhandledMs = config.patience.unhandledAfterMinutes * MINUTE_MS;
  const unhandled = new Unhandled({ appId, store, unhandledMs, environment, committed });
  const setBack = new SetBack({
    appId,
    store,
    types: () => [...new Set([...handlers.types(), ...FULFILLING])],
    leaseMs: config.delivery.leaseMs,
    retryMs: config.delivery.retry.maxMs,
    committed,
  });
  const sweeper = new Sweeper({
    appId,
    store,
    rules,
    setBack,
    unhandled,
    addresses,
    spoolHolds,
    parkedForMs: (MAXIMUM_HOURS + config.patience.closeGraceHours) * HOUR_MS,
    environment,
    committed,
  });
  const lookers = (config.chain?.readers ?? []).map(
    (reader) => new ChainLooker({ appId, reader, store, rules, environment, committed }),
  );
  const delivery = new BackgroundDelivery({
    appId,
    store: {
      pollIntervalMs: config.store.pollIntervalMs,
      claim: async (query) => (await store()).claim(query),
      settle: async (settlement) => (await store()).settle(settlement),
      renew: async (lease) => (await store()).renew(lease),
    },
    handlers,
    environment,
    logger,
    config: config.delivery,
    ready: store,
    drain: ({ limit }) => drain.drain(limit),
    sweep: (batch) => sweeper.sweep(batch),
    looks: lookers,
    beforeDone: (event) => unhandled.delivered(event),
  });

  /** After a commit: the one who watches hears of it, a person is warned, and what is due goes out. */
  function tell({ purchase, events = [], attention = [], resolves }: Commit): void {
    for (const item of attention) {
      const { kind, paymentId, reference, details } = item;
      logger.warn({ attention: kind, id: item.id, paymentId, reference, details }, item.message);
      publish("attention", () => item);
    }
    for (const event of events) publish("event", () => event);
    for (const attempt of purchase?.attempts ?? []) changes.notify(attempt.paymentId);
    for (const { type, order } of events) if (MONEY_TOLD.has(type)) delivery.nudgeLook(order.network);
    // Most events of most shops have no handler: there is no use in asking the store for them.
    const isAwaited =
      events.some((event) => handlers.handles(event.type)) ||
      (attention.length > 0 && handlers.handles("attention.opened")) ||
      ((resolves?.ids.length ?? 0) > 0 && handlers.handles("attention.resolved"));
    if (isAwaited) delivery.nudge();
  }

  return {
    config,
    opened,
    store,
    clock,
    environment,
    changes,
    handlers,
    intake,
    drain,
    gate,
    refusals,
    staleSignatures,
    creation,
    delivery,
    rules,
    keys,
    tokens,
    committed,
    refunds: new RefundList({ appId, store, environment, committed }),
    inbox: new InboxList({ appId, store, intake, names: config.names, environment }),
    attention: new AttentionList({
      appId,
      store,
      environment,
      resolved: () => delivery.nudge(),
      deskUrl: config.deskUrl,
    }),
    deadLetters: new DeadLetters(appId, store, environment, () => delivery.nudge()),
    inFlight,
    gateway,
    stops,
    /** Aborts when event streams have to end. */
    draining: longLived(),
    closing,
  };
}

function keysOf({ secretKeys }: Config): readonly string[] {
  return secretKeys.map((key) => key.reveal());
}

/** The tokens that are good, the newest first; none where none is asked for. */
function webhookTokens({ appId, webhook }: Config, keys: readonly string[]): readonly NamedToken[] {
  if (webhook.token === "off") return [];
  return webhook.tokenVersions.flatMap((version) => keys.map((key) => namedToken(key, appId, version)));
}

function webhookPolicy(
  config: Config,
  keys: readonly string[],
  tokens: readonly NamedToken[],
): WebhookPolicy {
  const { appId, webhook } = config;
  const { signature, toleranceSeconds } = webhook;
  return {
    appId,
    secretKeys: keys,
    tokenOf: tokens.length === 0 ? undefined : tokenFinder(tokens),
    signature,
    toleranceSeconds,
  };
}
