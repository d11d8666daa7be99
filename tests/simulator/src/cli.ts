import { parseArgs } from "node:util";
import { runSeeds } from "./fleet.ts";
import { describeFailure } from "./report.ts";
import { shorten } from "./shorten.ts";
import { optionsOf, run, watchRejections } from "./simulate.ts";
import type { Told } from "./worker.ts";

const usage = `Simulates shops, gateway, customers and the network between them, with everything going wrong.

  pnpm simulate [--seeds 100] [--from 1] [--orders 100]   seeds from, from + 1, …: exits 1 when one fails
  pnpm simulate --seed 7 [--orders 100]                    one seed, with all that happened

  --shorten 30    seconds spent on shortening a failing run`;

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "100" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    orders: { type: "string", default: "100" },
    shorten: { type: "string", default: "30" },
    help: { type: "boolean", default: false },
  },
});

const SHOWN_FAILURES = 3;

function count(name: "seeds" | "from" | "seed" | "orders" | "shorten"): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  console.error(`--${name} is a whole number, not "${values[name]}"\n\n${usage}`);
  process.exit(2);
}

async function one(seed: number, orders: number): Promise<number> {
  const result = await run({ ...optionsOf(seed, orders), trace: true });
  console.log(result.trace.join("\n"));
  console.log(
    `seed ${seed}: ${result.steps} steps, ${result.paid} paid, ${result.attention} in the attention list, trace ${result.hash}`,
  );
  return result.violation === undefined ? 0 : explain(seed, orders, result.violation.rule);
}

async function explain(seed: number, orders: number, rule: string): Promise<1> {
  const shortened = await shorten(optionsOf(seed, orders), rule, count("shorten") * 1000);
  console.log(describeFailure(seed, orders, shortened));
  return 1;
}

async function many(from: number, seeds: number, orders: number): Promise<number> {
  const started = performance.now();
  const failures: Told[] = [];
  const sums = { runs: 0, steps: 0, paid: 0, attention: 0 };
  const tell = (told: Told) => {
    sums.runs++;
    sums.steps += told.steps;
    sums.paid += told.paid;
    sums.attention += told.attention;
    if (told.rule !== null) {
      failures.push(told);
      console.log(`seed ${told.seed} fails: ${told.rule}`);
    }
    if (sums.runs % 500 === 0) console.log(`${sums.runs} of ${seeds} seeds, ${failures.length} failed`);
  };
  const numbers = Array.from({ length: seeds }, (_, index) => from + index);
  await runSeeds({ seeds: numbers, orders, tell });
  for (const { seed, rule } of failures.slice(0, SHOWN_FAILURES)) await explain(seed, orders, rule ?? "");
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `${sums.runs} seeds of ${orders} orders from ${from} on: ${failures.length} failed. ${sums.steps} steps, ${sums.paid} paid, ` +
      `${sums.attention} in attention lists, ${seconds} s`,
  );
  return failures.length === 0 ? 0 : 1;
}

if (values.help) {
  console.log(usage);
} else {
  watchRejections();
  const status =
    values.seed === undefined
      ? await many(count("from"), count("seeds"), count("orders"))
      : await one(count("seed"), count("orders"));
  process.exit(status);
}
