import { parseArgs } from "node:util";
import { describe } from "./report.ts";
import { runChaos } from "./run.ts";
import { verify } from "./verify.ts";

const usage = `A shop in real processes, killed at random, on a database that is stopped hard: nothing may be lost.

  pnpm chaos --store sqlite|postgres [--orders 200] [--seed 1] [--kills 10] [--database-stops 3] [--crowd 16]

Exits 1 when the shop's database, spool and ledger are not what the gateway's record calls for.`;

const { values } = parseArgs({
  options: {
    store: { type: "string", default: "sqlite" },
    orders: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    kills: { type: "string", default: "10" },
    "database-stops": { type: "string", default: "3" },
    crowd: { type: "string", default: "16" },
    help: { type: "boolean", default: false },
  },
});

const SHOWN_MISMATCHES = 30;

function whole(name: "orders" | "kills" | "database-stops" | "crowd"): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  console.error(`--${name} is a whole number, not "${values[name]}"\n\n${usage}`);
  process.exit(2);
}

async function main(store: "sqlite" | "postgres"): Promise<number> {
  const result = await runChaos({
    store,
    seed: values.seed,
    orders: whole("orders"),
    kills: whole("kills"),
    databaseStops: whole("database-stops"),
    crowd: whole("crowd"),
    say: (line) => console.error(`${(performance.now() / 1000).toFixed(1).padStart(7)} s  ${line}`),
  });
  const { mismatches, expected } = verify(result.evidence);
  console.log(describe(result, expected));
  for (const { rule, about, detail } of mismatches.slice(0, SHOWN_MISMATCHES)) {
    console.log(`MISMATCH  ${rule}: ${about}: ${detail}`);
  }
  for (const death of result.deaths) console.log(`MISMATCH  the process never exits: ${death}`);
  const wrong = mismatches.length + result.deaths.length;
  console.log(wrong === 0 ? "nothing was lost" : `${wrong} mismatches (seed ${values.seed})`);
  return wrong === 0 ? 0 : 1;
}

if (values.help) {
  console.log(usage);
} else if (values.store === "sqlite" || values.store === "postgres") {
  process.exit(await main(values.store));
} else {
  console.error(usage);
  process.exit(2);
}
