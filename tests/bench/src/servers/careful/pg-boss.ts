import PgBoss from "pg-boss";
import type { Contestant } from "../contestant.ts";
import { Tally } from "../tally.ts";
import { path, serverThatStores } from "./route.ts";

const QUEUE = "paid";

/**
 * A job queue between the webhook and the handler: `send` and `work`, as pg-boss documents them. A worker that takes one job every two
 * seconds, its default, would be unfair: this one takes what is there, and is notified of each job.
 */
export async function stripeAndPgBoss(connectionString: string): Promise<Contestant> {
  const boss = new PgBoss({ connectionString, schema: "bench_boss" });
  await boss.start();
  await boss.createQueue(QUEUE);
  const tally = new Tally();
  const worker = await boss.work(QUEUE, { batchSize: 100, pollingIntervalSeconds: 0.5 }, async (jobs) => {
    tally.add(jobs.length);
  });
  const server = serverThatStores(async ({ paymentId, received, body }) => {
    await boss.send(QUEUE, { paymentId, received, body });
    boss.notifyWorker(worker);
  });
  return { server, path, scheme: "stripe", expected: "OK", handled: (count) => tally.next(count) };
}
