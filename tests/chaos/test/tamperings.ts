import type { EventRow, Evidence, ShopTables } from "../src/evidence.ts";
import { sha256 } from "../src/told.ts";

/** A way to spoil the evidence of a good run, and the rule that has to notice. */
export interface Tampering {
  readonly what: string;
  readonly rule: string;
  tamper(evidence: Evidence): Evidence;
}

function shop(evidence: Evidence, change: (tables: ShopTables) => Partial<ShopTables>): Evidence {
  return { ...evidence, shop: { ...evidence.shop, ...change(evidence.shop) } };
}

const isPaid = (event: EventRow) => event.type === "order.paid";

/** The first that fits, and the list without it. */
function takeOut<T>(list: readonly T[], fits: (one: T) => boolean): { one: T; rest: T[] } {
  const one = list.find(fits);
  if (one === undefined) throw new Error("the run had nothing to tamper with");
  return { one, rest: list.filter((other) => other !== one) };
}

/** The list with the first that fits replaced. */
function replaced<T>(list: readonly T[], fits: (one: T) => boolean, by: (one: T) => T): T[] {
  const { one, rest } = takeOut(list, fits);
  return [...rest, by(one)];
}

/** One unit of the eighth place more. */
const nudged = (amount: string) => `${amount}${amount.includes(".") ? "" : "."}00000001`;

function unpaidId({ shop: { orders, events } }: Evidence): string {
  const paid = new Set(events.filter((event) => event.amount !== null).map((event) => event.paymentId));
  return takeOut(orders, (order) => order.status !== "pending" && !paid.has(order.paymentId)).one.paymentId;
}

function acknowledgedBody({ gateway }: Evidence): string {
  const attempts = gateway.deliveries.flatMap((delivery) => delivery.attempts);
  return takeOut(attempts, (attempt) => attempt.reply?.status === 200).one.request?.body ?? "";
}

