import { appendFileSync } from "node:fs";
import { type RunnerTestCase, type RunnerTestSuite, TestRunner } from "vitest";
import { type Entry, entriesOf, readPlan } from "./plan.ts";
import { theSwitch } from "./switch.ts";

/** A test that takes longer than this is tried on what the others leave. */
const LONG_MS = 120;

/**
 * Runs each test once as it is, sees which mutants it reaches, and then once more with each of them that is still alive: the
 * modules load once for all mutants.
 */
// oxlint-disable-next-line import/no-default-export -- vitest asks for it
export default class MutantRunner extends TestRunner {
  readonly #plan = readPlan();
  readonly #switch = theSwitch();
  readonly #alive = new Set(this.#plan.mutants);

  override async onBeforeRunSuite(suite: RunnerTestSuite): Promise<void> {
    for (const entry of entriesOf(this.#plan.log)) if (entry.type === "killed") this.#alive.delete(entry.id);
    await super.onBeforeRunSuite(suite);
  }

  async runTask(test: RunnerTestCase): Promise<void> {
    const run = TestRunner.getTestFn(test);
    if (this.#plan.always !== undefined) return this.#runWith(this.#plan.always, test, run);
    const reached = new Set<number>();
    const since = performance.now();
    this.#switch.reached = reached;
    try {
      await run();
    } catch (error) {
      this.#write({ type: "broken", test: test.fullName, error: String(error) });
      throw error;
    } finally {
      this.#switch.reached = undefined;
    }
    this.#write({ type: "reached", ids: [...reached] });
    const isLong = performance.now() - since > LONG_MS;
    if (isLong && this.#plan.pace === "fast") return;
    const tried = [...reached].filter((id) => this.#alive.has(id));
    for (const id of tried) if (await this.#fails(test, run, id)) this.#kill(id, test);
  }

  /** It is on from the start: the test that fails is the one that notices. */
  async #runWith(id: number, test: RunnerTestCase, run: () => unknown): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.#write({ type: "killed", id, test: test.fullName });
      throw error;
    }
  }

  #kill(id: number, test: RunnerTestCase): void {
    this.#alive.delete(id);
    this.#write({ type: "killed", id, test: test.fullName });
  }

  async #fails(test: RunnerTestCase, run: () => unknown, id: number): Promise<boolean> {
    this.#write({ type: "begin", id });
    const suites = suitesOf(test);
    // The hooks ran for the first run; what it left is cleared and made anew for each of the others.
    for (const suite of suites)
      for (const hook of TestRunner.getSuiteHooks(suite).afterEach) await hook(test.context, suite);
    for (const suite of suites.toReversed()) {
      for (const hook of TestRunner.getSuiteHooks(suite).beforeEach) await hook(test.context, suite);
    }
    this.#switch.active = id;
    try {
      await run();
      return false;
    } catch {
      return true;
    } finally {
      this.#switch.active = -1;
    }
  }

  #write(entry: Entry): void {
    appendFileSync(this.#plan.log, `${JSON.stringify(entry)}\n`);
  }
}

/** The innermost first. */
function suitesOf(test: RunnerTestCase): RunnerTestSuite[] {
  const suites: RunnerTestSuite[] = [];
  for (let { suite } = test; suite !== undefined; { suite } = suite) suites.push(suite);
  if (suites.at(-1) !== test.file) suites.push(test.file);
  return suites;
}
