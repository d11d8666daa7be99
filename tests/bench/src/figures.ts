/** The middle of what was measured, and the quartiles around it. */
export interface Figure {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** How many measurements it is made of. */
  readonly rounds: number;
}

export interface Ratio {
  readonly to: string;
  /** The middle of the ratios of each round, so that a slow minute of the machine counts for both sides. */
  readonly value: number;
}

/** What the row should reach: its ratio to each of these, or the figure itself. */
export interface Target {
  readonly text: string;
  readonly met: boolean;
}

export interface Row {
  readonly group: string;
  readonly name: string;
  readonly unit: string;
  readonly figure: Figure;
  readonly ratios: readonly Ratio[];
  readonly target?: Target | undefined;
  /** A short word beside the figure: the CPU time of one request, a percentile. */
  readonly note?: string | undefined;
  readonly ours: boolean;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function figureOf(values: readonly number[]): Figure {
  return {
    median: median(values),
    low: quantile(values, 0.25),
    high: quantile(values, 0.75),
    rounds: values.length,
  };
}

/** Round by round, since both were measured within a moment of each other. */
export function ratioOf(mine: readonly number[], theirs: readonly number[]): number {
  return median(mine.map((value, round) => value / (theirs[round] ?? Number.NaN)));
}

/** Everybody once a round, and in another order each time, so that nobody always runs after the same neighbour. */
export async function interleaved<Name extends string, T>(
  names: readonly Name[],
  rounds: number,
  measure: (name: Name, round: number) => Promise<T>,
): Promise<Map<Name, T[]>> {
  const measured = new Map<Name, T[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const turned = names.map((_, place) => names[(place * stride(names.length) + round) % names.length]);
    for (const name of turned) {
      if (name !== undefined) measured.get(name)?.push(await measure(name, round));
    }
  }
  return measured;
}

/** A step that visits every place of a circle of this size, and is not always the next. */
function stride(size: number): number {
  return [7, 5, 3].find((step) => size % step !== 0 && size > step) ?? 1;
}
