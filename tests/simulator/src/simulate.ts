import { knobsOf } from "./knobs.ts";
import { Run, type RunOptions, type RunResult } from "./run.ts";
import { Crash } from "./scheduler.ts";

let current: Run | undefined;

/** What a dead process leaves unhandled is nobody's; what a live one does is a bug. Call once per process. */
export function watchRejections(): void {
  process.on("unhandledRejection", (reason) => {
    if (reason instanceof Crash) return;
    current?.broke("unhandled rejection", reason);
  });
}

export async function run(options: RunOptions): Promise<RunResult> {
  const world = new Run(options);
  current = world;
  try {
    return await world.run();
  } finally {
    current = undefined;
  }
}

export function optionsOf(seed: number, carts: number): RunOptions {
  return { seed, knobs: knobsOf(seed), carts: Array.from({ length: carts }, (_, number) => number) };
}
