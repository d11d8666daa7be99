import { CoinCoinError } from "../lib/errors.ts";

/** Where the requests of a day are counted, for all processes of the shop. */
export interface RequestCounter {
  takeRequests(query: {
    appId: string;
    day: string;
    count: number;
    limit: number;
  }): Promise<number | undefined>;
  countRequests(query: { appId: string; day: string }): Promise<number>;
}

export interface DailyBudgetDependencies {
  readonly appId: string;
  readonly counter: () => Promise<RequestCounter>;
  readonly limit: number;
  readonly now: () => number;
  /** Called with each count of the store's. Never rejects. */
  readonly counted: (used: number, limit: number) => Promise<void>;
}

/**
 * Counts requests of a UTC day in the store, over processes and restarts. Gateway's document: "you can make 100,000 API
 * requests per day". Which day the gateway means it does not say.
 */
export class DailyBudget {
  readonly #deps: DailyBudgetDependencies;
  #day = "";
  /** Made while the store was out of order: they are counted with the next one. */
  #uncounted = 0;

  constructor(deps: DailyBudgetDependencies) {
    this.#deps = deps;
  }

  /** Takes one request out of the day's budget; the error when none is left. A store that is out of order stops nobody. */
  async take(): Promise<CoinCoinError | undefined> {
    const { appId, counter, counted, limit } = this.#deps;
    const day = this.#turn();
    const count = 1 + this.#uncounted;
    if (count > limit) return exhausted(limit);
    this.#uncounted = 0;
    let used: number | undefined;
    try {
      used = await (await counter()).takeRequests({ appId, day, count, limit });
    } catch {
      this.#keep(day, count);
      return undefined;
    }
    if (used === undefined) this.#keep(day, count - 1);
    await counted(used ?? limit, limit);
    return used === undefined ? exhausted(limit) : undefined;
  }

  /** As counted in the store. Rejects as the store does. */
  async used(): Promise<number> {
    const { appId, counter } = this.#deps;
    return (await counter()).countRequests({ appId, day: this.#turn() });
  }

  #keep(day: string, count: number): void {
    if (this.#day === day) this.#uncounted += count;
  }

  #turn(): string {
    const day = new Date(this.#deps.now()).toISOString().slice(0, "2026-01-01".length);
    if (day !== this.#day) this.#uncounted = 0;
    this.#day = day;
    return day;
  }
}

function exhausted(limit: number): CoinCoinError {
  return new CoinCoinError(
    "daily_limit_reached",
    `The day's requests to CoinCoin are used up: ${limit} were made, which is limits.requestsPerDay. Try again after 00:00 UTC, or ask CoinCoin for more and raise the limit.`,
    { details: { limit } },
  );
}
