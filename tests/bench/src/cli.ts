import { parseArgs } from "node:util";
import { machineText, thisMachine } from "./report/machine.ts";
import { publish } from "./report/publish.ts";
import { textTable } from "./report/table.ts";
import { type GroupName, groupNames, runBench } from "./run.ts";
import { full, long, quick, quickest, type Sizes } from "./sizes.ts";

const usage = `Side by side with peers and limits, in one run.

  pnpm bench [--quick | --quickest | --long] [--only ${groupNames.join(",")}] [--json] [--no-write]

Writes tests/bench/results and the tables in the READMEs when everything was measured. --json prints the rows as JSON.`;

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
  publish({ machine, form: sizes.name, rounds: sizes.rounds, rows });
}

if (values.help) process.stdout.write(`${usage}\n`);
else await main();
