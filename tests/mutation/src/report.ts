import type { Numbered } from "./mutant.ts";
import { describe, type Verdicts } from "./try.ts";

interface Row {
  readonly file: string;
  readonly killed: number;
  readonly all: number;
}

/** Survivors with their places, then how many were killed by file. */
export function report(
  mutants: readonly Numbered[],
  { killed, reached }: Verdicts,
  equivalent: ReadonlySet<number>,
): { readonly text: string; readonly share: number; readonly wrong: readonly Numbered[] } {
  const counted = mutants.filter(({ id }) => !equivalent.has(id));
  const survivors = counted.filter(({ id }) => !killed.has(id));
  const wrong = mutants.filter(({ id }) => equivalent.has(id) && killed.has(id));
  const files = [...new Set(mutants.map(({ file }) => file))];
  const rows = files.map((file): Row => {
    const own = counted.filter((mutant) => mutant.file === file);
    return { file, killed: own.filter(({ id }) => killed.has(id)).length, all: own.length };
  });
  const total: Row = { file: "all", killed: counted.length - survivors.length, all: counted.length };
  const text = [
    ...survivors.map(
      (each) => `survived${reached.has(each.id) ? "" : ", reached by no test"}: ${describe(each)}`,
    ),
    ...wrong.map((each) => `listed as equivalent, and killed by "${killed.get(each.id)}": ${describe(each)}`),
    "",
    ...[...rows.filter(({ all }) => all > 0), total].map(lineOf),
    ...(equivalent.size > 0 ? [`${equivalent.size} are listed as equivalent and not counted`] : []),
  ].join("\n");
  return { text, share: shareOf(total), wrong };
}

function shareOf({ killed, all }: Row): number {
  return all === 0 ? 1 : killed / all;
}

function lineOf(row: Row): string {
  const share = `${(shareOf(row) * 100).toFixed(1)}%`;
  return `${row.file.padEnd(36)} ${`${row.killed}/${row.all}`.padStart(9)} ${share.padStart(7)}`;
}
