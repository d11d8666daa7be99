import { createHash } from "node:crypto";
import { memoryStore, type Store } from "@coincoin/core";
import { Asks } from "./asks.ts";
import { Choices } from "./choices.ts";
import { buy } from "./customer.ts";
import { checkEnding } from "./ending.ts";
import { Faults } from "./faults.ts";
import { Gateway } from "./gateway.ts";
import { KeyRing } from "./keys.ts";
import type { Knobs } from "./knobs.ts";
import { Merchant } from "./merchant.ts";
import { send } from "./network.ts";
import { Oracle } from "./oracle.ts";
import { planOf } from "./plan.ts";
import { APP_ID } from "./process.ts";
import { Crash, Owner, Scheduler } from "./scheduler.ts";
import { Shops } from "./shops.ts";
import { cron, everyTenMinutes, rotateKeys } from "./upkeep.ts";
import { Violation } from "./violation.ts";
import type { World } from "./world.ts";

const HOUR = 3_600_000;
const START = Date.parse("2030-01-01T00:00:00.000Z");
/** When everything that goes wrong ends, and when everything has to be over. */
const CALM_AFTER = 6 * HOUR;
const END_AFTER = 12 * HOUR;
/** How long shops have for what they were told last. */
const LAST_WORK = HOUR;
/** Far beyond what any run takes: a run that gets here goes round in circles. */
const STEP_LIMIT = 2_000_000;

export interface RunOptions {
  readonly seed: number;
  readonly knobs: Knobs;
  /** Numbers of the carts that take part. */
  readonly carts: readonly number[];
  /** The choices that may be other than harmless. Default: all. */
  readonly only?: ReadonlySet<string>;
  readonly trace?: boolean;
}

export interface RunResult {
  readonly violation: Violation | undefined;
  /** Those that were not harmless. */
  readonly choices: ReadonlySet<string>;
  readonly steps: number;
  readonly trace: readonly string[];
  /** Of the trace, when there is one. */
  readonly hash: string;
  readonly paid: number;
  readonly attention: number;
}

/** Wires a world up and lets it run. */
export class Run implements World {
  readonly choices: Choices;
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly base: Store = memoryStore();
  readonly merchant: Merchant;
  readonly gateway: Gateway;
  readonly oracle: Oracle;
  readonly shops: Shops;
  readonly keys = new KeyRing();
  readonly asks = new Asks();
  readonly #owner = new Owner("world");
  readonly #options: RunOptions;
  readonly #trace: string[] = [];
  #violation: Violation | undefined;

  constructor(options: RunOptions) {
    const { seed, knobs, only } = options;
    this.#options = options;
    this.choices = new Choices(seed, only);
    const log = (line: string) => this.log(line);
    this.scheduler = new Scheduler(START, this.choices, log);
    this.scheduler.stall = knobs.stall;
    this.faults = new Faults(knobs, this.choices, this.scheduler, log);
    const report = (violation: Violation) => this.report(violation);
    this.merchant = new Merchant({
      costs: (reference) => this.asks.costs(reference),
      shipped: (reference, price) => this.oracle.shipped(reference, price),
      report,
    });
    this.gateway = new Gateway(seed, this.faults, this.scheduler, this.keys, (message) =>
      send(this, message),
    );
    this.scheduler.attach(this.gateway);
    this.oracle = new Oracle({
      engine: this.gateway.engine,
      base: this.base,
      merchant: this.merchant,
      asks: this.asks,
      tolerance: knobs.tolerance,
      confirming: knobs.confirmedBy,
      idOf: (paymentId) => this.gateway.idOf(paymentId),
      spooled: () => this.shops.spooled(),
      now: () => this.scheduler.now,
      report,
      alias: (paymentId, meaning) => this.choices.alias(paymentId, meaning),
    });
    this.shops = new Shops(this, seed, knobs.processes);
  }

  log(line: string): void {
    if (this.#options.trace === true) this.#trace.push(`${isoClock(this.scheduler.now)} ${line}`);
  }

  report(violation: Violation): void {
    this.log(`VIOLATION ${violation.message}`);
    this.#violation ??= violation;
  }

  broke(what: string, error: unknown): void {
    if (error instanceof Crash) return;
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.report(new Violation("unexpected error", `${what}: ${said}`));
  }

  sleep(ms: number): Promise<void> {
    return this.scheduler.sleep(this.#owner, ms);
  }

  task(work: () => Promise<unknown>): void {
    work().catch((error: unknown) => this.broke("a task of the world", error));
  }

  async run(): Promise<RunResult> {
    const { seed, carts } = this.#options;
    this.shops.boot();
    for (const number of carts) this.task(() => buy(this, planOf(seed, number)));
    this.task(() => everyTenMinutes(this));
    if (this.faults.knobs.cron) this.task(() => cron(this));
    if (this.faults.knobs.rotateKeys) this.task(() => rotateKeys(this));
    await this.#until(START + CALM_AFTER);
    this.log("from here on nothing goes wrong");
    this.faults.end();
    this.shops.boot();
    await this.#until(START + END_AFTER);
    this.gateway.fallSilent();
    await this.#until(START + END_AFTER + LAST_WORK);
    if (this.#violation === undefined) await this.#end();
    this.shops.end();
    this.#owner.die();
    await new Promise((resolve) => setImmediate(resolve));
    return this.#result();
  }

  async #until(at: number): Promise<void> {
    while (this.#violation === undefined && (await this.scheduler.step(at))) {
      if (this.scheduler.steps > STEP_LIMIT)
        this.report(new Violation("no end", `after ${STEP_LIMIT} steps`));
    }
    this.scheduler.now = Math.max(this.scheduler.now, at);
  }

  async #end(): Promise<void> {
    try {
      await checkEnding(this);
    } catch (error) {
      if (error instanceof Violation) this.report(error);
      else this.broke("the last check", error);
    }
  }

  async #result(): Promise<RunResult> {
    const { attention } = await this.base.stats({
      appId: APP_ID,
      now: new Date(this.scheduler.now).toISOString(),
      types: [],
    });
    return {
      violation: this.#violation,
      choices: this.choices.made,
      steps: this.scheduler.steps,
      trace: this.#trace,
      hash: createHash("sha256").update(this.#trace.join("\n")).digest("hex"),
      paid: this.oracle.paidEvents.size,
      attention: Object.values(attention).reduce((sum, count) => sum + count, 0),
    };
  }
}

function isoClock(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}
