import type { Gate } from "../lib/gate.ts";
import { summarize } from "../lib/gate.ts";
import { packed } from "../lib/packed.ts";
import { mapWithLimit } from "../lib/pool.ts";
import { run } from "../lib/run.ts";
import { root } from "../lib/workspace.ts";

/** A gate that runs a tool over the tarball of each published package. */
function tarballGate(
  name: string,
  title: string,
  command: string,
  args: (tarball: string) => readonly string[],
): Gate {
  return {
    name,
    title,
    needsBuild: true,
    async run({ members }) {
      const wanted = members.filter(({ manifest }) => !manifest.private);
      const checks = await mapWithLimit(wanted, 2, async (member) => {
        const { code, output } = await run(command, args(await packed(member)), { cwd: root });
        return { label: member.name, problem: code === 0 ? undefined : output };
      });
      return summarize(checks);
    },
  };
}

export const publintGate = tarballGate(
  "publint",
  "package.json and files agree, in the tarball",
  "publint",
  (tarball) => ["run", tarball, "--strict"],
);

// `node16` leaves out the resolution of TypeScript before 4.7, which knows no `exports` and so no subpaths.
export const attwGate = tarballGate("attw", "types match for import and for require", "attw", (tarball) => [
  tarball,
  "--profile",
  "node16",
  "--no-emoji",
  "--no-color",
]);
