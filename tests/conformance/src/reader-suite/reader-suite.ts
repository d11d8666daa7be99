import type { Runner } from "@coincoin/testing";
import { afterAll, beforeAll } from "vitest";
import { cursors } from "./cursors.ts";
import { limits } from "./limits.ts";
import { providers } from "./providers.ts";
import { seeing } from "./seeing.ts";
import type { ReaderSuite, ReaderWorld, WorldFactory } from "./world.ts";

/** Opening a world is starting a node. */
const OPENING_MS = 60_000;
/** A node mines and answers in its own process, beside everything else that is tested. */
const TEST_MS = 60_000;

/**
 * Every rule that a reader of a chain keeps, as a test on a world: a pretend chain, or a real node. What holds on real nodes and on
 * the pretend chain alike keeps that one honest.
 */
export function readerSuite(runner: Runner, factory: WorldFactory): void {
  runner.describe(`reading ${factory.name}`, () => {
    let world: ReaderWorld | undefined;
    beforeAll(async () => {
      world = await factory.open();
    }, OPENING_MS);
    afterAll(async () => await world?.close());

    const suite: ReaderSuite = {
      ...runner,
      test(title, body) {
        runner.it(
          title,
          async () => {
            if (world === undefined) throw new Error("the world did not open");
            await body(world);
          },
          TEST_MS,
        );
      },
    };
    seeing(suite);
    providers(suite);
    if (factory.asks === "together") {
      cursors(suite);
      limits(suite);
    }
  });
}
