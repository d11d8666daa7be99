import type { CreateOutcome } from "../gateway/client.ts";
import { CoinCoinError, isCoinCoinError } from "../lib/errors.ts";
import type { Lanes } from "../lib/keyed-queue.ts";
import type { Store } from "../store/store.ts";
import { NEAR, type SalesStops } from "./sales-stops.ts";

export interface AdmissionDependencies {
  readonly appId: string;
  readonly lanes: Lanes;
  readonly stops: Pick<SalesStops, "nearLimit">;
  readonly now: () => number;
  readonly openOrders: number;
  readonly openOrdersPerCustomer: number;
}

/** Who asks for one more order, and when. */
export interface Applicant {
  readonly customer: string | null;
  /** ISO 8601. */
  readonly at: string;
}

/** `entered`: the order was written ahead, and may be asked for. `changed`: the purchase changed meanwhile. */
type Entry = "entered" | "changed";

/** For so long a refusal of the gateway at the limit stands for the next customers too. */
const REFUSED_MS = 10_000;
/** Much shorter than a lease. */
const STALE_MS = 2_000;

/**
 * Lets one more order in, or refuses it: of one customer, and of all. What is counted includes what is being asked for, and counting
 * and writing ahead are one step within a process, so that calls at the same time do not pass a limit together.
 *
 * At the limit of all the gateway itself is asked, one customer at a time: it may be done with orders that we still count, or may allow
 * more. Its refusal stands for some seconds, so that a crowd does not use up the requests of the day.
 */
export class Admission {
  readonly #deps: AdmissionDependencies;
  #refusedAt = Number.NEGATIVE_INFINITY;

  constructor(deps: AdmissionDependencies) {
    this.#deps = deps;
  }

  /**
   * Writes the order ahead with `write` and asks for it with `ask`, where there is room. Undefined where the purchase changed
   * meanwhile.
   * @throws CoinCoinError `customer_limit_reached`, `too_many_open_orders`; else what `write` and `ask` throw
   */
  async admit<T>(
    store: Store,
    applicant: Applicant,
    { write, ask }: { write: () => Promise<boolean>; ask: (way: "usual" | "once") => Promise<T> },
  ): Promise<T | undefined> {
    const { appId, lanes } = this.#deps;
    const enter = async (): Promise<Entry> => ((await write()) ? "entered" : "changed");
    const entry = await lanes.run(`admit:${appId}`, async () =>
      (await this.#isFull(store, applicant)) ? "full" : enter(),
    );
    if (entry !== "full") return entry === "entered" ? ask("usual") : undefined;
    return lanes.run(`full:${appId}`, async () => {
      // What was decided before a long wait may not be true any more: the caller decides again.
      if (Math.abs(this.#deps.now() - Date.parse(applicant.at)) > STALE_MS) return undefined;
      if (Math.abs(this.#deps.now() - this.#refusedAt) < REFUSED_MS) throw this.#tooMany();
      await this.#isFull(store, applicant);
      return (await enter()) === "entered" ? ask("once") : undefined;
    });
  }

  /** What the gateway's answer means: at the limit its refusal is put down to the number of orders. */
  async judge(store: Store, outcome: CreateOutcome, at: string): Promise<CreateOutcome> {
    const { appId, now, openOrders } = this.#deps;
    const { error } = outcome.type === "refused" ? outcome : {};
    const isRefusal =
      isCoinCoinError(error, "gateway_refused") || isCoinCoinError(error, "gateway_rate_limited");
    if (!isRefusal || error.details["status"] === 409) return outcome;
    // The order that was asked for still counts itself. Another process may have asked for the last one at the same time.
    const open = await store.countOpen({ appId, now: at, limit: openOrders + 1 }).catch(() => 0);
    if (open <= openOrders) return outcome;
    this.#refusedAt = now();
    return { type: "refused", error: this.#tooMany(error) };
  }

  /** @throws CoinCoinError `customer_limit_reached` */
  async #isFull(store: Store, { customer, at: now }: Applicant): Promise<boolean> {
    const { appId, openOrders, openOrdersPerCustomer, stops } = this.#deps;
    if (customer !== null) {
      const own = await store.countOpen({ appId, now, limit: openOrdersPerCustomer, customer });
      if (own >= openOrdersPerCustomer) throw tooManyOfCustomer(openOrdersPerCustomer);
    }
    const open = await store.countOpen({ appId, now, limit: openOrders });
    if (open >= openOrders * NEAR) await stops.nearLimit(open, openOrders);
    return open >= openOrders;
  }

  #tooMany(cause?: CoinCoinError): CoinCoinError {
    const { openOrders: limit } = this.#deps;
    return new CoinCoinError(
      "too_many_open_orders",
      `Too many orders are open at once: ${limit} are receiving, and CoinCoin refused one more. Customers can pay again once one of them is paid, invalid or past its deadline. Ask CoinCoin for more and raise limits.openOrders, or let orders expire sooner (expiresInHours).`,
      { ...(cause === undefined ? {} : { cause }), details: { limit } },
    );
  }
}

function tooManyOfCustomer(limit: number): CoinCoinError {
  return new CoinCoinError(
    "customer_limit_reached",
    `This customer has too many open orders: ${limit}, which is limits.openOrdersPerCustomer. One of them must be paid or expire first. Check that customer is one person's id or a hash of one session; raise the limit if customers pay for more purchases at once.`,
    { details: { limit } },
  );
}
