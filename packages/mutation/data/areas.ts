/** Code that is mutated, and the tests that have to notice. */
export interface Area {
  readonly name: string;
  /** Globs below packages/. */
  readonly files: readonly string[];
  /** A folder below packages/, and globs below it. */
  readonly root: string;
  readonly tests: readonly string[];
}

export const areas: readonly Area[] = [
  { name: "order", files: ["core/src/order/*.ts"], root: "core", tests: ["test/order/*.test.ts"] },
  { name: "decide", files: ["core/src/webhook/decide.ts"], root: "core", tests: ["test/webhook/*.test.ts"] },
  {
    name: "deadlines",
    files: ["core/src/creation/deadlines.ts"],
    root: "core",
    tests: ["test/creation/deadlines.test.ts"],
  },
];
