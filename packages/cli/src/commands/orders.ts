import { type CoinCoin, isIssued, listedStatus, type Order, type OrderFilter } from "@coincoin/core";
import type { Call, Command, Given } from "../command.ts";
import type { Column } from "../csv.ts";
import { quotient } from "../decimal.ts";
import { UsageError } from "../failure.ts";
import { LIST_OPTIONS, printList } from "../listing.ts";

const STATUSES = ["pending", "receiving", "expired", "settling", "completed"] as const;
const COVERAGES = ["none", "partial", "full", "over"] as const;

export const orders: Command = {
  name: "orders",
  summary: "List, search and export orders",
  usage: "[options] --store <store>",
  description:
    "The newest first. Works while the shop runs. Conditions are joined with and; --status and --coverage may be repeated.",
  options: {
    ...LIST_OPTIONS,
    status: { type: "string", value: "<status>", multiple: true, help: STATUSES.join(", ") },
    coverage: { type: "string", value: "<coverage>", multiple: true, help: COVERAGES.join(", ") },
    paid: { type: "string", value: "<yes|no>", help: "whether the reference is paid" },
    withdrawn: { type: "string", value: "<yes|no>", help: "whether the reference was withdrawn" },
    from: {
      type: "string",
      value: "<time>",
      help: "asked for at or after it: 2026-01-31, a day in UTC, or a time",
    },
    to: { type: "string", value: "<time>", help: "asked for before it" },
    reference: { type: "string", value: "<reference>", help: "of this reference only" },
    customer: { type: "string", value: "<customer>", help: "of this customer only" },
    text: {
      type: "string",
      value: "<text>",
      help: "what payment id, reference, customer or address begins with",
    },
  },
  words: 0,
  run(call) {
    const filter = filterIn(call.options);
    return printList(call, (coincoin) => ({
      page: async (request) => coincoin.listOrders({ ...filter, ...request }),
      each: () => withSignatures(coincoin, filter),
      columns,
      described,
      empty: "No order matches.",
    }));
  },
};

/** An order, and how the notifications that counted for it were signed. */
interface Booked {
  readonly order: Order;
  readonly signatures: readonly string[];
}

async function* withSignatures(coincoin: CoinCoin, filter: OrderFilter): AsyncGenerator<Booked> {
  for await (const order of coincoin.eachOrder(filter)) {
    const signatures = new Set<string>();
    for await (const { outcome, source, proofs } of coincoin.inbox.each({ paymentId: order.paymentId })) {
      if (outcome === "applied") signatures.add(source === "operator" ? "operator" : proofs.signature);
    }
    yield { order, signatures: [...signatures] };
  }
}

const issued = (order: Order) => (isIssued(order) ? order : undefined);

/** In the order in which a bookkeeper reads a row. Amounts are of the order's own coin, exact, and times are UTC. */
const columns: readonly Column<Booked>[] = [
  ["created", ({ order }) => order.createdAt],
  ["reference", ({ order }) => order.reference],
  ["payment_id", ({ order }) => order.paymentId],
  ["customer", ({ order }) => order.customer],
  ["price", ({ order }) => order.price],
  ["display_amount", ({ order }) => order.display?.amount],
  ["display_currency", ({ order }) => order.display?.currency],
  ["coin", ({ order }) => issued(order)?.coin],
  ["network", ({ order }) => issued(order)?.network],
  ["address", ({ order }) => issued(order)?.address],
  ["amount_due", ({ order }) => issued(order)?.amountDue],
  ["received", ({ order }) => ownCoin(order, "received")],
  ["confirmed", ({ order }) => ownCoin(order, "confirmed")],
  ["other_coins", ({ order }) => otherCoins(order)],
  // What one coin was worth when the order was made, in the currency of the account at CoinCoin.
  ["rate", ({ order }) => (isIssued(order) ? quotient(order.askedPrice, order.amountDue, 8) : null)],
  ["status", ({ order }) => statusOf(order)],
  ["coverage", ({ order }) => issued(order)?.coverage],
  ["paid_at", ({ order }) => order.paid?.at],
  ["proofs", ({ signatures }) => signatures.join("; ")],
  [
    "refunds",
    ({ order: { refunds = [] } }) =>
      refunds.map(({ amount, coin, at }) => `${amount} ${coin} at ${at}`).join("; "),
  ],
];

function ownCoin(order: Order, which: "received" | "confirmed"): string | null {
  return isIssued(order) ? (order[which][order.coin] ?? "0") : null;
}

function otherCoins(order: Order): string | null {
  if (!isIssued(order)) return null;
  const others = Object.entries(order.received).filter(([coin]) => coin !== order.coin);
  return others.map(([coin, amount]) => `${amount} ${coin}`).join("; ");
}

function statusOf(order: Order): string {
  return order.withdrawn === undefined ? listedStatus(order) : "withdrawn";
}

function described(order: Order, paint: Call["console"]["paint"]): string {
  const { reference, paymentId, price, createdAt, paid } = order;
  const amounts = isIssued(order)
    ? `${order.received[order.coin] ?? "0"} of ${order.amountDue} ${order.coin}`
    : "no terms yet";
  const paidness = paid === null ? "not paid" : `paid at ${paid.at}`;
  return `${paint(paid === null ? "yellow" : "green", statusOf(order))}  ${reference}  ${createdAt}\n  price ${price}, ${amounts}, ${paidness}\n  ${paint("dim", paymentId)}\n`;
}

function filterIn(options: Given): OrderFilter {
  return {
    status: namesIn(options, "status", STATUSES),
    coverage: namesIn(options, "coverage", COVERAGES),
    paid: answerIn(options, "paid"),
    withdrawn: answerIn(options, "withdrawn"),
    from: options.text("from"),
    to: options.text("to"),
    reference: options.text("reference"),
    customer: options.text("customer"),
    text: options.text("text"),
  };
}

function namesIn<T extends string>(
  options: Given,
  name: string,
  known: readonly T[],
): readonly T[] | undefined {
  const names = options.list(name).map((given) => {
    const found = known.find((one) => one === given);
    if (found !== undefined) return found;
    throw new UsageError(`--${name} is one of ${known.join(", ")}, not "${given}".`);
  });
  return names.length === 0 ? undefined : names;
}

function answerIn(options: Given, name: string): boolean | undefined {
  const given = options.text(name);
  if (given === undefined) return undefined;
  if (given === "yes" || given === "no") return given === "yes";
  throw new UsageError(`--${name} is yes or no, not "${given}".`);
}
