import { join } from "node:path";
import { Child } from "../child/child.ts";
import { figureOf, median, type Row, ratioOf } from "../figures.ts";
import type { Sizes } from "../sizes.ts";
import type { CreationCalls, CreationTimes, GatewayCalls } from "./creation-api.ts";

/** A gateway across the street, and one across the internet. */
const gateways = [
  { name: "gateway on this machine", answersAfterMs: 0, limit: undefined },
  { name: "gateway 30 ms away", answersAfterMs: 30, limit: 1.05 },
];
const ways = ["fetch", "memory", "SQLite"] as const;

export async function creationRows(sizes: Sizes, folder: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, answersAfterMs, limit } of gateways) {
    const gateway = new Child<GatewayCalls>("groups/gateway-child.ts");
    const shop = new Child<CreationCalls>("groups/creation-child.ts");
    try {
      const port = await gateway.call("open", { answersAfterMs });
      const apiUrl = `http://127.0.0.1:${port}/v1`;
      const rounds: (readonly CreationTimes[])[] = [];
      for (let round = -1; round < sizes.rounds; round++) {
        const file = join(folder, `creation-${answersAfterMs}-${round}.db`);
        const times = await shop.call("measure", { apiUrl, count: sizes.creations, file });
        // The first warms up.
        if (round >= 0) rounds.push(times);
      }
      const medians = (way: keyof CreationTimes) =>
        rounds.map((times) => median(times.map((time) => time[way])));
      for (const way of ways) {
        const ratio = ratioOf(medians(way), medians("fetch"));
        const ours = way !== "fetch";
        rows.push({
          group: `create an order, ${name}`,
          name: ours ? `createOrder, ${way}` : "bare fetch",
          unit: "ms",
          figure: figureOf(medians(way)),
          ratios: ours ? [{ to: "bare fetch", value: ratio }] : [],
          target:
            ours && limit !== undefined ? { text: `at most ${limit}x`, met: ratio <= limit } : undefined,
          ours,
        });
      }
    } finally {
      await shop.close();
      await gateway.close();
    }
  }
  return rows;
}
