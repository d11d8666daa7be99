import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "./compile.ts";
import { mutantsOf } from "./find-mutants.ts";
import { lineOf, type Mutant, type Numbered } from "./mutant.ts";

export const packages = fileURLToPath(new URL("../../../packages/", import.meta.url));

/** Files as they are loaded while mutants are tried. */
export interface Compiled {
  readonly mutants: readonly Numbered[];
  /** By absolute path. */
  readonly sources: Readonly<Record<string, string>>;
}

export const readSource = (file: string): string => readFileSync(join(packages, file), "utf8");

/** @param files below packages/ */
export function compileAll(files: readonly string[], find = mutantsOf): Compiled {
  const all: Numbered[] = [];
  const sources: Record<string, string> = {};
  for (const file of files) {
    const source = readSource(file);
    const mutants = numbered(file, source, find(file, source), all.length);
    all.push(...mutants);
    sources[join(packages, file)] = compile(source, mutants);
  }
  return { mutants: all, sources };
}

function numbered(file: string, source: string, mutants: readonly Mutant[], from: number): Numbered[] {
  return mutants.map((mutant, index) => ({
    ...mutant,
    id: from + index,
    file,
    line: lineOf(source, mutant.start),
  }));
}

/** Files that match globs below a folder below packages/. */
export function filesOf(globs: readonly string[], root = ""): string[] {
  return globSync([...globs], { cwd: join(packages, root) }).toSorted();
}
