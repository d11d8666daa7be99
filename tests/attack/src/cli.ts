import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { describeFlood, flood } from "./flood.ts";
import { type FuzzReport, fuzz, heapGrew, megabytes } from "./fuzz.ts";
import type { Input } from "./inputs.ts";
import { isFaultyAlone } from "./judge.ts";
import { Target } from "./target.ts";
import { Wire } from "./wire.ts";

const HELP = `An attacker's day against a mounted CoinCoin. Everything stays on loopback.

Usage: pnpm attack [fuzz|flood|replay] [options]      without a word: fuzz, then flood

  fuzz     --inputs <n> (1000000)  --seed <n> (by the clock)  --lanes <n> (8)
  flood    --seconds <n> (60)
  replay   --mount <name> --base64 <bytes>    sends once more what fuzz printed

Forgery, leaks and bounds are in the tests: cd tests/attack && npx vitest run
`;

const LIMIT_MS = 1_000;
const say = (line: string) => process.stdout.write(`${line}\n`);

function describeFuzz(report: FuzzReport): string {
  const { sent, seconds, seed, statuses, slowestMs, heap, bounds, failures } = report;
  const counts = Object.entries(statuses).map(([status, count]) => `${status}: ${count}`);
  return [
    `seed ${seed}: ${sent} inputs in ${seconds.toFixed(0)} s, slowest answer ${slowestMs.toFixed(0)} ms`,
    `  statuses   ${counts.join("  ")}`,
    `  heap       ${megabytes(heap.warmBytes)} MB warm, ${megabytes(heap.endBytes)} MB at the end${heapGrew(report) ? ": IT GREW" : ""}`,
    `  kept       ${bounds.parked} parked, ${bounds.openAttention} open attention`,
    ...failures.map(
      ({ what, index, mount, base64 }) =>
        `  FAILED     input ${index} (${mount}): ${what}${base64 === "" ? "" : `\n             pnpm attack replay --mount "${mount}" --base64 ${base64}`}`,
    ),
  ].join("\n");
}

async function runFuzz(inputs: number, seed: number, lanes: number): Promise<boolean> {
  let next = 0;
  const progress = (line: string) => {
    if (performance.now() < next) return;
    next = performance.now() + 10_000;
    say(`  ${line}`);
  };
  say(`fuzz: ${inputs} inputs, seed ${seed}`);
  const report = await fuzz({ seed, inputs, lanes, progress });
  say(describeFuzz(report));
  return report.failures.length === 0 && !heapGrew(report);
}

async function runFlood(seconds: number): Promise<boolean> {
  let isWell = true;
  for (const mount of ["express", "node:http"]) {
    for (const mode of ["steady", "pipelined"] as const) {
      const report = await flood(mount, seconds, mode);
      const { lost, stored, received, expected } = report;
      const kept = lost.length === 0 && received === expected && stored.maxMs <= LIMIT_MS;
      isWell &&= kept;
      const load = loadavg()[0]?.toFixed(1);
      say(
        `flood: ${describeFlood(report)}; ${kept ? "within" : "NOT WITHIN"} ${LIMIT_MS} ms (load average ${load})`,
      );
      for (const problem of lost.slice(0, 5)) say(`  LOST ${problem}`);
    }
  }
  return isWell;
}

async function replay(mountName: string, base64: string): Promise<boolean> {
  const target = await Target.open();
  try {
    const { port } = target.mountOf(mountName);
    const bytes = Buffer.from(base64, "base64");
    const input: Input = { mount: mountName, bytes, wellFormed: false, isHead: false };
    const wire = new Wire(port);
    const { text, ms } = await wire.blurt(bytes);
    say(`${JSON.stringify(bytes.toString("latin1"))}\n=> ${ms.toFixed(0)} ms\n${text}`);
    const what = target.crash ?? (await isFaultyAlone(port, input));
    say(what === undefined ? "all is well" : `FAILED: ${what}`);
    return what === undefined;
  } finally {
    await target.close();
  }
}

function count(text: string, option: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new Error(`--${option} is a whole number from 1, not "${text}"`);
}

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      inputs: { type: "string", default: "1000000" },
      seed: { type: "string", default: String((Date.now() % 1_000_000) + 1) },
      lanes: { type: "string", default: "8" },
      seconds: { type: "string", default: "60" },
      mount: { type: "string", default: "express" },
      base64: { type: "string", default: "" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const fuzzed = () =>
    runFuzz(count(values.inputs, "inputs"), count(values.seed, "seed"), count(values.lanes, "lanes"));
  const flooded = () => runFlood(count(values.seconds, "seconds"));
  if (values.help) {
    say(HELP);
    return true;
  }
  switch (positionals[0]) {
    case "fuzz":
      return fuzzed();
    case "flood":
      return flooded();
    case "replay":
      return replay(values.mount, values.base64);
    case undefined: {
      const isFuzzWell = await fuzzed();
      return (await flooded()) && isFuzzWell;
    }
    default:
      throw new Error(`There is no "${positionals[0]}".\n\n${HELP}`);
  }
}

try {
  if (!(await main())) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
