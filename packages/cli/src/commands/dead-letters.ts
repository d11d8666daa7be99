import type { DeliveryRecord } from "@coincoin/core";
import type { Call, Command } from "../command.ts";
import type { Column } from "../csv.ts";
import { LIST_OPTIONS, printList } from "../listing.ts";

export const deadLetters: Command = {
  name: "dead-letters",
  summary: "List the events that no handler took",
  usage: "[--payment-id <id>] [--csv] --store <store>",
  description:
    "Works while the shop runs. To hand one to its handlers again: coincoin.deadLetters.retry(eventId), inside the shop.",
  options: {
    ...LIST_OPTIONS,
    "payment-id": { type: "string", value: "<id>", help: "of this order only" },
  },
  words: 0,
  run(call) {
    const filter = { paymentId: call.options.text("payment-id") };
    return printList(call, (coincoin) => ({
      page: async (request) => coincoin.deadLetters.list({ ...filter, ...request }),
      each: () => coincoin.deadLetters.each(filter),
      columns,
      described,
      empty: "Every event was delivered, or will be tried again.",
    }));
  },
};

const columns: readonly Column<DeliveryRecord>[] = [
  ["created", ({ createdAt }) => createdAt],
  ["type", ({ event }) => event.type],
  ["reference", ({ event }) => event.reference],
  ["payment_id", ({ event }) => event.paymentId],
  ["attempts", ({ attempts }) => attempts],
  ["last_error", ({ lastError }) => lastError],
  ["event_id", ({ event }) => event.id],
];

function described(record: DeliveryRecord, paint: Call["console"]["paint"]): string {
  const { event, createdAt, attempts, lastError } = record;
  const about = event.reference === null ? "" : `  ${event.reference}`;
  return `${paint("yellow", event.type)}${about}  ${createdAt}, tried ${attempts} times\n  ${lastError ?? ""}\n  ${paint("dim", event.id)}\n`;
}
