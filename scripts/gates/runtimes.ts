import { readdirSync } from "node:fs";
import path from "node:path";
import type { Gate, GateResult } from "../lib/gate.ts";
import { fetchNodes, nodeBinary, nodeVersions } from "../lib/nodes.ts";
import { mapWithLimit } from "../lib/pool.ts";
import { run } from "../lib/run.ts";
import { root } from "../lib/workspace.ts";

const dir = path.join(root, "tests", "release", "runtimes");

/** What node's own test runner counted, from the end of its TAP. */
function countOf(output: string, what: "pass" | "fail" | "skipped"): number {
  return Number(new RegExp(`^# ${what} (\\d+)$`, "m").exec(output)?.[1] ?? 0);
}

async function runOn(version: string): Promise<GateResult> {
  const files = readdirSync(dir).filter((file) => /\.test\.[cm]js$/.test(file));
  const args = ["--test", "--test-reporter=tap", "--test-concurrency=1", ...files];
  const { code, output } = await run(nodeBinary(version), args, { cwd: dir, timeoutMs: 120_000 });
  const passed = countOf(output, "pass");
  const failed = code === 0 && passed > 0 ? 0 : Math.max(1, countOf(output, "fail"));
  return {
    passed,
    failed,
    skipped: countOf(output, "skipped"),
    output: failed > 0 ? `Node ${version}\n${output}` : "",
  };
}

export const runtimesGate: Gate = {
  name: "runtimes",
  title: `built packages work on Node ${nodeVersions.join(", ")}`,
  runsAlone: true,
  needsBuild: true,
  async run() {
    await fetchNodes();
    const results = await mapWithLimit(nodeVersions, 2, runOn);
    const sum = (count: (result: GateResult) => number) =>
      results.reduce((total, result) => total + count(result), 0);
    return {
      passed: sum(({ passed }) => passed),
      failed: sum(({ failed }) => failed),
      skipped: sum(({ skipped = 0 }) => skipped),
      output: results.flatMap(({ output }) => (output === "" ? [] : [output])).join("\n\n"),
    };
  },
};
