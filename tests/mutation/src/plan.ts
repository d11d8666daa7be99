import { readFileSync } from "node:fs";

/** What one vitest process is to do, handed to it as a file. */
export interface Plan {
  /** The package whose tests run. */
  readonly root: string;
  /** Test files, in the order in which they are tried. */
  readonly tests: readonly string[];
  /** Modules that are loaded with another text, by absolute path. */
  readonly sources: Readonly<Record<string, string>>;
  /** Mutants that are tried one after the other. */
  readonly mutants: readonly number[];
  /** One that is switched on from the start, in place of `mutants`: the first test that fails ends it. */
  readonly always?: number | undefined;
  /** Tests that take long are tried on what the others leave. */
  readonly pace: "fast" | "slow";
  /** Where the process writes what it does, one JSON value a line. */
  readonly log: string;
}

/** What is written to the log. */
export type Entry =
  | { readonly type: "begin"; readonly id: number }
  | { readonly type: "killed"; readonly id: number; readonly test: string }
  | { readonly type: "reached"; readonly ids: readonly number[] }
  | { readonly type: "broken"; readonly test: string; readonly error: string };

/** The variable that names the file. */
export const PLAN = "COINCOIN_MUTATION_PLAN";

export function readPlan(): Plan {
  const path = process.env[PLAN];
  if (path === undefined) throw new Error(`${PLAN} names no plan: start this through src/cli.ts`);
  const plan: Plan = JSON.parse(readFileSync(path, "utf8"));
  return plan;
}

/** What was written so far. */
export function entriesOf(log: string): Entry[] {
  const lines = readFileSync(log, "utf8").split("\n");
  return lines.filter((line) => line !== "").map(readEntry);
}

function readEntry(line: string): Entry {
  const entry: Entry = JSON.parse(line);
  return entry;
}
