/** What a matcher of the suites is asked; each runner's own `expect` has these, and more. */
export interface Matchers<Result = void> {
  toBe(expected: unknown): Result;
  toBeDefined(): Result;
  toBeGreaterThan(expected: number): Result;
  toBeLessThan(expected: number): Result;
  toBeLessThanOrEqual(expected: number): Result;
  toBeNull(): Result;
  toBeUndefined(): Result;
  toContain(expected: unknown): Result;
  toContainEqual(expected: unknown): Result;
  toEqual(expected: unknown): Result;
  toHaveLength(expected: number): Result;
  toHaveProperty(name: string): Result;
  toMatch(expected: RegExp | string): Result;
  toMatchObject(expected: object): Result;
  toStrictEqual(expected: unknown): Result;
  toThrow(expected?: RegExp | string): Result;
}

export interface Expectation extends Matchers {
  readonly not: Matchers;
  readonly rejects: Matchers<unknown>;
}

/**
 * The parts of a test runner that a suite uses. They are passed in, so that a suite runs where you run your tests: vitest, Jest and
 * `bun:test` give all three; with `node:test`, take `expect` from the package of that name.
 */
export interface Runner {
  describe(title: string, body: () => void): unknown;
  it(title: string, body: () => Promise<void>, timeoutMs?: number): unknown;
  expect: {
    (actual: unknown, message?: string): Expectation;
    arrayContaining(expected: unknown[]): unknown;
    stringContaining(expected: string): unknown;
  };
}
