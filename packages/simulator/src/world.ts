import { createHash } from "node:crypto";
import {
  CoinCoin,
  type DomainEvent,
  type HandlerContext,
  memoryStore,
  type Store,
  silentLogger,
} from "@coincoin/core";
import { Choices } from "./choices.ts";
import { buy } from "./customer.ts";
import { Disk } from "./disk.ts";
import { checkEnding } from "./ending.ts";
import { Faults } from "./faults.ts";
import { Gateway, type Message } from "./gateway.ts";
import { KeyRing, NEW_KEY, OLD_KEY } from "./keys.ts";
import type { Knobs } from "./knobs.ts";
import { Merchant } from "./merchant.ts";
import { operate, prune } from "./operator.ts";
import { Oracle } from "./oracle.ts";
import { planOf } from "./plan.ts";
import { APP_ID, type Setting, ShopProcess } from "./process.ts";
import { Crash, Owner, Scheduler } from "./scheduler.ts";
import { Violation } from "./violation.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse("2030-01-01T00:00:00.000Z");
/** When everything that goes wrong ends, and when everything has to be over. */
const CALM_AFTER = 6 * HOUR;
const END_AFTER = 12 * HOUR;
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

/** The world of one run: shops, gateway, network, customers, an operator, and whoever watches that nothing is lost. */
export class World {
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly base: Store = memoryStore();
  readonly merchant: Merchant;
  readonly gateway: Gateway;
  readonly oracle: Oracle;
  readonly keys = new KeyRing();
  readonly #owner = new Owner("world");
  readonly #choices: Choices;
  readonly #options: RunOptions;
  readonly #slots: { readonly disk: Disk; process: ShopProcess | undefined; runs: number }[] = [];
  readonly #trace: string[] = [];
  #violation: Violation | undefined;

