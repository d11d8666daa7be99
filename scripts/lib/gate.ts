import type { WorkspacePackage } from "./workspace.ts";

export interface GateResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped?: number;
  /** What a person needs to see of what failed; empty when nothing did. */
  readonly output: string;
}

export interface GateContext {
  /** Published packages, private packages and examples, narrowed to those asked for on the command line. */
  readonly members: readonly WorkspacePackage[];
  /** True when the command line named packages, so that whole-workspace questions make no sense. */
  readonly isNarrowed: boolean;
}

export interface Gate {
  readonly name: string;
  /** What passes when it passes, in a few words. */
  readonly title: string;
  /** True for what measures time or wants both cores: nothing else runs beside it. */
  readonly runsAlone?: boolean;
  /** True for what looks at `dist`: it is not run when the build failed. */
  readonly needsBuild?: boolean;
  /** True for what takes minutes: it runs only when it is named with `--only`. */
  readonly isLong?: boolean;
  run(context: GateContext): Promise<GateResult>;
}

/** One check among several of a gate; `problem` is undefined where it passed. */
export interface Check {
  readonly label: string;
  readonly problem: string | undefined;
}

/** Adds checks up to a gate's result. */
export function summarize(checks: readonly Check[]): GateResult {
  const failures = checks.filter(({ problem }) => problem !== undefined);
  return {
    passed: checks.length - failures.length,
    failed: failures.length,
    output: failures.map(({ label, problem }) => `${label}\n${problem}`).join("\n\n"),
  };
}
