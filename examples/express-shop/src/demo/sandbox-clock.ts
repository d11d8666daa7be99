import { setTimeout as delay } from "node:timers/promises";

/** How often the shop looks at the sandbox's clock. */
export const CLOCK_EVERY_MS = 200;

/**
 * For the demo alone: the sandbox can put its clock forward, and the shop has to live in the same time. Resolves with
 * a clock that follows the sandbox's.
 */
export async function followSandboxClock(sandboxUrl: string): Promise<() => number> {
  let ahead = await difference(sandboxUrl);
  void (async () => {
    for (;;) {
      await delay(CLOCK_EVERY_MS, undefined, { ref: false });
      ahead = await difference(sandboxUrl).catch(() => ahead);
    }
  })();
  return () => Date.now() + ahead;
}

async function difference(sandboxUrl: string): Promise<number> {
  const response = await fetch(`${sandboxUrl}/_sandbox/clock`);
  const clock: unknown = await response.json();
  if (typeof clock === "object" && clock !== null && "nowMs" in clock)
    return Number(clock.nowMs) - Date.now();
  throw new Error(`${sandboxUrl} is no sandbox: it has no clock.`);
}
