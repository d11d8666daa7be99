import path from "node:path";
import type { Gate, GateContext } from "../lib/gate.ts";
import { run } from "../lib/run.ts";
import { root } from "../lib/workspace.ts";

interface Tool {
  readonly name: string;
  readonly title: string;
  readonly command: string;
  readonly args: (context: GateContext) => readonly string[];
  readonly needsBuild?: boolean;
  /** From the root; the root itself where it is left out. */
  readonly folder?: string;
}

/** A gate that is one run of a tool over the workspace: its exit code decides. */
function toolGate({ name, title, command, args, needsBuild = false, folder = "." }: Tool): Gate {
  return {
    name,
    title,
    needsBuild,
    async run(context) {
      const { code, output } = await run(command, args(context), { cwd: path.join(root, folder) });
      return code === 0 ? { passed: 1, failed: 0, output: "" } : { passed: 0, failed: 1, output };
    },
  };
}

const folders = ({ members, isNarrowed }: GateContext) =>
  isNarrowed ? members.map((member) => member.path) : ["."];

export const lintGate = toolGate({
  name: "lint",
  title: "oxlint with types finds nothing",
  command: "oxlint",
  args: folders,
});

export const formatGate = toolGate({
  name: "format",
  title: "biome would change nothing",
  command: "biome",
  args: (context) => ["check", "--no-errors-on-unmatched", ...folders(context)],
});

export const knipGate = toolGate({
  name: "knip",
  title: "no unused file, export or dependency",
  command: "knip",
  args: () => ["--no-progress", "--no-config-hints"],
});

export const sizeGate = toolGate({
  name: "size",
  title: "what an application loads stays within its budget",
  command: "size-limit",
  args: () => [],
  needsBuild: true,
  folder: "tests/release",
});

export const docsGate = toolGate({
  name: "docs",
  title: "typedoc has nothing to warn of",
  command: "typedoc",
  args: () => ["--emit", "none"],
  folder: "tests/release",
});