  constructor(options: RunOptions) {
    const { seed, knobs, only } = options;
    this.#options = options;
    this.#choices = new Choices(seed, only);
    const log = (line: string) => this.log(line);
    this.scheduler = new Scheduler(START, this.#choices, log);
    this.scheduler.stall = knobs.stall;
    this.faults = new Faults(knobs, this.#choices, this.scheduler, log);
    const report = (violation: Violation) => this.report(violation);
    this.merchant = new Merchant(report);
    this.gateway = new Gateway(seed, this.faults, this.scheduler, this.keys, (message) =>
      this.#send(message),
    );
    this.scheduler.attach(this.gateway);
    this.oracle = new Oracle({
      engine: this.gateway.engine,
      base: this.base,
      merchant: this.merchant,
      tolerance: knobs.tolerance,
      spooled: () => this.spooled(),
      now: () => this.scheduler.now,
      report,
      alias: (paymentId, meaning) => this.#choices.alias(paymentId, meaning),
    });
    for (let number = 0; number < knobs.processes; number++) {
      this.#slots.push({ disk: new Disk(), process: undefined, runs: 0 });
    }
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

  /** Something of the world's own that goes on by itself. */
  task(work: () => Promise<unknown>): void {
    work().catch((error: unknown) => this.broke("a task of the world", error));
  }

  /** Some process that takes requests. */
  anyProcess(who: string): ShopProcess | undefined {
    const serving = this.#slots.flatMap(({ process }) => (process?.serves === true ? [process] : []));
    return serving[this.#choices.pick(`process for ${who}`, serving.length)];
  }

  spooled(): string[] {
    return this.#slots.flatMap(({ disk }) => disk.bodies());
  }

  async run(): Promise<RunResult> {
    const { seed, carts } = this.#options;
    for (const slot of this.#slots.keys()) this.#boot(slot);
    for (const number of carts) this.task(() => buy(this, planOf(seed, number)));
    this.task(() => this.#everyTenMinutes());
    if (this.faults.knobs.rotateKeys) this.task(() => this.#rotateKeys());
    await this.#until(START + CALM_AFTER);
    this.log("from here on nothing goes wrong");
    this.faults.end();
    for (const [slot, { process }] of this.#slots.entries())
      if (process?.owner.alive !== true) this.#boot(slot);
    await this.#until(START + END_AFTER);
    if (this.#violation === undefined) await this.#end();
    for (const { process } of this.#slots) process?.owner.die();
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
      choices: this.#choices.made,
      steps: this.scheduler.steps,
      trace: this.#trace,
      hash: createHash("sha256").update(this.#trace.join("\n")).digest("hex"),
      paid: this.oracle.paidEvents.size,
      attention: Object.values(attention).reduce((sum, count) => sum + count, 0),
    };
  }

  #boot(number: number): void {
    const slot = this.#slots[number];
    if (slot === undefined || slot.process?.serves === true) return;
    const place = `shop ${number + 1}`;
    const name = `${place}.${++slot.runs}`;
    const setting: Setting = {
      seed: this.#options.seed,
      base: this.base,
      faults: this.faults,
      scheduler: this.scheduler,
      witness: this.oracle,
      fetch: (process, ...request) => this.gateway.fetch(process, ...request),
      handle: (process, event, context) => this.#handle(process, event, context),
    };
    const process = new ShopProcess(new Owner(name, place), slot.disk, this.keys.shop, setting);
    slot.process = process;
    this.log(`${name}: starts`);
    process.coincoin.start().catch((error: unknown) => this.log(`${name}: ${String(error)}`));
    this.task(() => this.#guard(number, process));
  }

  /** Starts a process again some time after it died. */
  async #guard(number: number, process: ShopProcess): Promise<void> {
    while (process.owner.alive) await this.sleep(MINUTE);
    if (!this.faults.over)
      await this.sleep(this.#choices.between(`restart of ${process.owner.place}`, 0, 9) * MINUTE);
    this.#boot(number);
  }

  async #handle(process: ShopProcess, event: DomainEvent, { signal }: HandlerContext): Promise<void> {
    const { owner } = process;
    const label = `handles ${event.type} of ${event.reference}`;
    const hangs = this.faults.chance(`hangs, ${label}`, this.faults.knobs.handlerFails / 20);
    await this.faults.call(owner, label, {
      effect: () => this.merchant.handle(event),
      refused: this.faults.knobs.handlerFails,
      refusal: () => new Error("the merchant's handler failed"),
      ambiguous: true,
    });
    if (hangs) await this.scheduler.hang(owner, signal);
  }

  #send(message: Message): void {
    const { faults } = this;
    const { lost, doubled, late } = faults.knobs;
    const what = `webhook of ${message.transmission.paymentId}`;
    const onItsWay = this.#choices.between(`on its way, ${what}`, 0, 2_000);
    const copies = faults.chance(`doubled, ${what}`, doubled) ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      if (faults.chance(`lost, ${what}`, lost)) {
        this.log(`network: loses ${message.transmission.id}`);
        this.gateway.engine.report(message.transmission.id, { error: "lost" });
        continue;
      }
      // A copy comes close behind, so that both may be under way at once, or much later.
      const delay = faults.chance(`late, ${what}`, late)
        ? this.#choices.between(`how late, ${what}`, 1, 180) * MINUTE
        : onItsWay + (copy === 0 ? 0 : this.#choices.between(`copy of ${what}`, 0, 60));
      this.task(() => this.#deliver(this.gateway.unsigned(message), delay));
    }
  }

  async #deliver({ transmission, headers, key, signed }: Message, delay: number): Promise<void> {
    await this.sleep(delay);
    const { id, body, paymentId } = transmission;
    const process = this.anyProcess(`webhook of ${paymentId}`);
    if (process === undefined) return this.gateway.engine.report(id, { error: "connection refused" });
    const knows = process.keys.some((known) => known === key);
    if (knows) this.oracle.arriving(body);
    this.log(`gateway: tells ${process.owner.name} ${id} ${body}`);
    const reply = await process.coincoin
      .receiveWebhook({ token: tokenOf(key), headers, body })
      .catch((error: unknown) => {
        if (process.owner.alive) this.broke("receiveWebhook rejected", error);
      });
    if (reply === undefined || !process.owner.alive)
      return this.gateway.engine.report(id, { error: "cut off" });
    this.log(`gateway: ${id} is answered ${reply.status} ${reply.outcome ?? ""}`);
    if (reply.status === 401 && knows)
      this.report(new Violation("authentic and refused", `${reply.body} to ${body}, signed: ${signed}`));
    if (reply.status === 400) this.report(new Violation("readable and refused", body));
    if (reply.status === 503 && this.faults.over && !process.closing) {
      this.report(new Violation("refused without need", body));
    }
    if (reply.status === 200) await this.oracle.acknowledge(body, this.scheduler.now, reply.outcome);
    this.gateway.engine.report(id, { status: reply.status });
  }

  /** Somebody who knows payment id and address says that it was paid. */
  async forge(paymentId: string, address: string): Promise<void> {
    await this.sleep(this.#choices.between(`attack on ${paymentId}`, 1, 60) * MINUTE);
    const process = this.anyProcess(`attack on ${paymentId}`);
    if (process === undefined) return;
    const payment = { address, payment_id: paymentId };
    const body = JSON.stringify({ payment, collected: { usdt: 100_000, trx: 100_000 }, state: 1 });
    const token =
      this.#choices.pick(`token against ${paymentId}`, 2) === 0
        ? undefined
        : tokenOf("a key that an attacker made up");
    this.log(`attacker: ${body}`);
    const reply = await process.coincoin.receiveWebhook({ token, headers: {}, body }).catch(() => undefined);
    if (reply !== undefined && process.owner.alive && reply.status !== 401) {
      this.report(new Violation("forged and believed", `answered ${reply.status}`));
    }
  }

  async #everyTenMinutes(): Promise<void> {
    const { faults } = this;
    while (!faults.over) {
      await this.sleep(10 * MINUTE);
      if (faults.chance("outage", faults.knobs.storeOutage)) {
        const minutes = this.#choices.between("minutes of outage", 1, 20);
        faults.storeDownUntil = this.scheduler.now + minutes * MINUTE;
        this.log(`the store is out of order for ${minutes} minutes`);
      }
      if (faults.chance("operator", faults.knobs.operator)) this.task(() => operate(this));
      if (faults.chance("prune", faults.knobs.prune)) this.task(() => prune(this));
      if (faults.chance("restart", faults.knobs.restart))
        this.task(() => this.#restart(this.#choices.pick("which is restarted", this.#slots.length)));
    }
  }

  async #restart(number: number): Promise<void> {
    const process = this.#slots[number]?.process;
    if (process?.serves !== true) return;
    this.log(`${process.owner.name}: closes`);
    process.closing = true;
    try {
      await process.coincoin.close();
    } catch (error) {
      if (process.owner.alive) this.broke("close rejected", error);
    }
    process.owner.die();
    this.#boot(number);
  }

  /** The new key is made, shops learn it, the webhook's URL is pasted anew, the old key is retired. */
  async #rotateKeys(): Promise<void> {
    await this.sleep(HOUR);
    this.keys.gateway = [NEW_KEY, OLD_KEY];
    this.keys.shop = [NEW_KEY, OLD_KEY];
    this.log("operator: gives shops the new key beside the old one");
    for (const number of this.#slots.keys()) await this.#restart(number);
    await this.sleep(30 * MINUTE);
    this.log("operator: pastes the new webhook URL");
    this.keys.webhook = NEW_KEY;
    await this.sleep(HOUR);
    this.log("operator: retires the old key");
    this.keys.gateway = [NEW_KEY];
    this.keys.shop = [NEW_KEY];
    for (const number of this.#slots.keys()) await this.#restart(number);
  }
}

const tokens = new Map<string, string>();

/** The token of the webhook URL under a key. */
function tokenOf(secretKey: string): string {
  const known = tokens.get(secretKey);
  if (known !== undefined) return known;
  const shop = new CoinCoin({
    appId: APP_ID,
    secretKey,
    store: memoryStore({ acceptLoss: true }),
    publicUrl: "https://shop.test",
    logger: silentLogger,
  });
  const token = shop.webhookUrl().split("/").at(-1) ?? "";
  tokens.set(secretKey, token);
  return token;
}

function isoClock(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}
