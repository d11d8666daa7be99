import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Row } from "../figures.ts";
import { WEBHOOKS } from "../groups/webhooks.ts";
import { chart } from "./chart.ts";
import { type Machine, machineText } from "./machine.ts";
import { writeBetweenMarkers } from "./readme.ts";
import { besideText, figureText, markdownTable } from "./table.ts";

export interface Results {
  readonly machine: Machine;
  readonly form: string;
  readonly rounds: number;
  readonly rows: readonly Row[];
}

const CHART_TITLE = "One webhook over HTTP";

/** Writes the results, the chart and the tables of both READMEs. */
export function publish(results: Results): void {
  const { machine, form, rounds, rows } = results;
  const bench = join(import.meta.dirname, "..", "..");
  const folder = join(bench, "results");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "latest.json"), `${JSON.stringify(results, undefined, 2)}\n`);
  const subtitle = `requests per second, median and quartiles of ${rounds} rounds; ${machineText(machine)}`;
  const shown = rows.filter(({ group }) => group === WEBHOOKS);
  writeFileSync(join(folder, "latest.svg"), chart(CHART_TITLE, subtitle, shown));

  const where = `Measured on ${machineText(machine)}; ${rounds} rounds, the ${form} form.`;
  const picture = `![${CHART_TITLE}](results/latest.svg)`;
  writeBetweenMarkers(join(bench, "README.md"), [where, picture, markdownTable(rows)].join("\n\n"));
  const root = join(bench, "..", "..", "README.md");
  writeBetweenMarkers(root, [where, shortTable(rows)].join("\n\n"));
}

/** What a merchant cares about: webhooks that are taken, how soon one is handled, what an order waits for beside the gateway. */
const FIGURES: readonly (readonly [group: string, name: string])[] = [
  [WEBHOOKS, "coincoin on Express 5, SQLite"],
  ["from 200 to handler", "coincoin on Express 5, SQLite"],
  ["create an order, gateway 30 ms away", "createOrder, SQLite"],
];

function shortTable(rows: readonly Row[]): string {
  const lines = FIGURES.flatMap(([group, name]) =>
    rows
      .filter((row) => row.group.startsWith(group) && row.name.startsWith(name))
      .map((row) => `| ${[row.group, row.name, figureText(row), besideText(row)].join(" | ")} |`),
  );
  return ["| | | Median | Beside |", "|---|---|--:|---|", ...lines].join("\n");
}