export const tamperings: readonly Tampering[] = [
  {
    what: "the order.paid row of a paid order is gone",
    rule: "one order.paid",
    tamper: (evidence) => shop(evidence, ({ events }) => ({ events: takeOut(events, isPaid).rest })),
  },
  {
    what: "an order has a second order.paid row",
    rule: "one order.paid",
    tamper: (evidence) =>
      shop(evidence, ({ events }) => ({
        events: [...events, { ...takeOut(events, isPaid).one, id: "another" }],
      })),
  },
  {
    what: "an order that nobody paid has an order.paid row",
    rule: "nobody unpaid is fulfilled",
    tamper: (evidence) => {
      const paymentId = unpaidId(evidence);
      return shop(evidence, ({ events }) => ({
        events: [
          ...events,
          { ...takeOut(events, isPaid).one, id: "another", paymentId, reference: "unpaid" },
        ],
      }));
    },
  },
  {
    what: "an order.paid row is another by a hundred-millionth",
    rule: "amount of order.paid",
    tamper: (evidence) =>
      shop(evidence, ({ events }) => ({
        events: replaced(events, isPaid, (event) => ({ ...event, amount: nudged(event.amount ?? "") })),
      })),
  },
  {
    what: "an event was never delivered",
    rule: "every event is delivered",
    tamper: (evidence) =>
      shop(evidence, ({ events }) => ({
        events: replaced(events, isPaid, (event) => ({ ...event, state: "pending" })),
      })),
  },
  {
    what: "a late payment passes for one in time",
    rule: "late or not",
    tamper: (evidence) =>
      shop(evidence, ({ events }) => ({
        events: replaced(
          events,
          (event) => event.type === "order.paid_late",
          (event) => ({ ...event, type: "order.paid" }),
        ),
      })),
  },
  {
    what: "an acknowledged notification is in neither inbox nor spool",
    rule: "nothing acknowledged is lost",
    tamper: (evidence) => {
      const body = acknowledgedBody(evidence);
      return shop(evidence, ({ inbox }) => ({ inbox: inbox.filter((row) => row.body !== body) }));
    },
  },
  {
    what: "one of two acknowledged copies was not counted",
    rule: "nothing acknowledged is lost",
    tamper: (evidence) =>
      shop(evidence, ({ inbox }) => ({
        inbox: replaced(
          inbox,
          (row) => row.count > 1 && acknowledgements(evidence, row.body) === row.count,
          (row) => ({ ...row, count: row.count - 1 }),
        ),
      })),
  },
  {
    what: "the inbox holds what the gateway never sent",
    rule: "nothing is in the inbox that was not sent",
    tamper: (evidence) =>
      shop(evidence, ({ inbox }) => ({
        inbox: [
          ...inbox,
          { paymentId: unpaidId(evidence), body: "{}", digest: sha256("{}"), outcome: "applied", count: 1 },
        ],
      })),
  },
  {
    what: "a body was changed after it came",
    rule: "bodies are kept as they came",
    tamper: (evidence) =>
      shop(evidence, ({ inbox }) => ({
        inbox: replaced(
          inbox,
          () => true,
          (row) => ({ ...row, body: `${row.body} ` }),
        ),
      })),
  },
  {
    what: "what was not signed was applied",
    rule: "outcome of a notification",
    tamper: (evidence) =>
      shop(evidence, ({ inbox }) => ({
        inbox: replaced(
          inbox,
          (row) => row.outcome === "held",
          (row) => ({ ...row, outcome: "applied" }),
        ),
      })),
  },
  {
    what: "a spooled notification was damaged",
    rule: "nothing in the spool is damaged",
    tamper: (evidence) => ({ ...evidence, spool: { ...evidence.spool, damaged: 1 } }),
  },
  {
    what: "an order that a customer was shown is gone",
    rule: "what was shown is kept",
    tamper: (evidence) =>
      shop(evidence, ({ orders }) => ({
        orders: takeOut(orders, (order) => order.status !== "pending").rest,
      })),
  },
  {
    what: "the gateway has an order of which the shop knows nothing",
    rule: "written ahead",
    tamper: (evidence) => {
      const made = new Set(evidence.gateway.orders.map((order) => order.paymentId));
      return shop(evidence, ({ orders }) => ({
        orders: takeOut(orders, (order) => made.has(order.paymentId)).rest,
      }));
    },
  },
  {
    what: "what was received is another by a hundred-millionth",
    rule: "same received",
    tamper: (evidence) =>
      shop(evidence, ({ orders }) => ({
        orders: replaced(
          orders,
          (order) => order.received["usdt"] !== undefined,
          (order) => ({ ...order, received: { usdt: nudged(order.received["usdt"] ?? "") } }),
        ),
      })),
  },
  {
    what: "what is due is another by a hundred-millionth",
    rule: "same amount due",
    tamper: (evidence) =>
      shop(evidence, ({ orders }) => ({
        orders: replaced(
          orders,
          (order) => order.amountDue !== null,
          (order) => ({ ...order, amountDue: nudged(order.amountDue ?? "") }),
        ),
      })),
  },
  {
    what: "a fulfilment is missing in the ledger",
    rule: "every payment is in the ledger",
    tamper: (evidence) => ({ ...evidence, ledger: evidence.ledger.slice(1) }),
  },
  {
    what: "the ledger fulfilled an order that nobody paid",
    rule: "nobody unpaid is in the ledger",
    tamper: (evidence) => ({
      ...evidence,
      ledger: replaced(
        evidence.ledger,
        () => true,
        (row) => ({ ...row, paymentId: unpaidId(evidence) }),
      ),
    }),
  },
  {
    what: "the ledger fulfilled at another amount",
    rule: "amount in the ledger",
    tamper: (evidence) => ({
      ...evidence,
      ledger: replaced(
        evidence.ledger,
        () => true,
        (row) => ({ ...row, amount: nudged(row.amount) }),
      ),
    }),
  },
  {
    what: "somebody overpaid and nobody was told",
    rule: "what is odd is in the attention list",
    tamper: (evidence) =>
      shop(evidence, ({ attention }) => ({
        attention: takeOut(attention, (item) => item.kind === "overpaid").rest,
      })),
  },
  {
    what: "the attention list warns of an ordinary order",
    rule: "nothing ordinary is in the attention list",
    tamper: (evidence) =>
      shop(evidence, ({ attention }) => ({
        attention: [
          ...attention,
          { kind: "stalled", paymentId: unpaidId(evidence), reference: null, open: true },
        ],
      })),
  },
];

function acknowledgements({ gateway }: Evidence, body: string): number {
  return gateway.deliveries
    .flatMap((delivery) => delivery.attempts)
    .filter((attempt) => attempt.request?.body === body && attempt.reply?.status === 200).length;
}
