import { SandboxError } from "./errors.ts";
import { isRecord, type NameSpelling, NUMBER_SPELLINGS, type NumberSpelling } from "./json.ts";
import { type Random, randomStream } from "./random.ts";

/** What can go wrong with one sending of a webhook. */
export const DELIVERY_FAULTS = [
  "drop",
  "delay",
  "duplicate",
  "reorder",
  "tamper-body",
  "tamper-amount",
  "tamper-signature",
  "stale-timestamp",
  "unsigned",
  "garbage-body",
] as const;
export type DeliveryFault = (typeof DELIVERY_FAULTS)[number];

/** What can go wrong with one request to create an order. */
export const CREATE_FAULTS = [
  "refuse",
  "server-error",
  "server-error-made",
  "rate-limited",
  "hang",
  "reset",
  "lost-answer",
  "lost-answer-hang",
  "garbage",
  "other-payment-id",
  "coin-outside-accept",
  "amount-off",
  "upper-case",
  "string-numbers",
  "exponent-numbers",
  "float-noise",
] as const;
export type CreateFault = (typeof CREATE_FAULTS)[number];

/** One step of a script: nothing, one fault, or several at once. */
export type Scripted<F extends string> = "none" | F | readonly F[];

/**
 * What is to go wrong. Scripts are used up first, one step for each sending or request; after that chance decides,
 * from the seed. `setFaults` replaces the plan as a whole.
 */
export interface FaultPlan {
  /** Chance of each fault, 0 to 1, rolled for every sending of a webhook. Redelivery on demand is spared. */
  readonly deliveries?: Partial<Record<DeliveryFault, number>>;
  readonly nextDeliveries?: readonly Scripted<DeliveryFault>[];
  /** Chance of each fault, 0 to 1, rolled for every authentic request to create an order. */
  readonly creates?: Partial<Record<CreateFault, number>>;
  readonly nextCreates?: readonly Scripted<CreateFault>[];
  /** Spelling of every number sent. Default "plain". */
  readonly numbers?: NumberSpelling;
  /** Spelling of every coin and network sent. Default "lower". */
  readonly names?: NameSpelling;
  /** Bounds of a delayed webhook, in ms. Default 1,000 to 60,000. */
  readonly delayMs?: readonly [number, number];
}

export interface FaultSource {
  plan(): FaultPlan;
  setPlan(plan: FaultPlan): void;
  forDelivery(): readonly DeliveryFault[];
  forCreate(): readonly CreateFault[];
  delayMs(): number;
}

export function faultSource(seed: string, initial: FaultPlan): FaultSource {
  const deliveryRandom = randomStream(seed, "delivery faults");
  const createRandom = randomStream(seed, "create faults");
  const delayRandom = randomStream(seed, "delays");
  let plan = checkedPlan(initial);
  let deliveryScript = [...(plan.nextDeliveries ?? [])];
  let createScript = [...(plan.nextCreates ?? [])];
  return {
    plan: () => ({ ...plan, nextDeliveries: [...deliveryScript], nextCreates: [...createScript] }),
    setPlan(next) {
      plan = checkedPlan(next);
      deliveryScript = [...(plan.nextDeliveries ?? [])];
      createScript = [...(plan.nextCreates ?? [])];
    },
    forDelivery() {
      const rolled = roll(DELIVERY_FAULTS, plan.deliveries ?? {}, deliveryRandom);
      const step = deliveryScript.shift();
      return step === undefined ? rolled : steps(step);
    },
    forCreate() {
      const rolled = roll(CREATE_FAULTS, plan.creates ?? {}, createRandom);
      const step = createScript.shift();
      return step === undefined ? rolled : steps(step);
    },
    delayMs() {
      const [low, high] = plan.delayMs ?? [1_000, 60_000];
      return Math.round(low + delayRandom() * (high - low));
    },
  };
}

