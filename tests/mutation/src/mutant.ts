/** One change to a source: what stands from `start` to `end` becomes `text`. */
export interface Mutant {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** A statement is left out or replaced as a whole; everything else is an expression. */
  readonly isStatement: boolean;
  /** Evaluated once, when its module loads. */
  readonly isStatic: boolean;
  /** What is changed, for people: the smallest piece, where `start` to `end` is more than that. */
  readonly before: string;
  readonly after: string;
}

/** A mutant of a file, with the number under which it is switched on. */
export interface Numbered extends Mutant {
  readonly id: number;
  /** Below packages/. */
  readonly file: string;
  readonly line: number;
}

export function lineOf(source: string, offset: number): number {
  return source.slice(0, offset).split("\n").length;
}
