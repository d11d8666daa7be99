/** A mutant that no test can notice, since it changes nothing that can be seen. */
export interface Equivalent {
  /** Below packages/. */
  readonly file: string;
  /** What stands in the line where it begins: enough to tell it from others. */
  readonly line: string;
  readonly before: string;
  readonly after: string;
  readonly reason: string;
}

export const equivalents: readonly Equivalent[] = [];
