import type { Mutant } from "./mutant.ts";

/** The function that compiled code asks whether a mutant is switched on. Its name is in no source of ours. */
export const SWITCH = "__coincoinMutant";

interface Place {
  readonly start: number;
  readonly end: number;
  readonly isStatement: boolean;
  readonly mutants: (Pick<Mutant, "text"> & { readonly id: number })[];
  readonly inside: Place[];
}

/** The source with all mutants in it, each behind a switch: its modules load once, whichever of them is tried. */
export function compile(source: string, mutants: readonly (Mutant & { readonly id: number })[]): string {
  const root: Place = { start: 0, end: source.length, isStatement: false, mutants: [], inside: [] };
  const open = [root];
  for (const mutant of sorted(mutants)) {
    while (mutant.end > (open.at(-1)?.end ?? 0)) open.pop();
    const around = open.at(-1) ?? root;
    const { start, end, isStatement } = mutant;
    if (
      around !== root &&
      around.start === start &&
      around.end === end &&
      around.isStatement === isStatement
    ) {
      around.mutants.push(mutant);
      continue;
    }
    const place: Place = { start, end, isStatement, mutants: [mutant], inside: [] };
    around.inside.push(place);
    open.push(place);
  }
  return insideOf(root, source);
}

/** Outer places first, a statement before the expression that it is. */
function sorted<T extends Mutant>(mutants: readonly T[]): T[] {
  return mutants.toSorted(
    (a, b) => a.start - b.start || b.end - a.end || Number(b.isStatement) - Number(a.isStatement),
  );
}

function insideOf(place: Place, source: string): string {
  let text = "";
  let at = place.start;
  for (const part of place.inside) {
    text += source.slice(at, part.start) + rendered(part, source);
    at = part.end;
  }
  return text + source.slice(at, place.end);
}

function rendered(place: Place, source: string): string {
  const original = insideOf(place, source);
  const isOn = (id: number) => `globalThis.${SWITCH}(${id})`;
  if (place.isStatement) {
    const others = place.mutants.map(({ id, text }) => `if (${isOn(id)}) { ${text} } else `).join("");
    return `{ ${others}{ ${original} } }`;
  }
  const others = place.mutants.map(({ id, text }) => `${isOn(id)} ? (${text}) : `).join("");
  return `(${others}(${original}))`;
}
