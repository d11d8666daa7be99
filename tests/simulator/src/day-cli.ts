import { parseArgs } from "node:util";
import { needOf, runDay } from "./day/day.ts";
import type { DayOptions } from "./day/options.ts";
import { describeDay, ENOUGH, shareOf } from "./day/report.ts";

const usage = `Simulates a day of a busy shop at the gateway's limit of orders at once, and prints how many honest customers could pay.

  pnpm simulate:day [--customers 3000] [--bots 15] [--strangers 100] [--hours 3] [--limit 500] [--seed 1]

  --no-customer   the shop does not say whose its orders are
Exits 1 where fewer than 99.5% could pay though the gateway's limit allows it.`;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    customers: { type: "string", default: "3000" },
    bots: { type: "string", default: "15" },
    strangers: { type: "string", default: "100" },
    hours: { type: "string", default: "3" },
    limit: { type: "string", default: "500" },
    "no-customer": { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

function count(name: "seed" | "customers" | "bots" | "strangers" | "hours" | "limit"): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  console.error(`--${name} is a whole number, not "${values[name]}"\n\n${usage}`);
  process.exit(2);
}

if (values.help) {
  console.log(usage);
} else {
  const limit = count("limit");
  const options: DayOptions = {
    seed: count("seed"),
    customers: count("customers"),
    bots: count("bots"),
    strangers: count("strangers"),
    hours: count("hours"),
    givesCustomer: !values["no-customer"],
    gatewayOrders: limit,
    limits: { openOrders: limit },
  };
  const result = await runDay(options);
  const need = await needOf(options);
  console.log(describeDay(options, result, need));
  const isAllowed = need <= options.gatewayOrders;
  process.exit((isAllowed && shareOf(result) < ENOUGH) || result.servedUnpaid > 0 ? 1 : 0);
}
