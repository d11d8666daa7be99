import { createChains, type PretendChains } from "../chain/chains.ts";
import type { Reading } from "../readings/reading.ts";
import { addressFor } from "./address.ts";
import { Agenda } from "./agenda.ts";
import { ASSETS, type Asset, COIN_PLACES, type Coin, isAsset, isCoin } from "./coins.ts";
import { answer, type CreateOutcome, failureBefore, refusal } from "./create-answer.ts";
import { authenticate, type CreateRequest, type CreateTerms, readTerms } from "./create-request.ts";
import { formatDecimal, multiply, parseDecimal, placesOf, roundUp } from "./decimal.ts";
import { SandboxError } from "./errors.ts";
import { type CreateFault, type FaultPlan, faultSource } from "./faults.ts";
import { checkedAsset, type EngineOptions, settingsOf } from "./options.ts";
import * as transition from "./order.ts";
import { type OrderRecord, orderSnapshot, type SandboxOrder, type Step } from "./order.ts";
import { type Delivery, Outbox, type Transmission, type TransmissionResult } from "./outbox.ts";
import { randomStream } from "./random.ts";
import { signedHeaders } from "./webhook.ts";

export interface PaymentInput {
  /** Default: the order's coin. Any other is collected, and does not count. */
  readonly coin?: Coin;
  /** Decimal string, above 0. */
  readonly amount: string;
  /**
   * Default true: the money is in a transaction on the network's pretend chain, which the gateway notices at once. False: it moved
   * inside of the gateway or an exchange, and no chain shows it, as when somebody forged the webhook.
   */
  readonly onChain?: boolean;
}

/**
 * The gateway without sockets, clocks or chance of its own: the same calls with the same seed give the same orders,
 * addresses, webhooks and faults. The one who drives it passes the time, sends what `takeDeliveries` hands out, and reports
 * how that went.
 */
export interface Engine {
  readonly reading: Reading;
  /** The pretend chains on which customers pay. */
  readonly chains: PretendChains;
  /** Virtual time, ms. */
  now(): number;
  /** What `POST /order/create` does with a request, as data. */
  createOrder(request: CreateRequest): CreateOutcome;
  /** The headers a merchant would sign a request with now: for driving the engine without a merchant. */
  merchantHeaders(): Record<string, string>;
  pay(paymentId: string, payment: PaymentInput): SandboxOrder;
  /** Settles an order before its time, with whatever came in. Throws `bad_state` unless it is receiving. */
  settle(paymentId: string): SandboxOrder;
  /** Completes an order that is receiving or settling. */
  complete(paymentId: string): SandboxOrder;
  /** Makes a receiving order invalid ("other invalid cases"). */
  invalidate(paymentId: string): SandboxOrder;
  /** Lets time pass, for the gateway and for its signatures: what falls due in between happens at its own time. */
  advance(ms: number): void;
  /** Lets time pass until `atMs`. `signatureMs` is the merchants' clock when that is another one (default `atMs`). */
  advanceTo(atMs: number, signatureMs?: number): void;
  /** When something will happen automatically next: an expiry, a settlement, a delayed webhook. */
  nextDueAt(): number | undefined;
  /** The webhooks to send now. Each has to be reported on. */
  takeDeliveries(): Transmission[];
  report(transmissionId: string, result: TransmissionResult): void;
  /** Makes a webhook due again: same body, fresh signature, no faults. */
  redeliver(deliveryId: string): void;
  order(paymentId: string): SandboxOrder | undefined;
  orders(): SandboxOrder[];
  delivery(deliveryId: string): Delivery | undefined;
  deliveries(): Delivery[];
  faults(): FaultPlan;
  setFaults(plan: FaultPlan): void;
  asset(): Asset;
  /** Coin and network of the orders to come, where `coinFor` names none. Throws `bad_coin`. */
  setAsset(asset: Asset): void;
}

