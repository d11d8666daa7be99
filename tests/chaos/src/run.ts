import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSandbox, type FaultPlan, NUMBER_SPELLINGS, type Sandbox } from "@coincoin/sandbox";
import { type PostgresServer, startPostgres } from "@coincoin/test-lib/postgres-server";
import { buy, crowd, pay } from "./customers.ts";
import type { Evidence, Shown } from "./evidence.ts";
import { Fleet, pause } from "./fleet.ts";
import { Ledger } from "./ledger.ts";
import { type Plan, planFor } from "./plan.ts";
import { between, type Random, randomStream } from "./random.ts";
import { openReader, readSpool, readTables, unfinished } from "./reading.ts";
import type { ShopSettings } from "./shop-protocol.ts";

export interface ChaosOptions {
  readonly store: "sqlite" | "postgres";
  readonly orders: number;
  readonly seed: string;
  /** How often a process is killed. */
  readonly kills: number;
  /** How often PostgreSQL is stopped hard. */
  readonly databaseStops: number;
  /** Customers at once. */
  readonly crowd: number;
  readonly say: (line: string) => void;
}

export interface ChaosResult {
  readonly evidence: Evidence;
  readonly kills: number;
  readonly databaseStops: number;
  /** Processes that ended although nobody ended them. */
  readonly deaths: readonly string[];
  readonly seconds: number;
}

const MINUTE_MS = 60_000;
const LONGEST_STEP_MS = 3 * MINUTE_MS;
const SHORTEST_STEP_MS = 1_000;
const PROCESSES = { sqlite: 1, postgres: 4 };
const SECRET = "chaos-secret";
/** Orders run for an hour; the clock is put forward by less than this while customers pay in time. */
const IN_TIME_MS = 30 * MINUTE_MS;

/** Runs a shop through its day and collects what is left. Nothing is judged here. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const folder = mkdtempSync(join(tmpdir(), "coincoin-chaos-"));
  const stack = new AsyncDisposableStack();
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  try {
    return await day(options, folder, stack);
  } catch (error) {
    options.say(tail(join(folder, "shop.log")));
    throw error;
  } finally {
    await stack.disposeAsync();
  }
}

async function day(options: ChaosOptions, folder: string, stack: AsyncDisposableStack): Promise<ChaosResult> {
  const { store: kind, seed, say } = options;
  const since = performance.now();
  let postgres: PostgresServer | undefined;
  if (kind === "postgres") {
    postgres = await startPostgres();
    stack.defer(() => postgres?.stop());
  }
  const store: ShopSettings["store"] =
    postgres === undefined
      ? { kind: "sqlite", path: join(folder, "shop.db") }
      : { kind: "postgres", url: postgres.connectionString };
  const spool = join(folder, "spool");
  const sandbox = await createSandbox({
    secretKey: SECRET,
    seed,
    signatureClock: "virtual",
    rateDeviation: 0.01,
    limits: { receivingOrders: 1_000_000, requestsPerDay: 1_000_000 },
  });
  stack.defer(() => sandbox.close());
  const { apiUrl, appId } = sandbox;
  const ledgerFile = join(folder, "ledger.db");
  const settings = {
    store,
    spool,
    ledger: ledgerFile,
    apiUrl,
    appId,
    secretKey: SECRET,
    statementTimeoutMs: 10_000,
  };
  const fleet = await Fleet.open(PROCESSES[kind], settings, join(folder, "shop.log"));
  stack.defer(() => fleet.close());
  const world = new World(options, sandbox, fleet, postgres);
  sandbox.setWebhookUrl(await fleet.start());

  const random = randomStream(seed, "customers");
  const plans = Array.from({ length: options.orders }, (_, index) => planFor(index, random));
  const total = plans.reduce((sum, plan) => sum + 1 + plan.inTime.length + plan.late.length, 0);
  world.expectSteps(total);

  // The first webhook is signed and comes through: from then on the shop holds what is not signed.
  const shown = new Map<Plan, Shown>();
  const first: Plan = { reference: "cart-first", kind: "all", price: "10.00", inTime: [null], late: [] };
  await world.serve(first, shown);
  await sandbox.settled();
  sandbox.setFaults(faultPlan(seed));

  say(`${options.orders} customers buy and pay in time`);
  await crowd(plans, options.crowd, (plan) => world.serve(plan, shown));
  await world.pass(16 * MINUTE_MS);
  await world.quiet(store, spool);

  say("the deadline passes");
  const closedAt = sandbox.now();
  await world.pass(65 * MINUTE_MS);
  await world.quiet(store, spool);

  say("the late ones pay");
  const late = plans.filter((plan) => plan.late.length > 0);
  await crowd(late, options.crowd, async (plan) => {
    const told = shown.get(plan);
    if (told !== undefined) await pay(sandbox, told, plan.late, () => world.step());
  });
  await world.finish();
  await world.pass(16 * MINUTE_MS);
  await world.quiet(store, spool);
  const deaths = fleet.deaths();
  await fleet.stop();

  const reader = await openReader(store);
  const ledger = new Ledger(ledgerFile);
  const evidence: Evidence = {
    closedAt,
    gateway: { orders: sandbox.orders(), deliveries: sandbox.deliveries() },
    customers: [...shown.values()],
    shop: await readTables(reader),
    spool: readSpool(spool),
    ledger: ledger.rows(),
  };
  ledger.close();
  await reader.close();
  const seconds = (performance.now() - since) / 1000;
  return { evidence, kills: fleet.kills, databaseStops: world.databaseStops, deaths, seconds };
}

/** The gateway's faults: exact spellings only, since amounts have to agree to the last digit. */
function faultPlan(seed: string): FaultPlan {
  const spellings = NUMBER_SPELLINGS.filter((spelling) => !spelling.startsWith("noise"));
  const numbers = spellings[between(randomStream(seed, "spelling"), 0, spellings.length - 1)] ?? "plain";
  return {
    deliveries: {
      drop: 0.04,
      delay: 0.2,
      duplicate: 0.15,
      reorder: 0.1,
      unsigned: 0.03,
      "tamper-body": 0.02,
    },
    creates: {
      refuse: 0.01,
      "server-error": 0.02,
      "server-error-made": 0.01,
      reset: 0.01,
      "lost-answer": 0.02,
      garbage: 0.01,
    },
    numbers,
    delayMs: [10, 3_000],
  };
}

