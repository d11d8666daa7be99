import { isIssued, type Order, type Reconciliation, type StateCodes } from "@coincoin/core";
import { type Command, type Given, OK, WRONG } from "../command.ts";
import { UsageError } from "../failure.ts";
import { KEY_OPTIONS, readSettings, STORE_OPTION } from "../settings.ts";

const STATES = ["receiving", "settling", "completed", "invalid"] as const;

export const reconcile: Command = {
  name: "reconcile",
  summary: "Enter what CoinCoin's own site says of an order",
  usage: "<payment-id> --collected <coin=amount> --state <state> --by <name> --store <store>",
  description: `CoinCoin has no call to ask for an order, so a person looks at its site and enters what it says: the total received so far, not
one payment. It is joined into the order like a notification, and recorded with your name. If it makes the order paid, the shop
fulfils it, at once or when it starts. SQLite: stop the shop first. PostgreSQL: it may run on.`,
  options: {
    ...KEY_OPTIONS,
    ...STORE_OPTION,
    collected: {
      type: "string",
      value: "<coin=amount>",
      help: "the total received, like usdt=99.50; may be repeated",
      multiple: true,
    },
    state: { type: "string", value: "<state>", help: STATES.join(", ") },
    by: { type: "string", value: "<name>", help: "who looked" },
    "state-codes": {
      type: "string",
      value: "<table>",
      help: "the shop's stateCodes: status-table (default) or response-table",
    },
    correct: { type: "boolean", help: "replace an earlier entry that was wrong, also by less" },
    yes: { type: "boolean", help: "do not ask" },
  },
  words: 1,
  async run({ console, options, json, words, ...call }) {
    const [paymentId] = words;
    if (paymentId === undefined) throw new UsageError("Which order? Give its payment id.");
    const entered = read(options);
    const settings = readSettings({ console, options, ...call });
    const { openForWriting } = await import("../stores.ts");
    const shop = await openForWriting(settings, options.text("schema"), { stateCodes: stateCodes(options) });
    try {
      const before = await shop.coincoin.getOrder(paymentId);
      if (!options.flag("yes")) {
        const question = `Enter ${described(entered)} for ${summary(before, paymentId)}?`;
        if (console.confirm === undefined) throw new UsageError("Nobody is there to be asked: pass --yes.");
        if (!(await console.confirm(question))) {
          console.err("Nothing was entered.\n");
          return WRONG;
        }
      }
      const order = await shop.coincoin.reconcile(paymentId, entered);
      console.out(json ? `${JSON.stringify({ ok: true, order })}\n` : `Now ${summary(order, paymentId)}.\n`);
      return OK;
    } finally {
      await shop.close();
    }
  },
};

function read(options: Given): Reconciliation {
  const state = STATES.find((one) => one === options.text("state"));
  const by = options.text("by");
  if (state === undefined) throw new UsageError(`--state is one of ${STATES.join(", ")}.`);
  if (by === undefined) throw new UsageError("Who looked? Pass --by <name>.");
  const collected = options.list("collected").map((text): [string, string] => {
    const [, coin, amount] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    if (coin === undefined || amount === undefined) {
      throw new UsageError(`--collected is <coin>=<total>, like usdt=99.50; not "${text}".`);
    }
    return [coin, amount];
  });
  return { collected: Object.fromEntries(collected), state, by, correct: options.flag("correct") };
}

function stateCodes(options: Given): StateCodes {
  const given = options.text("state-codes") ?? "status-table";
  if (given === "status-table" || given === "response-table") return given;
  throw new UsageError("--state-codes is status-table or response-table, as the shop has it.");
}

function described({ collected, state }: Reconciliation): string {
  const totals = Object.entries(collected).map(([coin, amount]) => `${String(amount)} ${coin}`);
  return `"${totals.length === 0 ? "nothing received" : totals.join(", ")}, ${state}"`;
}

function summary(order: Order | undefined, paymentId: string): string {
  if (order === undefined) return `${paymentId}, which is not there`;
  if (!isIssued(order)) return `${paymentId} (no terms yet)`;
  const { amountDue, coin, received, status, paid } = order;
  const paidness = paid === null ? "not paid" : `paid at ${paid.at}`;
  return `${paymentId}: ${received[coin] ?? "0"} of ${amountDue} ${coin} received, ${status}, ${paidness}`;
}