interface Due {
  readonly kind: "expire" | "complete";
  readonly order: OrderRecord;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function createEngine(options: EngineOptions): Engine {
  const settings = settingsOf(options);
  const { credentials, seed, codes, reading } = settings;
  const faults = faultSource(seed, options.faults ?? {});
  const termsRandom = randomStream(seed, "terms");
  const orders = new Map<string, OrderRecord>();
  const receiving = new Set<OrderRecord>();
  const agenda = new Agenda<Due>();
  let now = options.now;
  let signatureOffset = 0;
  let asset: Asset = { network: "tron", coin: "usdt" };
  let requests = { day: 0, count: 0 };

  const chains = createChains(seed, () => now);

  const outbox = new Outbox({
    now: () => now,
    signatureTime: () => now + signatureOffset,
    credentials,
    sign: options.signWebhooks ?? true,
    resend: settings.resend,
    reading,
    faults,
    completedState: codes.completed,
  });

  function createOrder(request: CreateRequest): CreateOutcome {
    const refused = authenticate(request, credentials, now + signatureOffset, settings.timespanToleranceMs);
    if (refused !== undefined) return refusal(refused, reading);
    const tooMany = countRequest();
    if (tooMany !== undefined) return tooMany;
    const planned = faults.forCreate();
    const failure = failureBefore(planned, reading);
    if (failure !== undefined) return failure;
    const terms = readTerms(request, settings.defaultExpiredHours);
    if ("status" in terms) return refusal(terms, reading);
    const earlier = orders.get(terms.paymentId);
    if (earlier !== undefined) return duplicate(earlier, terms, planned);
    const full = tooManyReceiving();
    if (full !== undefined) return full;
    const order = makeOrder(terms, planned);
    return answer(order, codes.receiving, planned, faults.plan(), reading);
  }

  function countRequest(): CreateOutcome | undefined {
    const day = Math.floor(now / DAY_MS);
    if (requests.day !== day) requests = { day, count: 0 };
    requests.count += 1;
    if (requests.count <= settings.limits.requestsPerDay) return undefined;
    const retryAfterSeconds = Math.ceil(((day + 1) * DAY_MS - now) / 1000);
    const message = `more than ${settings.limits.requestsPerDay} requests today; the count starts again at 00:00 UTC`;
    return refusal({ status: 429, code: "too_many_requests", message, retryAfterSeconds }, reading);
  }

  function tooManyReceiving(): CreateOutcome | undefined {
    if (receiving.size < settings.limits.receivingOrders) return undefined;
    let earliest = Infinity;
    for (const order of receiving) earliest = Math.min(earliest, order.expiredTime);
    const retryAfterSeconds = Number.isFinite(earliest)
      ? Math.max(1, Math.ceil((earliest - now) / 1000))
      : 60;
    const message = `${receiving.size} orders are receiving at once, and no more are allowed`;
    return refusal({ status: 429, code: "too_many_receiving", message, retryAfterSeconds }, reading);
  }

  function duplicate(order: OrderRecord, terms: CreateTerms, planned: readonly CreateFault[]): CreateOutcome {
    const same = order.price === terms.price && order.hours === terms.hours;
    if (settings.duplicateCreate === "same" && same) {
      return { ...answer(order, codes[order.status], planned, faults.plan(), reading), orderMade: false };
    }
    const message = `there is an order with payment_id ${order.paymentId}; every order needs an id of its own`;
    return refusal({ status: 409, code: "duplicate_payment_id", message }, reading);
  }

  function makeOrder(terms: CreateTerms, planned: readonly CreateFault[]): OrderRecord {
    const chance = { rate: termsRandom(), coin: termsRandom() };
    const chosen = options.coinFor?.({
      paymentId: terms.paymentId,
      price: terms.priceText,
      expiredHours: terms.hours,
    });
    let payIn = chosen === undefined ? asset : checkedAsset(chosen);
    if (planned.includes("coin-outside-accept")) {
      const others = ASSETS.filter((each) => each.coin !== payIn.coin && each.coin !== "usdt");
      payIn = others[Math.floor(chance.coin * others.length)] ?? payIn;
    }
    const deviation = BigInt(Math.round((chance.rate * 2 - 1) * settings.rateDeviation * 1e6));
    let exact = multiply(terms.price, settings.rates[payIn.coin]);
    exact += (exact * deviation) / 1_000_000n;
    if (planned.includes("amount-off")) exact += exact / 5n;
    const order: OrderRecord = {
      paymentId: terms.paymentId,
      asset: payIn,
      address: addressFor(payIn.network, seed, reading.addressSource?.(terms.paymentId) ?? terms.paymentId),
      price: terms.price,
      amountDue: roundUp(exact, Math.min(8, COIN_PLACES[payIn.coin])),
      createTime: now,
      expiredTime: now + Math.round((reading.hours?.(terms.hours).real ?? terms.hours) * HOUR_MS),
      hours: terms.hours,
      collected: new Map([[payIn.coin, 0n]]),
      payments: [],
      latest: undefined,
      status: "receiving",
    };
    orders.set(order.paymentId, order);
    receiving.add(order);
    agenda.add(order.expiredTime, { kind: "expire", order });
    return order;
  }

  /** Books what a step did: limits, what falls due next, and the webhook it calls for. */
  function after(order: OrderRecord, step: Step): SandboxOrder {
    if (order.status !== "receiving") receiving.delete(order);
    if (step === "completed") sweep(order);
    if (step === "settling") agenda.add(now + settings.settlementDelayMs, { kind: "complete", order });
    if (step !== undefined) {
      const received = order.collected.get(order.asset.coin) ?? 0n;
      outbox.add(step, {
        address: order.address,
        paymentId: order.paymentId,
        network: order.asset.network,
        amount: settings.paymentAmount === "paid" ? received : order.amountDue,
        facts: {
          status: order.status,
          code: codes[order.status],
          coin: order.asset.coin,
          collected: new Map(order.collected),
          latest: order.latest,
        },
        numbers: faults.plan().numbers,
        names: faults.plan().names ?? "lower",
      });
    }
    return orderSnapshot(order, settings);
  }

  /** The gateway takes what came to the address of an order to its own. */
  function sweep({ asset: { network, coin }, address, collected }: OrderRecord): void {
    const amount = collected.get(coin) ?? 0n;
    if (amount > 0n && isAsset(network, coin)) chains.sweep(network, address, coin, formatDecimal(amount));
  }

  function advanceTo(atMs: number, signatureMs: number = atMs): void {
    for (;;) {
      const entry = agenda.take(atMs);
      if (entry === undefined) break;
      now = Math.max(now, entry.at);
      const { kind, order } = entry.item;
      if (kind === "expire" && order.status === "receiving") after(order, transition.expire(order, settings));
      if (kind === "complete" && order.status === "settling") after(order, transition.complete(order));
    }
    now = Math.max(now, atMs);
    signatureOffset = signatureMs - atMs;
  }

  function existing(paymentId: string): OrderRecord {
    const order = orders.get(paymentId);
    if (order !== undefined) return order;
    throw new SandboxError(
      "unknown_order",
      `there is no order "${paymentId}"; GET /_sandbox/orders lists them`,
    );
  }

  function inState(paymentId: string, ...allowed: readonly OrderRecord["status"][]): OrderRecord {
    const order = existing(paymentId);
    if (allowed.includes(order.status)) return order;
    throw new SandboxError(
      "bad_state",
      `order "${paymentId}" is ${order.status}, not ${allowed.join(" or ")}`,
    );
  }

  return {
    reading,
    chains,
    now: () => now,
    createOrder,
    merchantHeaders: () => ({
      "content-type": "application/json",
      ...signedHeaders(credentials, now + signatureOffset),
    }),
    pay(paymentId, payment) {
      const order = existing(paymentId);
      const coin: unknown = payment.coin ?? order.asset.coin;
      if (!isCoin(coin)) throw new SandboxError("bad_coin", "coin is one of usdt, trx, eth, btc, bnb");
      const amount = typeof payment.amount === "string" ? parseDecimal(payment.amount) : undefined;
      if (amount === undefined || amount === 0n || placesOf(amount) > COIN_PLACES[coin]) {
        const places = COIN_PLACES[coin];
        throw new SandboxError(
          "bad_amount",
          `amount is a decimal string above 0 with at most ${places} places of ${coin}`,
        );
      }
      const { network } = order.asset;
      if (payment.onChain !== false && isAsset(network, coin)) {
        chains.send(network, [{ to: order.address, coin, amount: payment.amount }]);
      }
      return after(order, transition.receive(order, { coin, amount, at: now }, settings));
    },
    settle(paymentId) {
      const order = inState(paymentId, "receiving");
      return after(order, transition.settle(order));
    },
    complete(paymentId) {
      const order = inState(paymentId, "receiving", "settling");
      return after(order, transition.complete(order));
    },
    invalidate(paymentId) {
      const order = inState(paymentId, "receiving");
      return after(order, transition.invalidate(order, settings));
    },
    advance(ms) {
      if (!(ms >= 0)) throw new SandboxError("bad_option", "time only goes forward: ms is 0 or more");
      const target = now + ms;
      advanceTo(target, target + signatureOffset);
    },
    advanceTo,
    nextDueAt() {
      const times = [agenda.nextAt(), outbox.nextAt()].filter((at) => at !== undefined);
      return times.length === 0 ? undefined : Math.min(...times);
    },
    takeDeliveries: () => outbox.take(),
    report: (transmissionId, result) => outbox.report(transmissionId, result),
    redeliver: (deliveryId) => outbox.redeliver(deliveryId),
    order(paymentId) {
      const order = orders.get(paymentId);
      return order === undefined ? undefined : orderSnapshot(order, settings);
    },
    orders: () => [...orders.values()].map((order) => orderSnapshot(order, settings)),
    delivery: (deliveryId) => outbox.get(deliveryId),
    deliveries: () => outbox.list(),
    faults: () => faults.plan(),
    setFaults: (plan) => faults.setPlan(plan),
    asset: () => asset,
    setAsset(next) {
      asset = checkedAsset(next);
    },
  };
}
