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
  {
    name: "domain",
    files: ["core/src/domain/*.ts"],
    root: "core",
    tests: ["test/domain/*.test.ts", "test/intake/*.test.ts"],
  },
  {
    name: "deadlines",
    files: ["core/src/creation/deadlines.ts"],
    root: "core",
    tests: ["test/creation/deadlines.test.ts"],
  },
];
