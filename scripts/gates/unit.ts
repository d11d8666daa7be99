import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import type { Gate, GateContext, GateResult } from "../lib/gate.ts";
import { run } from "../lib/run.ts";
import { root, type WorkspacePackage } from "../lib/workspace.ts";

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly success: boolean;
  readonly testResults: readonly { readonly name: string; readonly status: string }[];
}

const NOTHING: GateResult = { passed: 0, failed: 0, skipped: 0, output: "" };

interface VitestRun extends GateResult {
  /** Files with a test that failed; empty also when the run broke without saying where. */
  readonly failedFiles: readonly string[];
}

async function vitest(cwd: string, filters: readonly string[], ...options: string[]): Promise<VitestRun> {
  const label = path.relative(root, cwd).replaceAll(path.sep, "-") || "workspace";
  const report = path.join(root, "node_modules", ".cache", "coincoin-tests", `${label}.json`);
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
  const bin = path.join(cwd, "node_modules", ".bin", "vitest");
  const args = ["run", ...reporters, ...options, ...filters];
  const { code, output } = await run(bin, args, { cwd, timeoutMs: 40 * 60_000 });
  if (!existsSync(report)) return { passed: 0, failed: 1, output, failedFiles: [] };
  const counts: VitestReport = JSON.parse(readFileSync(report, "utf8"));
  // A file that does not load, or an error between tests, fails the run without failing a test.
  const failed = code === 0 ? 0 : Math.max(1, counts.numFailedTests);
  return {
    passed: counts.numPassedTests,
    failed,
    skipped: counts.numPendingTests + counts.numTodoTests,
    output: failed > 0 ? output : "",
    failedFiles: counts.testResults.filter(({ status }) => status === "failed").map(({ name }) => name),
  };
}

/** More than this is no matter of a busy machine. */
const FEW = 5;

/**
 * Processes are killed, browsers driven and databases crashed in these tests, all at once on however few cores there are.
 * A file that failed beside all others is run once more by itself; one that fails again has failed, and one that does not
 * is named, so that it is looked into.
 */
async function vitestPatiently(cwd: string, filters: readonly string[]): Promise<GateResult> {
  const first = await vitest(cwd, filters);
  const { failedFiles } = first;
  if (failedFiles.length === 0 || failedFiles.length > FEW) return first;
  const again = await vitest(cwd, failedFiles, "--no-file-parallelism");
  if (again.failed > 0) return { ...first, output: `${first.output}\nRun again alone:\n${again.output}` };
  const names = failedFiles.map((file) => path.relative(root, file));
  process.stdout.write(`note  these failed beside the others and passed alone: ${names.join(", ")}\n`);
  return { ...first, passed: first.passed + first.failed, failed: 0, output: "" };
}

/** A package with a vitest of its own (another major version than the workspace's) runs by itself. */
const hasOwnRunner = ({ manifest }: WorkspacePackage) => manifest.devDependencies?.["vitest"] !== undefined;

async function runAll({ members, isNarrowed }: GateContext): Promise<GateResult[]> {
  const together = members.filter((member) => !hasOwnRunner(member));
  const results: GateResult[] = [];
  if (together.length > 0) {
    results.push(await vitestPatiently(root, isNarrowed ? together.map((member) => `${member.path}/`) : []));
  }
  for (const member of members.filter(hasOwnRunner)) results.push(await vitestPatiently(member.dir, []));
  return results;
}

export const unitGate: Gate = {
  name: "unit",
  title: "tests of all packages and examples",
  runsAlone: true,
  async run(context) {
    const results = await runAll(context);
    return results.reduce(
      (sum, one) => ({
        passed: sum.passed + one.passed,
        failed: sum.failed + one.failed,
        skipped: (sum.skipped ?? 0) + (one.skipped ?? 0),
        output: [sum.output, one.output].filter(Boolean).join("\n"),
      }),
      NOTHING,
    );
  },
};
