import { existsSync } from "node:fs";
import path from "node:path";
import { type Gate, summarize } from "../lib/gate.ts";
import { mapWithLimit } from "../lib/pool.ts";
import { run } from "../lib/run.ts";
import { root } from "../lib/workspace.ts";

/** Sources, tests and type tests of each package and example, and these scripts. */
export const typecheckGate: Gate = {
  name: "typecheck",
  title: "types hold, in tests too",
  async run({ members, isNarrowed }) {
    const folders = members.map((member) => member.path).concat(isNarrowed ? [] : ["scripts"]);
    const checks = await mapWithLimit(folders, 2, async (label) => {
      const project = path.join(root, label, "tsconfig.json");
      if (!existsSync(project)) return { label, problem: "There is no tsconfig.json." };
      const { code, output } = await run("tsc", ["-p", project, "--pretty", "false"], { cwd: root });
      return { label, problem: code === 0 ? undefined : output };
    });
    return summarize(checks);
  },
};
