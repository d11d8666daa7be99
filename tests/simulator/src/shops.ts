import type { DomainEvent, HandlerContext } from "@coincoin/core";
import { Disk } from "./disk.ts";
import type { Ground } from "./ground.ts";
import { type Setting, ShopProcess } from "./process.ts";
import { Owner } from "./scheduler.ts";
import { Violation } from "./violation.ts";

const MINUTE = 60_000;
/** Until a process that lost its lease has noticed. */
const GIVING_UP_MS = 1_000;

const LONGEST_WORK_MS = 25_000;

/** No call takes longer. */
const LONGEST_CALL_MS = 11 * MINUTE;

/** A handler at work. */
interface Turn {
  readonly owner: Owner;
  readonly signal: AbortSignal;
}

/** The machines of the shop, each with its disk and the process that runs on it, started again whenever it died. */
export class Shops {
  readonly #world: Ground;
  readonly #seed: number;
  readonly #turns = new Map<string, Set<Turn>>();
  readonly #slots: { readonly disk: Disk; process: ShopProcess | undefined; runs: number }[] = [];

  constructor(world: Ground, seed: number, count: number) {
    this.#world = world;
    this.#seed = seed;
    for (let number = 0; number < count; number++) {
      this.#slots.push({ disk: new Disk(), process: undefined, runs: 0 });
    }
  }

  get count(): number {
    return this.#slots.length;
  }

  /** The processes that take requests. */
  get serving(): readonly ShopProcess[] {
    return this.#slots.flatMap(({ process }) => (process?.serves === true ? [process] : []));
  }

  /** Some process that takes requests. */
  any(who: string): ShopProcess | undefined {
    const { serving } = this;
    return serving[this.#world.choices.pick(`process for ${who}`, serving.length)];
  }

  spooled(): string[] {
    return this.#slots.flatMap(({ disk }) => disk.bodies());
  }

  /** Whether the disk of a machine took no record in the minutes before `at`. */
  diskFailed(place: string, at: number): boolean {
    const disk = this.#slots.find((_, number) => placeOf(number) === place)?.disk;
    return disk?.refusedAt.some((refused) => refused <= at && refused > at - LONGEST_CALL_MS) === true;
  }

  boot(): void {
    for (const [number, { process }] of this.#slots.entries())
      if (process?.owner.alive !== true) this.#boot(number);
  }

  async restart(number: number): Promise<void> {
    const process = this.#slots[number]?.process;
    if (process?.serves !== true) return;
    this.#world.log(`${process.owner.name}: closes`);
    process.closing = true;
    try {
      await process.coincoin.close();
    } catch (error) {
      if (process.owner.alive) this.#world.broke("close rejected", error);
    }
    process.owner.die();
    this.#boot(number);
  }

  end(): void {
    for (const { process } of this.#slots) process?.owner.die();
  }

  #boot(number: number): void {
    const world = this.#world;
    const slot = this.#slots[number];
    if (slot === undefined || slot.process?.serves === true) return;
    const place = placeOf(number);
    const name = `${place}.${++slot.runs}`;
    const setting: Setting = {
      seed: this.#seed,
      base: world.base,
      faults: world.faults,
      scheduler: world.scheduler,
      witness: world.oracle,
      fetch: (process, ...request) => world.gateway.fetch(process, ...request),
      handle: (process, event, context) => this.#handle(process, event, context),
    };
    const process = new ShopProcess(new Owner(name, place), slot.disk, world.keys.shop, setting);
    slot.process = process;
    world.log(`${name}: starts`);
    process.coincoin.start().catch((error: unknown) => world.log(`${name}: ${String(error)}`));
    world.task(() => this.#guard(number, process));
  }

  /** Starts a process again some time after it died. */
  async #guard(number: number, process: ShopProcess): Promise<void> {
    const { choices, faults } = this.#world;
    while (process.owner.alive) await this.#world.sleep(MINUTE);
    if (!faults.over)
      await this.#world.sleep(choices.between(`restart of ${process.owner.place}`, 0, 9) * MINUTE);
    this.#boot(number);
  }

  async #handle(process: ShopProcess, event: DomainEvent, context: HandlerContext): Promise<void> {
    this.#world.log(`${process.owner.name}: is given ${nameOf(event)}`);
    const turn: Turn = { owner: process.owner, signal: context.signal };
    for (const other of this.#turns.get(event.id) ?? [])
      this.#world.task(() => this.#watch(event, other, turn));
    const turns = this.#turns.get(event.id) ?? new Set();
    this.#turns.set(event.id, turns.add(turn));
    try {
      await this.#work(process, event, context);
    } finally {
      turns.delete(turn);
    }
  }

  /** A handler that still has its lease and another of the same event: each may be giving up, but not both going on. */
  async #watch(event: DomainEvent, first: Turn, second: Turn): Promise<void> {
    const turns = this.#turns.get(event.id);
    await this.#world.sleep(GIVING_UP_MS);
    const goesOn = (turn: Turn) => turns?.has(turn) === true && turn.owner.alive && !turn.signal.aborted;
    if (goesOn(first) && goesOn(second))
      this.#world.report(
        new Violation(
          "one event with two handlers at once",
          `${nameOf(event)}: ${first.owner.name} and ${second.owner.name}`,
        ),
      );
  }

  async #work(process: ShopProcess, event: DomainEvent, { signal }: HandlerContext): Promise<void> {
    const { choices, faults, merchant, scheduler } = this.#world;
    const { owner } = process;
    const label = `handles ${nameOf(event)}`;
    if (faults.chance(`slow, ${label}`, faults.knobs.slowHandler))
      await scheduler.sleep(owner, choices.between(`takes, ${label}`, 1, LONGEST_WORK_MS));
    const hangs = faults.chance(`hangs, ${label}`, faults.knobs.handlerFails / 20);
    await faults.call(owner, label, {
      effect: () => merchant.handle(event),
      refused: faults.knobs.handlerFails,
      refusal: () => new Error("the merchant's handler failed"),
      ambiguous: true,
    });
    if (hangs) await scheduler.hang(owner, signal);
  }
}

/** As the trace and the choices call it. */
function nameOf(event: DomainEvent): string {
  return `${event.type} of ${event.reference ?? event.id}`;
}

function placeOf(number: number): string {
  return `shop ${number + 1}`;
}
