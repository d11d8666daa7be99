import { attention } from "./attention.ts";
import { type Runner, type StoreFactory, suiteOf } from "./bench.ts";
import { commits } from "./commits.ts";
import { deliveries } from "./deliveries.ts";
import { desk } from "./desk.ts";
import { inbox } from "./inbox.ts";
import { lifecycle } from "./lifecycle.ts";
import { lists } from "./lists.ts";
import { property } from "./property.ts";
import { pruning } from "./pruning.ts";
import { requests } from "./requests.ts";

/**
 * Every rule of the store contract as a test. A store's own test file calls this with vitest's functions and a way
 * to make a fresh database, and passes all of it.
 */
export function storeSuite(runner: Runner, factory: StoreFactory): void {
  const suite = suiteOf(runner, factory);
  runner.describe(`${factory.name} keeps the store contract`, () => {
    commits(suite);
    inbox(suite);
    deliveries(suite);
    attention(suite);
    lists(suite);
    desk(suite);
    pruning(suite);
    requests(suite, () => factory.bench());
    lifecycle(suite, () => factory.bench());
    property(suite, factory);
  });
}
