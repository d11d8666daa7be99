// Measures what 500 open orders cost in calls a day at a provider of each network, and prints it beside what was planned.
import { measure } from "./measure.ts";
import { ORDERS, PLANS } from "./plans.ts";

const DAY_MS = 86_400_000;
const number = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

function row(cells: readonly string[]): string {
  const [title = "", ...rest] = cells;
  return `${title.padEnd(34)}${rest.map((cell) => cell.padStart(14)).join("")}\n`;
}

process.stdout.write(`${ORDERS} open orders all day, each paid once in it\n\n`);
process.stdout.write(row(["", "calls a look", "calls a day", "planned", "paid and seen"]));
for (const plan of PLANS) {
  const { looks, calls, found } = await measure(plan, ORDERS, DAY_MS);
  const cells = [
    number.format(calls / looks),
    number.format(calls),
    number.format(plan.planned),
    number.format(found),
  ];
  process.stdout.write(row([plan.title, ...cells]));
}
