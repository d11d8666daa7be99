// node scripts/build.ts [--for <folder>]: builds every published package, or those that the folder's package needs.
import path from "node:path";
import { parseArgs } from "node:util";
import { build } from "./lib/builds.ts";
import { members, published, root, withDependencies } from "./lib/workspace.ts";

const { values } = parseArgs({ options: { for: { type: "string" } } });
const all = members();
const folder = values.for;
const target = all.filter(({ dir }) => folder !== undefined && dir === path.resolve(root, folder));
if (folder !== undefined && target.length === 0) throw new Error(`${folder} is no folder of the workspace.`);
const wanted = folder === undefined ? published() : target;

for (const member of withDependencies(wanted, all)) {
  if (member.manifest.scripts?.["build"] === undefined || target.includes(member)) continue;
  const since = Date.now();
  const { outcome, output } = await build(member, all);
  if (outcome === "built") {
    process.stdout.write(
      `[workspace] built ${member.name} (${((Date.now() - since) / 1000).toFixed(1)} s)\n`,
    );
  } else if (outcome === "failed") {
    process.stdout.write(`[workspace] could not build ${member.name}:\n${output}\n`);
    process.exitCode = 1;
  }
}
