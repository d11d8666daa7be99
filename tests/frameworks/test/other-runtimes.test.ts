import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const run = promisify(execFile);
const dir = join(import.meta.dirname, "..");
const bin = (name: string) => join(dir, "node_modules", ".bin", name);
const condition = "--conditions=coincoin-source";

/** Runs a suite with the runner of another runtime, and gives what it printed. */
async function suiteIn(name: string, args: readonly string[]): Promise<string> {
  const environment = { ...process.env, NO_COLOR: "1", CI: "true" };
  const { stdout, stderr } = await run(bin(name), args, { cwd: dir, env: environment, timeout: 120_000 });
  return stdout + stderr;
}

describe("the adapter suite", () => {
  it("passes behind Bun.serve", { timeout: 150_000 }, async () => {
    const printed = await suiteIn("bun", ["test", condition, "./test/bun.suite.ts"]);
    expect(printed).toMatch(/^ 0 fail$/m);
    expect(Number(/^ (\d+) pass$/m.exec(printed)?.[1])).toBeGreaterThan(80);
  });

  it("passes behind Deno.serve", { timeout: 150_000 }, async () => {
    const flags = ["-A", "--no-check", "--no-config", "--node-modules-dir=manual", condition];
    const printed = await suiteIn("deno", ["test", ...flags, "./test/deno.suite.ts"]);
    expect(printed).toMatch(/^ok \| 1 passed \((\d+) steps\) \| 0 failed/m);
    expect(Number(/\((\d+) steps\)/.exec(printed)?.[1])).toBeGreaterThan(80);
  });
});
