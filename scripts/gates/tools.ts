import type { Gate, GateContext } from "../lib/gate.ts";
import { run } from "../lib/run.ts";
import { root } from "../lib/workspace.ts";

interface Tool {
  readonly name: string;
  readonly title: string;
  readonly command: string;
  readonly args: (context: GateContext) => readonly string[];
  readonly needsBuild?: boolean;
}

/** A gate that is one run of a tool over the workspace: its exit code decides. */
function toolGate({ name, title, command, args, needsBuild = false }: Tool): Gate {
  return {
    name,
    title,
    needsBuild,
    async run(context) {
      const { code, output } = await run(command, args(context), { cwd: root });
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
  args: () => ["--no-progress"],
});
