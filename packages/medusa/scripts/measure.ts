// node --conditions=coincoin-source scripts/measure.ts [purchases]
// On a real store: how long from the webhook's 200 to the placed order, and what the plugin adds to boot and memory.
import { readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { Customers, outcomeOf } from "../test/store/customer.ts";
import { startMedusa } from "../test/store/medusa.ts";
import { freePort } from "../test/store/postgres.ts";
import { openShop, type Shop } from "../test/store/shop.ts";

const purchases = Number(process.argv[2] ?? 40);
const BOOTS = 3;
const WARM_UP = 5;
const LIMIT_MS = 60_000;

const say = (line: string) => process.stdout.write(`${line}\n`);
const rounded = (value: number) => Math.round(value).toString();

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

async function fromAnswerToOrder(shop: Shop, customers: Customers, isPlacedFirst: boolean): Promise<number> {
  const cart = await customers.cart();
  const checkout = await customers.checkout(cart);
  if (isPlacedFirst) await customers.complete(cart);
  await shop.sandbox.pay(checkout.paymentId, { amount: "26.1" });
  await shop.sandbox.settled();
  const since = performance.now();
  while (performance.now() - since < LIMIT_MS) {
    const { orders, paid } = await outcomeOf(shop, cart);
    if (orders === 1 && paid === cart.total) return performance.now() - since;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error("A paid order was not placed within a minute.");
}

interface Start {
  readonly bootMs: number;
  readonly residentMb: number;
}

async function boot(shop: Shop, without: string | undefined): Promise<Start> {
  const server = await startMedusa(shop.app, {
    ...shop.env,
    PORT: String(await freePort()),
    ...(without === undefined ? {} : { WITHOUT_PLUGIN: without }),
  });
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const status = readFileSync(`/proc/${server.pid}/status`, "utf8");
  const residentMb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  const { bootMs } = server;
  await server.stop();
  return { bootMs, residentMb };
}

function median(values: readonly number[]): number {
  return at(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

const shop = await openShop();
try {
  const customers = new Customers(shop);
  for (let count = 0; count < WARM_UP; count++) await fromAnswerToOrder(shop, customers, count % 2 === 0);
  for (const isPlacedFirst of [false, true]) {
    const times: number[] = [];
    for (let count = 0; count < purchases; count++) {
      times.push(await fromAnswerToOrder(shop, customers, isPlacedFirst));
    }
    const sorted = times.toSorted((a, b) => a - b);
    const what = isPlacedFirst ? "order placed first, then captured" : "paid first, then placed and captured";
    const [p50, p95, most] = [at(sorted, 0.5), at(sorted, 0.95), at(sorted, 1)].map(rounded);
    say(`200 to order, ${what}: p50 ${p50} ms, p95 ${p95} ms, most ${most} ms (${purchases} purchases)`);
  }
  await shop.server.stop();
  const withPlugin: Start[] = [];
  const without: Start[] = [];
  for (let count = 0; count < BOOTS; count++) {
    without.push(await boot(shop, "all"));
    withPlugin.push(await boot(shop, undefined));
  }
  for (const [name, unit, of] of [
    ["boot", "ms", (start: Start) => start.bootMs],
    ["memory after boot", "MB", (start: Start) => start.residentMb],
  ] as const) {
    const before = median(without.map(of));
    const after = median(withPlugin.map(of));
    const added = ((after / before - 1) * 100).toFixed(1);
    say(
      `${name}: ${rounded(before)} ${unit} without the plugin, ${rounded(after)} ${unit} with it, ${added}% more (median of ${BOOTS})`,
    );
  }
  say(
    `load average while measuring: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(" ")}`,
  );
} finally {
  await shop.close();
}
