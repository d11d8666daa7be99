import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Entry, entriesOf, PLAN, type Plan } from "./plan.ts";

const config = fileURLToPath(new URL("mutants.config.ts", import.meta.url));
const vitest = fileURLToPath(new URL("../../../node_modules/vitest/vitest.mjs", import.meta.url));

export interface Ran {
  readonly entries: readonly Entry[];
  /** The process ended before it was through, as it does when a mutant never ends. */
  readonly isCut: boolean;
  readonly code: number;
  readonly output: string;
}

/** Runs one vitest process through a plan. It is stopped when it writes nothing for `limitMs`. */
export async function runPlan(plan: Omit<Plan, "log">, limitMs: number): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), "coincoin-mutants-"));
  const log = join(folder, "log");
  try {
    writeFileSync(log, "");
    writeFileSync(join(folder, "plan.json"), JSON.stringify({ ...plan, log }));
    const { code, output, isCut } = await watched(join(folder, "plan.json"), log, limitMs);
    return { entries: entriesOf(log), isCut, code, output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function watched(plan: string, log: string, limitMs: number): Promise<Omit<Ran, "entries">> {
  // A group of its own, so that stopping reaches vitest's own processes.
  const child = spawn(process.execPath, [vitest, "run", "--config", config], {
    env: { ...process.env, [PLAN]: plan, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  let isCut = false;
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const kill = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It ended in the meantime.
    }
  };
  process.once("exit", kill);
  let seen = { size: 0, at: Date.now() };
  const timer = setInterval(() => {
    const { size } = statSync(log);
    if (size !== seen.size) seen = { size, at: Date.now() };
    if (Date.now() - seen.at < limitMs) return;
    isCut = true;
    kill();
  }, 500);
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (exitCode) => resolve(exitCode ?? 1));
    });
    return { code, output, isCut };
  } finally {
    clearInterval(timer);
    process.removeListener("exit", kill);
  }
}
