import { join } from "node:path";
import type { Numbered } from "./mutant.ts";
import { type Compiled, packages } from "./numbering.ts";
import type { Plan } from "./plan.ts";
import { type Ran, runPlan } from "./process.ts";

/** What became of each mutant. */
export interface Verdicts {
  /** Id, and the test that noticed. */
  readonly killed: ReadonlyMap<number, string>;
  readonly reached: ReadonlySet<number>;
}

export interface Trial {
  /** Below packages/. */
  readonly root: string;
  readonly tests: readonly string[];
  readonly shards: number;
  /** Of one mutant against one test, in ms. */
  readonly limitMs: number;
  /** Leaves out tests that take long. */
  readonly isShort?: boolean;
}

/** Tries every mutant against the tests, those that run once when their module loads each in a process of its own. */
export async function tryAll({ mutants, sources }: Compiled, trial: Trial): Promise<Verdicts> {
  const killed = new Map<number, string>();
  const reached = new Set<number>();
  const groups = Array.from({ length: trial.shards }, (_, shard) =>
    mutants.filter(({ id }) => id % trial.shards === shard),
  );
  const root = join(packages, trial.root);
  await Promise.all(
    groups.map(async (group) => {
      const base = { root, tests: trial.tests, sources };
      const inside = group.filter(({ isStatic }) => !isStatic).map(({ id }) => id);
      for (const pace of trial.isShort === true ? (["fast"] as const) : (["fast", "slow"] as const)) {
        await runDown({ ...base, pace }, inside, trial.limitMs, { killed, reached });
      }
      for (const { id } of group.filter(({ isStatic }) => isStatic)) {
        reached.add(id);
        const test = await failsAlways({ ...base, pace: "fast", mutants: [], always: id }, trial.limitMs);
        if (test !== undefined) killed.set(id, test);
      }
    }),
  );
  return { killed, reached };
}

interface Open {
  readonly killed: Map<number, string>;
  readonly reached: Set<number>;
}

/** Starts again behind a mutant that never ends. */
async function runDown(
  plan: Omit<Plan, "log" | "mutants">,
  ids: readonly number[],
  limitMs: number,
  { killed, reached }: Open,
): Promise<void> {
  for (;;) {
    const alive = ids.filter((id) => !killed.has(id));
    if (alive.length === 0) return;
    const ran = await runPlan({ ...plan, mutants: alive }, limitMs);
    let last: number | undefined;
    for (const entry of ran.entries) {
      if (entry.type === "broken") throw new Error(`fails without any mutant: ${entry.test}\n${entry.error}`);
      if (entry.type === "reached") for (const id of entry.ids) reached.add(id);
      if (entry.type === "killed") killed.set(entry.id, entry.test);
      if (entry.type === "begin") last = entry.id;
    }
    if (!ran.isCut) return expectPassed(ran);
    if (last === undefined || killed.has(last)) throw new Error(`the tests never end:\n${ran.output}`);
    killed.set(last, "it never ended");
  }
}

function expectPassed({ code, output }: Ran): void {
  if (code !== 0) throw new Error(`the tests did not run to their end:\n${output}`);
}

/** The test that fails with what is planted from the start, if any does; a module that does not even load fails too. */
export async function failsAlways(plan: Omit<Plan, "log">, limitMs: number): Promise<string | undefined> {
  const { code, isCut, output, entries } = await runPlan(plan, limitMs);
  if (/No test files found|Startup Error/.test(output)) throw new Error(output);
  const [test] = entries.flatMap((entry) => (entry.type === "killed" ? [entry.test] : []));
  return isCut ? "it never ended" : code === 0 ? undefined : (test ?? NOTHING_LOADS);
}

export const NOTHING_LOADS = "the modules do not load";

/** As a line of a list. */
export function describe({ file, line, before, after }: Numbered): string {
  return `${file}:${line}  ${oneLine(before)}  →  ${after === "" ? "(left out)" : oneLine(after)}`;
}

function oneLine(text: string): string {
  const short = text.replaceAll(/\s+/g, " ");
  return short.length > 100 ? `${short.slice(0, 60)} … ${short.slice(-35)}` : short;
}
