import { optionsOf, run, watchRejections } from "./simulate.ts";

/** One seed's run, as a worker tells of it. */
export interface Told {
  readonly seed: number;
  readonly rule: string | null;
  readonly steps: number;
  readonly paid: number;
  readonly attention: number;
}

/** Runs the seeds it is sent, one by one, until it is disconnected. */
watchRejections();
process.on("message", (message) => {
  void work(message);
});
process.on("disconnect", () => process.exit(0));

async function work(message: unknown): Promise<void> {
  if (typeof message !== "object" || message === null || !("seed" in message) || !("orders" in message))
    return;
  const { seed, orders } = message;
  if (typeof seed !== "number" || typeof orders !== "number") return;
  const { violation, steps, paid, attention } = await run(optionsOf(seed, orders));
  const told: Told = { seed, rule: violation?.rule ?? null, steps, paid, attention };
  process.send?.(told);
}
