// node scripts/test.ts [--only lint,unit] [--list] [package ...]
// Runs the gates, keeps going after a failure, and closes with "N passed, N failed".
import { parseArgs } from "node:util";
import { gates } from "./gates/index.ts";
import type { Gate, GateContext, GateResult } from "./lib/gate.ts";
import { members, type WorkspacePackage } from "./lib/workspace.ts";

interface Report {
  readonly gate: Gate;
  readonly result: GateResult;
  readonly seconds: number;
}

/** One line of the whole: it must not depend on how wide the terminal is. */
function line({ gate, result, seconds }: Report): string {
  const { passed, failed, skipped = 0 } = result;
  const verdict = failed > 0 ? "FAIL" : passed > 0 ? "ok" : "none";
  const counts = `${passed} passed${failed > 0 ? `, ${failed} failed` : ""}${skipped > 0 ? `, ${skipped} skipped` : ""}`;
  const columns = [verdict.padEnd(4), gate.name.padEnd(13), `${seconds.toFixed(1)} s`.padStart(8), counts];
  return columns.join("  ");
}

async function runGate(gate: Gate, context: GateContext): Promise<Report> {
  const since = performance.now();
  const result = await gate.run(context).catch(
    (error: unknown): GateResult => ({
      passed: 0,
      failed: 1,
      output: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }),
  );
  const report = { gate, result, seconds: (performance.now() - since) / 1000 };
  process.stdout.write(`${line(report)}\n`);
  if (result.failed > 0) process.stdout.write(`\n--- ${gate.name}: ${gate.title}\n${result.output}\n---\n\n`);
  return report;
}

/** Gates in their order, two at a time, but alone where a gate asks for it. */
async function runGates(wanted: readonly Gate[], context: GateContext): Promise<Report[]> {
  const reports: Report[] = [];
  let isBuildBroken = false;
  const runOne = async (gate: Gate) => {
    if (gate.needsBuild === true && isBuildBroken) {
      process.stdout.write(`skip  ${gate.name.padEnd(13)}  the build failed\n`);
      return;
    }
    const report = await runGate(gate, context);
    if (gate.name === "build") isBuildBroken = report.result.failed > 0;
    reports.push(report);
  };
  let shared: Gate[] = [];
  const runShared = async () => {
    const queue = shared.values();
    shared = [];
    const worker = async () => {
      for (const gate of queue) await runOne(gate);
    };
    await Promise.all([worker(), worker()]);
  };
  for (const gate of wanted) {
    if (gate.runsAlone !== true) {
      shared.push(gate);
      continue;
    }
    await runShared();
    await runOne(gate);
  }
  await runShared();
  return reports;
}

function chooseGates(only: string | undefined): Gate[] {
  if (only === undefined) return gates.filter(({ isLong }) => isLong !== true);
  const names = only.split(",");
  const unknown = names.filter((name) => !gates.some((gate) => gate.name === name));
  if (unknown.length > 0) {
    throw new Error(`No gate is called ${unknown.join(", ")}: ${gates.map(({ name }) => name).join(", ")}.`);
  }
  const chosen = gates.filter(({ name }) => names.includes(name));
  // What looks at `dist` never looks at an old one.
  const needsBuild = chosen.some((gate) => gate.needsBuild === true);
  return gates.filter((gate) => chosen.includes(gate) || (needsBuild && gate.name === "build"));
}

function chooseMembers(names: readonly string[]): WorkspacePackage[] {
  const all = members();
  if (names.length === 0) return all;
  const chosen = all.filter((member) =>
    names.some((name) => member.name === name || member.path.endsWith(`/${name}`)),
  );
  if (chosen.length === 0) throw new Error(`No package or example is called ${names.join(", ")}.`);
  return chosen;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { only: { type: "string" }, list: { type: "boolean", default: false } },
  });
  if (values.list) {
    for (const { name, title, isLong } of gates) {
      process.stdout.write(`${name.padEnd(13)} ${title}${isLong === true ? " (only when named)" : ""}\n`);
    }
    return;
  }
  const wanted = chooseGates(values.only);
  const context = { members: chooseMembers(positionals), isNarrowed: positionals.length > 0 };
  process.stdout.write(`Gates: ${wanted.map(({ name }) => name).join(", ")}\n\n`);

  const reports = await runGates(wanted, context);
  const sum = (count: (result: GateResult) => number) =>
    reports.reduce((total, { result }) => total + count(result), 0);
  const passed = sum((result) => result.passed);
  const failed = sum((result) => result.failed);
  process.stdout.write(`\nSummary\n${reports.map((report) => `  ${line(report)}`).join("\n")}\n\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}

await main();
