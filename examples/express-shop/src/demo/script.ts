import { setTimeout as delay } from "node:timers/promises";

const PATIENCE_MS = 20_000;
const EVERY_MS = 50;

/** Prints what happens, checks that it is what should happen, and remembers what was not. */
export class Script {
  readonly failures: string[] = [];

  say(text: string): void {
    console.log(`\n${text}`);
  }

  /** Waits until `probe` gives what is expected. What it gave last is told when that never comes. */
  async expect(what: string, probe: () => Promise<string>, expected: string): Promise<void> {
    let last = "";
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await delay(EVERY_MS)) {
      last = await probe().catch((error: unknown) => String(error));
      if (last === expected) break;
    }
    if (last === expected) {
      console.log(`  ok    ${what}: ${last}`);
    } else {
      console.log(`  FAIL  ${what}: ${last}, expected ${expected}`);
      this.failures.push(what);
    }
  }
}
