import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { LedgerLine } from "../ledger.ts";
import { chainScenes } from "./chain-scenes.ts";
import { type Bought, Customer } from "./customer.ts";
import { type Demo, openDemo } from "./demo.ts";
import { parsed } from "./json.ts";
import { answerTo, SandboxControls } from "./sandbox-controls.ts";
import { Script } from "./script.ts";

/** How every order has to stand in the books at the end. */
interface Ending {
  readonly status: string;
  readonly fulfilments: number;
  readonly payments: string;
  readonly attention: string;
}

/** The whole journey with scripted customers. Resolves with the exit code: 0 when every order ended as it should. */
export async function runOnce(): Promise<number> {
  const data = await mkdtemp(join(tmpdir(), "express-shop-"));
  const log = join(data, "shop.log");
  try {
    const demo = await openDemo({ data, shopPort: 0, sandboxPort: 0, log });
    try {
      const failures = await journey(demo);
      if (failures.length > 0) console.log(`\n${await readFile(log, "utf8")}`);
      return failures.length === 0 ? 0 : 1;
    } finally {
      await demo.close();
    }
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

async function journey(demo: Demo): Promise<string[]> {
  const { shop, shopUrl } = demo;
  const script = new Script();
  const coincoin = new SandboxControls(demo.sandbox.url);
  const books = () => readBooks(demo);
  const expected = new Map<string, Ending>();
  const say = (line: string) => script.say(line);
  const expect = (what: string, probe: () => Promise<string>, wanted: string) =>
    script.expect(what, probe, wanted);
  const lineOf = async ({ orderId }: Bought) => (await books()).find((line) => line.order === orderId);
  const fulfilled = (bought: Bought) => async () => `${(await lineOf(bought))?.fulfilments ?? 0} times`;
  const lastAnswer = (bought: Bought) => async () =>
    answerTo((await coincoin.webhooks(bought.paymentId)).at(-1));

  console.log(`The shop is at ${shopUrl}, the sandbox at ${demo.sandbox.url}.`);

  const ann = new Customer("Ann", shopUrl);
  const annBuys = await ann.buy(["beans", "pot"]);
  const annSees = async () => {
    const view = await ann.view(annBuys);
    return `${view.coverage}, ${view.remaining} left`;
  };
  say(`Ann buys beans and a pot for ${annBuys.amountDue} usdt, and pays in two parts.`);
  await coincoin.pay(annBuys.paymentId, "30");
  await expect("her payment page after 30", annSees, "partial, 42.5 left");
  say("CoinCoin sends the same webhook once more.");
  const [first] = await coincoin.webhooks(annBuys.paymentId);
  if (first !== undefined) await coincoin.sendAgain(first);
  await expect("the shop's answer to it", lastAnswer(annBuys), "200 duplicate");
  await expect("her payment page", annSees, "partial, 42.5 left");
  await expect("fulfilled so far", fulfilled(annBuys), "0 times");
  say("Ann pays the rest; CoinCoin settles and completes the order.");
  await coincoin.pay(annBuys.paymentId, "42.5");
  await expect("her payment page", annSees, "full, 0 left");
  await expect("fulfilled", fulfilled(annBuys), "1 times");
  await coincoin.complete(annBuys.paymentId);
  await expect("the status she sees", async () => (await ann.view(annBuys)).status, "completed");
  expected.set("Ann", {
    status: "paid",
    fulfilments: 1,
    payments: "completed full 72.5 usdt",
    attention: "",
  });

  const ben = new Customer("Ben", shopUrl);
  const benBuys = await ben.buy(["grinder"]);
  say(
    `Ben buys a grinder for ${benBuys.amountDue} usdt, and the shop dies between the webhook and its handler.`,
  );
  await shop.stop();
  await shop.start({ SHOP_DELIVERY: "manual" });
  await coincoin.pay(benBuys.paymentId, benBuys.amountDue);
  await expect("the shop's answer to the webhook", lastAnswer(benBuys), "200 applied");
  await expect("fulfilled so far", fulfilled(benBuys), "0 times");
  await shop.kill();
  console.log("  SIGKILL");
  await shop.start();
  await expect("fulfilled after the restart", fulfilled(benBuys), "1 times");
  expected.set("Ben", { status: "paid", fulfilments: 1, payments: "completed full 129 usdt", attention: "" });

  const dee = new Customer("Dee", shopUrl);
  const deeBuys = await dee.buy(["kettle"]);
  say(`Dee buys a kettle for ${deeBuys.amountDue} usdt, and sends trx instead.`);
  await coincoin.pay(deeBuys.paymentId, deeBuys.amountDue, "trx");
  await expect("her payment page", async () => (await dee.view(deeBuys)).coverage, "none");
  // Something came, so the order does not expire: a person was called, and decides.
  expected.set("Dee", {
    status: "awaiting payment",
    fulfilments: 0,
    payments: "completed none 79.9 trx",
    attention: "wrong_coin",
  });

  const cem = new Customer("Cem", shopUrl);
  const cemBuys = await cem.buy(["pot"]);
  const eve = new Customer("Eve", shopUrl);
  const eveBuys = await eve.buy(["pot"]);
  say("Cem and Eve each buy a pot and do not pay. Sixty hours pass.");
  await coincoin.advance(60);
  const statusOf = (bought: Bought) => async () => (await lineOf(bought))?.status ?? "unknown";
  await expect("Cem's order", statusOf(cemBuys), "not paid");
  await expect("Eve's order", statusOf(eveBuys), "not paid");
  expected.set("Cem", { status: "not paid", fulfilments: 0, payments: "receiving none ", attention: "" });
  const isOver = async () => String((await lineOf(eveBuys))?.payments.every((payment) => payment.lapsed));
  await expect("the time to pay is over", isOver, "true");
  say("Eve pays after all, on an order that CoinCoin had called invalid.");
  await coincoin.pay(eveBuys.paymentId, eveBuys.amountDue);
  await expect("Eve's order", statusOf(eveBuys), "needs a person");
  await coincoin.advance(1);
  expected.set("Eve", {
    status: "needs a person",
    fulfilments: 0,
    payments: "completed full 48 usdt",
    attention: "invalid_with_money, paid_late",
  });

  say("The books:");
  const bought = new Map([
    ["Ann", annBuys],
    ["Ben", benBuys],
    ["Cem", cemBuys],
    ["Dee", deeBuys],
    ["Eve", eveBuys],
  ]);
  for (const [name, ending] of expected) {
    const order = bought.get(name);
    if (order === undefined) continue;
    const standing = async () => ended(await lineOf(order));
    await expect(name.padEnd(4), standing, text(ending));
  }
  // Whatever is still under way would show by now.
  await delay(1_000);
  const total = (await books()).reduce((sum, line) => sum + line.fulfilments, 0);
  await expect(
    "orders fulfilled in all",
    async () => `${total} of ${expected.size}`,
    `2 of ${expected.size}`,
  );
  await chainScenes(demo, script, lineOf);
  say(
    script.failures.length === 0
      ? "Every order ended as it should."
      : `Not as it should be: ${script.failures.join("; ")}`,
  );
  return script.failures;
}

async function readBooks(demo: Demo): Promise<LedgerLine[]> {
  const operator = new Customer("the operator", demo.shopUrl);
  await operator.post("/operator/login", { password: demo.operatorPassword });
  return parsed<LedgerLine[]>(await operator.text("/operator/ledger.json"));
}

function ended(line: LedgerLine | undefined): string {
  if (line === undefined) return "not in the books";
  const payments = line.payments.map(({ status, coverage, received }) => {
    const amounts = Object.entries(received).map(([coin, amount]) => `${amount} ${coin}`);
    return `${status} ${coverage} ${amounts.join(" + ")}`;
  });
  return text({ ...line, payments: payments.join(", "), attention: line.attention.toSorted().join(", ") });
}

function text({ status, fulfilments, payments, attention }: Ending): string {
  return `${status}, fulfilled ${fulfilments} times | ${payments} | ${attention === "" ? "nobody has to look" : attention}`;
}
