import type { CoinCoin } from "@coincoin/core";
import { type Call, OK, type Option } from "./command.ts";
import { type Column, csvLines } from "./csv.ts";
import { UsageError } from "./failure.ts";
import { KEY_OPTIONS, readSettings, STORE_OPTION } from "./settings.ts";

export const LIST_OPTIONS = {
  ...KEY_OPTIONS,
  ...STORE_OPTION,
  csv: { type: "boolean", help: "print everything that matches as CSV, for a spreadsheet" },
  limit: { type: "string", value: "<n>", help: "at most so many, 1 to 200 (default 50)" },
  after: { type: "string", value: "<cursor>", help: "go on where the last page ended" },
} as const satisfies Record<string, Option>;

/** One of a shop's lists, with its filter. `R`: what a row of the export is made of. */
export interface Listing<T, R = T> {
  readonly page: (request: {
    readonly limit: number;
    readonly after: string | undefined;
  }) => Promise<{ readonly items: readonly T[]; readonly cursor: string | null }>;
  readonly each: () => AsyncIterable<R>;
  readonly columns: readonly Column<R>[];
  readonly described: (row: T, paint: Call["console"]["paint"]) => string;
  /** What is said where there is nothing. */
  readonly empty: string;
}

/** Prints a page of a list, as text or JSON, or all of it as CSV. */
export async function printList<T, R>(
  call: Call,
  of: (coincoin: CoinCoin) => Listing<T, R>,
): Promise<number> {
  const { console, options, json } = call;
  const isCsv = options.flag("csv");
  if (isCsv && json) throw new UsageError("--csv or --json, not both.");
  if (isCsv && (options.text("limit") ?? options.text("after")) !== undefined)
    throw new UsageError("--csv prints everything that matches: --limit and --after are for pages.");
  const limit = options.wholeNumber("limit", { min: 1, max: 200, fallback: 50 });
  const { openForReading } = await import("./stores.ts");
  const shop = await openForReading(readSettings(call), options.text("schema"));
  try {
    const { page, each, columns, described, empty } = of(shop.coincoin);
    if (isCsv) {
      for await (const line of csvLines(columns, each())) console.out(line);
      return OK;
    }
    const { items, cursor } = await page({ limit, after: options.text("after") });
    if (json) {
      console.out(`${JSON.stringify({ items, cursor })}\n`);
      return OK;
    }
    if (items.length === 0) console.out(`${empty}\n`);
    for (const item of items) console.out(described(item, console.paint));
    if (cursor !== null) console.out(`\nMore: --after ${cursor}\n`);
    return OK;
  } finally {
    await shop.close();
  }
}
