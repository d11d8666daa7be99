import {
  CoinCoin,
  type DomainEvent,
  domainEventTypes,
  type HandlerContext,
  type Store,
  silentLogger,
} from "@coincoin/core";
import type { Disk } from "./disk.ts";
import type { Faults } from "./faults.ts";
import { randomStream } from "./random.ts";
import type { Owner, Scheduler } from "./scheduler.ts";
import { connection, type StoreWitness } from "./store.ts";

export const APP_ID = "simulated-app";

const CLOCK_SETTINGS = 16;
const CLOCK_SET_EVERY_MS = 37 * 60_000;

/** Terms within 5% of the rate, or as far as rates move. */
function ratioAround(rate: number, moves: number): { min: string; max: string } {
  const share = Math.max(0.05, moves + 0.01);
  return { min: (rate * (1 - share)).toFixed(4), max: (rate * (1 + share)).toFixed(4) };
}

/** What a process is started with. */
export interface Setting {
  readonly seed: number;
  readonly base: Store;
  readonly faults: Faults;
  readonly scheduler: Scheduler;
  readonly witness: StoreWitness;
  readonly fetch: (process: ShopProcess, ...request: Parameters<typeof fetch>) => Promise<Response>;
  readonly handle: (process: ShopProcess, event: DomainEvent, context: HandlerContext) => Promise<void>;
}

/** One run of a shop: core with everything it touches in the simulator's hand. */
export class ShopProcess {
  readonly owner: Owner;
  readonly keys: readonly [string] | readonly [string, string];
  readonly coincoin: CoinCoin;
  /** True once it was asked to close: it takes no more requests. */
  closing = false;

  constructor(owner: Owner, disk: Disk, keys: ShopProcess["keys"], setting: Setting) {
    const { seed, base, faults, scheduler, witness } = setting;
    const random = randomStream(seed, owner.name);
    const skews = Array.from({ length: CLOCK_SETTINGS }, () =>
      faults.over ? 0 : Math.round((random() * 2 - 1) * faults.knobs.skewMinutes * 60_000),
    );
    /** How far this machine's clock is off: it is set now and then, and never right. */
    const skewMs = () => skews[Math.floor(scheduler.now / CLOCK_SET_EVERY_MS) % CLOCK_SETTINGS] ?? 0;
    this.owner = owner;
    this.keys = keys;
    this.coincoin = new CoinCoin({
      appId: APP_ID,
      secretKey: keys,
      apiUrl: "https://gateway.test/v1",
      publicUrl: "https://shop.test/coincoin",
      store: connection(base, owner, faults, scheduler, witness),
      spool: disk.spool(owner, faults, () => scheduler.now),
      accept: [
        { coin: "usdt", ratio: ratioAround(1, faults.knobs.rates) },
        { coin: "trx", ratio: ratioAround(4, faults.knobs.rates) },
      ],
      confirmedBy: faults.knobs.confirmedBy,
      stateCodes: faults.knobs.responseTable ? "response-table" : "status-table",
      underpaymentTolerance: faults.knobs.tolerance,
      delivery: {
        mode: faults.knobs.cron ? "manual" : "background",
        maxAttempts: 6,
        retry: { baseMs: 1000, maxMs: 300_000 },
      },
      patience: { closeGraceHours: 0.5, stalledAfterHours: 1.5, unresolvedAfterMinutes: 10 },
      logger: silentLogger,
      environment: {
        now: () => {
          owner.fence();
          return scheduler.now + skewMs();
        },
        monotonic: () => {
          owner.fence();
          return scheduler.now;
        },
        random: () => {
          owner.fence();
          return random();
        },
        sleep: (ms, signal) => scheduler.sleep(owner, faults.stretched(owner, ms), signal),
        fetch: (...request) => setting.fetch(this, ...request),
      },
    });
    for (const type of domainEventTypes) {
      this.coincoin.on(type, (event, context) => setting.handle(this, event, context));
    }
  }

  get serves(): boolean {
    return this.owner.alive && !this.closing;
  }
}
