import { type Equivalent, equivalents } from "../data/equivalents.ts";
import type { Numbered } from "./mutant.ts";
import { readSource } from "./numbering.ts";

/** The mutants of these files that are listed as equivalent. Throws when one of the list fits no mutant, or several. */
export function equivalentIds(mutants: readonly Numbered[]): Set<number> {
  const files = new Set(mutants.map(({ file }) => file));
  const listed = equivalents.filter(({ file }) => files.has(file));
  return new Set(listed.map((each) => idOf(each, mutants)));
}

function idOf(listed: Equivalent, mutants: readonly Numbered[]): number {
  const { file, line, before, after } = listed;
  const lines = readSource(file).split("\n");
  const [first, ...more] = mutants.filter(
    (each) =>
      each.file === file &&
      each.before === before &&
      each.after === after &&
      lines[each.line - 1]?.includes(line) === true,
  );
  if (first === undefined || more.length > 0) {
    const found = first === undefined ? "no mutant" : `${more.length + 1} mutants`;
    throw new Error(
      `data/equivalents.ts: ${found} of ${file} fit "${before}" → "${after}" in a line with "${line}". Rewrite the entry or take it out.`,
    );
  }
  return first.id;
}
