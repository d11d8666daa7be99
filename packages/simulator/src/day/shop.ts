import {
  CoinCoin,
  isCoinCoinError,
  memoryStore,
  type OrderEvent,
  type Store,
  silentLogger,
} from "@coincoin/core";
import { createEngine, type Engine } from "@coincoin/sandbox";
import { Choices } from "../choices.ts";
import { randomStream } from "../random.ts";
import { Owner, Scheduler } from "../scheduler.ts";
import type { DayOptions } from "./day.ts";

const START = Date.UTC(2026, 0, 1);
const CREDENTIALS = { appId: "busy-shop", secretKey: "the key of the busy shop" };
const PROCESSES = 2;

export interface Wanted {
  readonly reference: string;
  readonly price: string;
  readonly customer: string;
}

/** The gateway, and a shop of several processes over one store, under one clock: nothing goes wrong here but that many come. */
export class BusyShop {
  readonly engine: Engine;
  readonly store: Store = memoryStore({ acceptLoss: true });
  readonly scheduler: Scheduler;
  /** References that were fulfilled. */
  readonly served = new Set<string>();
  /** Refusals of orders, by code. */
  readonly refusals = new Map<string, number>();
  readonly #options: DayOptions;
  readonly #owner = new Owner("the shop");
  readonly #processes: readonly CoinCoin[];
  #failure: Error | undefined;
  #turn = 0;
  #running = 0;

  constructor(options: DayOptions) {
    this.#options = options;
    this.scheduler = new Scheduler(START, new Choices(options.seed), () => {});
    const { gatewayOrders: receivingOrders, seed } = options;
    this.engine = createEngine({ ...CREDENTIALS, now: START, seed, limits: { receivingOrders } });
    this.#processes = Array.from({ length: PROCESSES }, (_, number) => this.#process(number));
    this.scheduler.attach({
      nextAt: () => this.engine.nextDueAt(),
      advance: (now) => {
        this.engine.advanceTo(now);
        this.pump();
      },
    });
  }

  #process(number: number): CoinCoin {
    const { hours, limits, seed } = this.#options;
    const coincoin = new CoinCoin({
      ...CREDENTIALS,
      apiUrl: "https://gateway.test/v1",
      publicUrl: "https://shop.test/coincoin",
      store: this.store,
      expiresInHours: hours,
      limits,
      delivery: "manual",
      logger: silentLogger,
      environment: {
        now: () => this.scheduler.now,
        monotonic: () => this.scheduler.now,
        random: randomStream(seed, `process ${number}`),
        sleep: (ms, signal) => this.scheduler.sleep(this.#owner, ms, signal),
        fetch: (_, init) => this.#ask(init),
      },
    });
    coincoin.on("order.paid", (event: OrderEvent) => void this.served.add(event.reference));
    return coincoin;
  }

  #ask(init: RequestInit | undefined): Promise<Response> {
    return this.scheduler.call(this.#owner, "asks the gateway", { latestMs: 0 }, () => {
      const body = typeof init?.body === "string" ? init.body : "";
      const headers = Object.fromEntries(new Headers(init?.headers));
      const outcome = this.engine.createOrder({ headers, body });
      if (outcome.kind !== "reply") throw new TypeError(`the gateway does not answer: ${outcome.kind}`);
      return new Response(outcome.body, { status: outcome.status, headers: outcome.headers });
    });
  }

  /** The process that a request reaches. */
  #any(): CoinCoin {
    this.#turn += 1;
    const process = this.#processes[this.#turn % PROCESSES];
    if (process === undefined) throw new TypeError("there is no process");
    return process;
  }

  /** What pressing pay gives: the payment id, or undefined with the refusal counted. */
  async press({ customer, ...wanted }: Wanted): Promise<string | undefined> {
    try {
      const given = this.#options.givesCustomer ? { customer } : {};
      return (await this.#any().createOrder({ ...wanted, ...given })).paymentId;
    } catch (error) {
      if (!isCoinCoinError(error)) throw error;
      this.refusals.set(error.code, (this.refusals.get(error.code) ?? 0) + 1);
      return undefined;
    }
  }

  pay(paymentId: string): void {
    const { amountDue } = this.engine.order(paymentId) ?? {};
    if (amountDue === undefined) throw new TypeError(`the gateway knows no ${paymentId}`);
    this.engine.pay(paymentId, { amount: amountDue });
    this.pump();
  }

  /** Brings the gateway's webhooks to the shop. */
  pump(): void {
    for (const { id, body, headers } of this.engine.takeDeliveries()) {
      this.task(async () => {
        const process = this.#any();
        const token = process.webhookUrl().split("/").at(-1);
        const { status } = await process.receiveWebhook({ token, headers, body });
        this.engine.report(id, { status });
      });
    }
  }

  /** Sweeps, and hands events to handlers. */
  async tidy(): Promise<void> {
    await this.#any().deliverDue();
  }

  health() {
    return this.#any().health();
  }

  sleep(ms: number): Promise<void> {
    return this.scheduler.sleep(this.#owner, ms);
  }

  task(work: () => Promise<void>): void {
    this.#running += 1;
    work().then(
      () => {
        this.#running -= 1;
      },
      (error: unknown) => {
        this.#failure ??= error instanceof Error ? error : new Error(String(error));
      },
    );
  }

  /** Until all that was begun is done. */
  async run(): Promise<void> {
    while (this.#running > 0) {
      if (this.#failure !== undefined) throw this.#failure;
      if (!(await this.scheduler.step(Number.POSITIVE_INFINITY))) throw new Error("the day stands still");
    }
    await Promise.all(this.#processes.map((process) => process.close()));
  }
}
