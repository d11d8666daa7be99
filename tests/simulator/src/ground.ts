import type { Store } from "@coincoin/core";
import type { Asks } from "./asks.ts";
import type { Choices } from "./choices.ts";
import type { Faults } from "./faults.ts";
import type { Gateway } from "./gateway.ts";
import type { KeyRing } from "./keys.ts";
import type { Merchant } from "./merchant.ts";
import type { Oracle } from "./oracle.ts";
import type { Scheduler } from "./scheduler.ts";
import type { Violation } from "./violation.ts";

/** What is there of a world before its shops. */
export interface Ground {
  readonly choices: Choices;
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly base: Store;
  readonly merchant: Merchant;
  readonly gateway: Gateway;
  readonly oracle: Oracle;
  readonly keys: KeyRing;
  readonly asks: Asks;
  log(line: string): void;
  report(violation: Violation): void;
  /** Reports an error that nobody expected. The end of a process is none. */
  broke(what: string, error: unknown): void;
  sleep(ms: number): Promise<void>;
  /** Something of the world's own that goes on beside everything else. */
  task(work: () => Promise<unknown>): void;
}
