import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { WEBHOOKS } from "./groups/webhooks.ts";
import { chart } from "./report/chart.ts";
import { machineText, thisMachine } from "./report/machine.ts";
import { writeBetweenMarkers } from "./report/readme.ts";
import { besideText, figureText, markdownTable, targetText, textTable } from "./report/table.ts";
import { type GroupName, groupNames, runBench } from "./run.ts";
import { full, long, quick, quickest, type Sizes } from "./sizes.ts";

const usage = `Side by side with peers and limits, in one run.

  pnpm bench [--quick | --quickest | --long] [--only ${groupNames.join(",")}] [--json] [--no-write]

Writes packages/bench/results and the tables in the READMEs when everything was measured. --json prints the rows as JSON.`;

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    quickest: { type: "boolean", default: false },
    long: { type: "boolean", default: false },
    only: { type: "string", default: groupNames.join(",") },
    json: { type: "boolean", default: false },
    "no-write": { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

function sizesOf(): Sizes {
  if (values.quickest) return quickest;
  if (values.quick) return quick;
  return values.long ? long : full;
}

async function main(): Promise<void> {
  const wanted = values.only.split(",");
  const groups = groupNames.filter((name: GroupName) => wanted.includes(name));
  if (groups.length !== wanted.length) throw new Error(`--only takes some of ${groupNames.join(", ")}`);
  const sizes = sizesOf();
  const rows = await runBench({ sizes, groups, say: (line) => process.stderr.write(`${line}\n`) });
  const machine = thisMachine();
  if (values.json) process.stdout.write(`${JSON.stringify(rows)}\n`);
  else process.stdout.write(`${textTable(rows)}\n\n${machineText(machine)}, ${sizes.name} form\n`);
  if (values["no-write"] || groups.length < groupNames.length) return;

  const bench = join(import.meta.dirname, "..");
  const results = join(bench, "results");
  mkdirSync(results, { recursive: true });
  const { name: form, rounds } = sizes;
  writeFileSync(
    join(results, "latest.json"),
    `${JSON.stringify({ machine, form, rounds, rows }, undefined, 2)}\n`,
  );
  const subtitle = `requests per second, median and quartiles of ${rounds} rounds; ${machineText(machine)}`;
  const shown = rows.filter(({ group }) => group === WEBHOOKS);
  writeFileSync(join(results, "latest.svg"), chart("One webhook over HTTP", subtitle, shown));
  const where = `Measured on ${machineText(machine)}; ${rounds} rounds, the ${form} form.`;
  const aimed = rows.filter(({ target }) => target !== undefined);
  const short = aimed.map(
    (row) => `| ${row.group} | ${row.name} | ${figureText(row)} | ${besideText(row)} | ${targetText(row)} |`,
  );
  const header = "| | | Median | Beside | Target |\n|---|---|--:|---|---|";
  writeBetweenMarkers(
    join(bench, "README.md"),
    `${where}\n\n![One webhook over HTTP](results/latest.svg)\n\n${markdownTable(rows)}`,
  );
  writeBetweenMarkers(join(bench, "..", "..", "README.md"), `${where}\n\n${header}\n${short.join("\n")}`);
}

if (values.help) process.stdout.write(`${usage}\n`);
else await main();
