import { DatabaseSync } from "node:sqlite";
import type { Child } from "../child/child.ts";
import { figureOf, type Row } from "../figures.ts";
import type { LoadCalls } from "../load/api.ts";
import type { ServerName } from "../servers/api.ts";
import type { Sizes } from "../sizes.ts";
import { RunningServer } from "./server-pool.ts";
import { placeOf } from "./webhooks.ts";

const LIMIT_BYTES = 3_000;
const names = [
  "coincoin on Express 5, SQLite",
  "Express 5, stripe + a transaction by hand, SQLite",
  "coincoin on Express 5, PostgreSQL",
  "Express 5, stripe + pg-boss, PostgreSQL",
  "Express 5, stripe + a transaction by hand, PostgreSQL",
] as const satisfies ServerName[];

/** What one paid webhook costs a database, one after the other so that none shares a transaction, and what is left of its order. */
export async function workRows(
  sizes: Sizes,
  load: Child<LoadCalls>,
  folder: string,
  postgresUrl: string,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of names) {
    const place = placeOf(name, folder, postgresUrl);
    const server = await RunningServer.start(load, name, place, "count");
    const ours = name.startsWith("coincoin");
    const isFile = name.endsWith("SQLite");
    const row = (group: string, value: number, unit = "", target?: Row["target"]): Row => {
      return { group, name, unit, figure: figureOf([value]), ratios: [], target, ours };
    };
    try {
      await server.take(1, 1);
      const empty = isFile ? bytesOf(place) : 0;
      const count = Math.min(sizes.webhooks, 500);
      const work = await server.work(count);
      rows.push(row("statements of one webhook, to handler done", work.statements / count));
      if (isFile) {
        rows.push(row("index entries written by one webhook", work.indexWrites / count));
        const bytes = (bytesOf(place) - empty) / count;
        const target = ours ? { text: `at most ${LIMIT_BYTES} B`, met: bytes <= LIMIT_BYTES } : undefined;
        rows.push(row("an order on disk, paid and delivered", bytes, "B", target));
      }
    } finally {
      await server.child.close();
    }
  }
  return rows.toSorted((a, b) => a.group.localeCompare(b.group));
}

/** Pages in use. What is still in the log is counted as it will be in the file. */
function bytesOf(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const pages = (pragma: string) =>
      Number(Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]);
    return (pages("page_count") - pages("freelist_count")) * pages("page_size");
  } finally {
    database.close();
  }
}