/** Moves customers, clocks and accidents along together. */
class World {
  readonly #options: ChaosOptions;
  readonly #sandbox: Sandbox;
  readonly #fleet: Fleet;
  readonly #postgres: PostgresServer | undefined;
  readonly #random: Random;
  /** How far the clock goes at a time: little where there are many orders, since what falls due together is sent together. */
  readonly #stepMs: number;
  #steps = 0;
  /** At which steps something happens, the earliest last. */
  #killAt: number[] = [];
  #stopAt: number[] = [];
  #tickAt: number[] = [];
  #databaseLane: Promise<unknown> = Promise.resolve();
  #clock: Promise<unknown> = Promise.resolve();
  databaseStops = 0;

  constructor(options: ChaosOptions, sandbox: Sandbox, fleet: Fleet, postgres: PostgresServer | undefined) {
    this.#options = options;
    this.#sandbox = sandbox;
    this.#fleet = fleet;
    this.#postgres = postgres;
    this.#random = randomStream(options.seed, "accidents");
    const stepMs = Math.round((LONGEST_STEP_MS * 200) / Math.max(1, options.orders));
    this.#stepMs = Math.min(LONGEST_STEP_MS, Math.max(SHORTEST_STEP_MS, stepMs));
  }

  expectSteps(total: number): void {
    const { kills, databaseStops } = this.#options;
    const moments = (count: number) =>
      Array.from({ length: count }, () => between(this.#random, 1, total)).sort((a, b) => b - a);
    this.#killAt = moments(kills);
    this.#stopAt = moments(this.#postgres === undefined ? 0 : databaseStops);
    const ticks = Math.floor(IN_TIME_MS / this.#stepMs);
    this.#tickAt = Array.from({ length: ticks }, (_, index) =>
      Math.round((total * 0.8 * (ticks - index)) / ticks),
    );
  }

  async serve(plan: Plan, shown: Map<Plan, Shown>): Promise<void> {
    const told = await buy(this.#fleet.url, plan);
    await this.step();
    if (told === undefined) return;
    shown.set(plan, told);
    await pay(this.#sandbox, told, plan.inTime, () => this.step());
  }

  /**
   * A customer did something; accidents go by how much was done. Resolves when the next may be done: what is under way
   * is lost with a process, but money does not pour in while all of them are down, or little would be left to look at.
   */
  async step(): Promise<void> {
    await this.#fleet.up();
    this.#steps += 1;
    const isDue = (moments: number[]) => this.#steps >= (moments.at(-1) ?? Infinity);
    while (isDue(this.#killAt)) {
      this.#killAt.pop();
      void this.#fleet.killOne(this.#random).catch((error: unknown) => this.#options.say(String(error)));
    }
    while (isDue(this.#stopAt)) {
      this.#stopAt.pop();
      this.#databaseLane = this.#databaseLane.then(() => this.#stopDatabase());
    }
    if (isDue(this.#tickAt)) {
      this.#tickAt.pop();
      this.#clock = this.#clock.then(() => this.#advance(this.#stepMs));
      await this.#clock;
    }
    if (this.#steps % 2_000 === 0) {
      this.#options.say(
        `${this.#steps} steps, ${this.#fleet.kills} kills, ${this.databaseStops} database stops`,
      );
    }
  }

  async #stopDatabase(): Promise<void> {
    await pause(between(this.#random, 0, 300));
    await this.#postgres?.crash();
    this.databaseStops += 1;
    await pause(between(this.#random, 300, 1_500));
    await this.#postgres?.start();
  }

  /** Accidents that are left happen now. */
  async finish(): Promise<void> {
    this.#steps = Number.MAX_SAFE_INTEGER - 1;
    this.#tickAt = [];
    await this.step();
  }

  /** Lets so much time pass, for gateway and shop, in steps small enough for signatures to stay fresh. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= this.#stepMs) await this.#advance(Math.min(this.#stepMs, left));
  }

  async #advance(ms: number): Promise<void> {
    await this.#fleet.up();
    await this.#fleet.setClock(this.#fleet.aheadMs + ms);
    await this.#sandbox.advance({ ms });
    await this.#sandbox.settled();
  }

  /** Resolves when everything is up and nothing is left to do; or when that takes too long, for the verifier to tell. */
  async quiet(store: ShopSettings["store"], spool: string): Promise<void> {
    await Promise.all([this.#fleet.whole(), this.#databaseLane]);
    await this.#sandbox.settled();
    const reader = await openReader(store);
    const giveUpAt = Date.now() + 60_000 + this.#options.orders * 20;
    while (Date.now() < giveUpAt) {
      const left = await unfinished(reader, this.#sandbox.now());
      if (left === 0 && readSpool(spool).bodies.length === 0) break;
      await pause(200);
    }
    await reader.close();
  }
}

function tail(file: string): string {
  try {
    return readFileSync(file, "utf8").slice(-4_000);
  } catch {
    return "";
  }
}