/** Rolls for every fault, likely or not, so that changing one chance leaves the others' rolls as they were. */
function roll<F extends string>(all: readonly F[], chances: Partial<Record<F, number>>, random: Random): F[] {
  return all.filter((fault) => random() < (chances[fault] ?? 0));
}

function steps<F extends string>(step: Scripted<F>): readonly F[] {
  if (typeof step !== "string") return step;
  return step === "none" ? [] : [step];
}

/** Refuses a plan that would silently do nothing, such as one with a misspelled fault. */
function checkedPlan(plan: unknown): FaultPlan {
  if (!isRecord(plan)) throw bad("a fault plan is an object; {} takes all faults away");
  const known = ["deliveries", "nextDeliveries", "creates", "nextCreates", "numbers", "names", "delayMs"];
  for (const name of Object.keys(plan)) {
    if (!known.includes(name))
      throw bad(`"${name}" is not a part of a fault plan; known: ${known.join(", ")}`);
  }
  const { numbers, names, delayMs } = plan;
  if (numbers !== undefined && !NUMBER_SPELLINGS.some((spelling) => spelling === numbers)) {
    throw bad(`numbers is one of ${NUMBER_SPELLINGS.join(", ")}`);
  }
  if (names !== undefined && names !== "lower" && names !== "upper") throw bad("names is lower or upper");
  if (delayMs !== undefined && !isRange(delayMs)) throw bad("delayMs is [least, most], in ms");
  const deliveries = checkedChances(plan["deliveries"], DELIVERY_FAULTS, "deliveries");
  const creates = checkedChances(plan["creates"], CREATE_FAULTS, "creates");
  const nextDeliveries = checkedScript(plan["nextDeliveries"], DELIVERY_FAULTS, "nextDeliveries");
  const nextCreates = checkedScript(plan["nextCreates"], CREATE_FAULTS, "nextCreates");
  const spelling = NUMBER_SPELLINGS.find((each) => each === numbers);
  return {
    deliveries,
    creates,
    nextDeliveries,
    nextCreates,
    ...(spelling === undefined ? {} : { numbers: spelling }),
    ...(names === undefined ? {} : { names }),
    ...(isRange(delayMs) ? { delayMs } : {}),
  };
}

function isRange(value: unknown): value is [number, number] {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const low: unknown = value[0];
  const high: unknown = value[1];
  return typeof low === "number" && typeof high === "number" && low >= 0 && high >= low && high < Infinity;
}

function checkedChances<F extends string>(
  chances: unknown,
  all: readonly F[],
  where: string,
): Partial<Record<F, number>> {
  if (chances === undefined) return {};
  if (!isRecord(chances)) throw bad(`${where} is an object of chances from 0 to 1`);
  const checked: Partial<Record<F, number>> = {};
  for (const [name, chance] of Object.entries(chances)) {
    const fault = all.find((each) => each === name);
    if (fault === undefined) throw bad(`"${name}" is not a fault of ${where}; known: ${all.join(", ")}`);
    if (typeof chance !== "number" || !(chance >= 0 && chance <= 1)) {
      throw bad(`${where}.${name} is a chance from 0 to 1`);
    }
    checked[fault] = chance;
  }
  return checked;
}

function checkedScript<F extends string>(script: unknown, all: readonly F[], where: string): Scripted<F>[] {
  if (script === undefined) return [];
  if (!Array.isArray(script)) throw bad(`${where} is a list of faults, one step for each occasion`);
  return script.map((step: unknown) => {
    if (step === "none") return "none";
    const names: unknown[] = Array.isArray(step) ? step : [step];
    return names.map((name) => {
      const fault = all.find((each) => each === name);
      if (fault === undefined)
        throw bad(`"${String(name)}" is not a fault of ${where}; known: ${all.join(", ")}`);
      return fault;
    });
  });
}

function bad(message: string): SandboxError {
  return new SandboxError("bad_option", message);
}
