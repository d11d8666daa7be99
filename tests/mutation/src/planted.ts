import { join } from "node:path";
import { areas } from "../data/areas.ts";
import type { Named } from "../data/named.ts";
import { compile } from "./compile.ts";
import { lineOf, type Numbered } from "./mutant.ts";
import { filesOf, packages, readSource } from "./numbering.ts";
import { failsAlways, NOTHING_LOADS, type Trial, tryAll } from "./try.ts";

/** What noticed each mistake, by its name; undefined where nothing did. */
export type Notices = ReadonlyMap<string, string | undefined>;

/** Where a mistake is planted. Throws when its text is not there exactly once. */
export function placeOf({ name, file, find }: Pick<Named, "name" | "file" | "find">): number {
  const parts = readSource(file).split(find);
  if (parts.length !== 2) {
    throw new Error(
      `"${name}" does not fit ${file} any more: its text is there ${parts.length - 1} times. Rewrite it in data/named.ts.`,
    );
  }
  return parts[0]?.length ?? 0;
}

/** Plants each mistake: those in the areas behind a switch, all in one process, the others each in a process of its own. */
export async function plantAll(
  all: readonly Named[],
  limits: Pick<Trial, "shards" | "limitMs">,
): Promise<Notices> {
  const notices = new Map<string, string | undefined>();
  const together = all.filter(({ alone }) => alone === undefined);
  for (const [name, test] of await plantTogether(together, limits)) notices.set(name, test);
  const queue = all.flatMap((each) => (each.alone === undefined ? [] : [{ ...each, alone: each.alone }]));
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      notices.set(next.name, await plantAlone(next, limits.limitMs));
    }
  };
  await Promise.all(Array.from({ length: limits.shards }, work));
  return notices;
}

async function plantTogether(
  all: readonly Named[],
  limits: Pick<Trial, "shards" | "limitMs">,
): Promise<Notices> {
  const mutants = all.map((each, id): Numbered => {
    const { file, find, replace } = each;
    const start = placeOf(each);
    return {
      id,
      file,
      line: lineOf(readSource(file), start),
      start,
      end: start + find.length,
      text: replace,
      isStatement: find.endsWith(";"),
      isStatic: false,
      before: find,
      after: replace,
    };
  });
  const notices = new Map<string, string | undefined>(all.map(({ name }) => [name, undefined]));
  for (const { files, root, tests } of areas) {
    const covered = new Set(filesOf(files));
    const here = mutants.filter(({ file }) => covered.has(file));
    const sources = Object.fromEntries(
      [...new Set(here.map(({ file }) => file))].map((file) => [
        join(packages, file),
        compile(
          readSource(file),
          here.filter((mutant) => mutant.file === file),
        ),
      ]),
    );
    if (here.length === 0) continue;
    const { killed } = await tryAll(
      { mutants: here, sources },
      { ...limits, root, tests: filesOf(tests, root) },
    );
    for (const [id, test] of killed) notices.set(all[id]?.name ?? "", test);
  }
  return notices;
}

async function plantAlone(
  each: Named & { readonly alone: NonNullable<Named["alone"]> },
  limitMs: number,
): Promise<string | undefined> {
  const { file, find, replace, alone, name } = each;
  const start = placeOf(each);
  const source = readSource(file);
  const text = source.slice(0, start) + replace + source.slice(start + find.length);
  const plan = {
    root: join(packages, alone.root),
    tests: alone.tests,
    mutants: [],
    pace: "fast",
    always: 0,
  } as const;
  const test = await failsAlways({ ...plan, sources: { [join(packages, file)]: text } }, limitMs);
  if (test === NOTHING_LOADS)
    throw new Error(`"${name}": the tests do not run with it in ${file}. Rewrite it.`);
  return test;
}
