import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { areas } from "../data/areas.ts";
import { named } from "../data/named.ts";
import { equivalentIds } from "./equivalence.ts";
import type { Numbered } from "./mutant.ts";
import { compileAll, filesOf } from "./numbering.ts";
import { plantAll } from "./planted.ts";
import { report } from "./report.ts";
import { tryAll } from "./try.ts";

/**
 * Tries all mutants of the areas, prints what survived, and a table. Exits 1 when less than `--least` percent were killed, or
 * when one that is listed as equivalent was.
 */
const { values } = parseArgs({
  options: {
    file: { type: "string", multiple: true, default: [] },
    least: { type: "string", default: "90" },
    shards: { type: "string", default: String(Math.min(2, availableParallelism())) },
    named: { type: "boolean", default: false },
    short: { type: "boolean", default: false },
    limit: { type: "string", default: "60" },
  },
});

if (values.named) {
  const notices = await plantAll(named, {
    shards: Number(values.shards),
    limitMs: Number(values.limit) * 1000,
  });
  for (const [name, test] of notices) {
    console.log(test === undefined ? `NOT NOTICED: ${name}` : `noticed: ${name}\n    by ${test}`);
  }
  process.exit([...notices.values()].includes(undefined) ? 1 : 0);
}

const all: Numbered[] = [];
const killed = new Map<number, string>();
const reached = new Set<number>();
for (const { name, files, root, tests } of areas) {
  const chosen = filesOf(files).filter(
    (file) => values.file.length === 0 || values.file.some((part) => file.includes(part)),
  );
  if (chosen.length === 0) continue;
  const compiled = compileAll(chosen);
  if (compiled.mutants.length === 0) continue;
  const since = performance.now();
  const verdicts = await tryAll(compiled, {
    root,
    tests: filesOf(tests, root),
    shards: Number(values.shards),
    limitMs: Number(values.limit) * 1000,
    isShort: values.short,
  });
  const offset = all.length;
  all.push(...compiled.mutants.map((mutant) => ({ ...mutant, id: mutant.id + offset })));
  for (const [id, test] of verdicts.killed) killed.set(id + offset, test);
  for (const id of verdicts.reached) reached.add(id + offset);
  const seconds = Math.round((performance.now() - since) / 1000);
  console.log(`${name}: ${compiled.mutants.length} mutants in ${seconds} s`);
}
const { text, share, wrong } = report(all, { killed, reached }, equivalentIds(all));
console.log(text);
process.exitCode = share * 100 >= Number(values.least) && wrong.length === 0 ? 0 : 1;
