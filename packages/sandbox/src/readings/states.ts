import type { JsonObject } from "../engine/write-json.ts";
import type { Reading, WebhookFacts } from "./reading.ts";

const AT_THE_END = "The example of a webhook is the only one, and shows an order that goes on.";

function atTheEnd(collected: JsonObject[string]) {
  return (body: JsonObject, { status }: WebhookFacts): JsonObject =>
    status === "settling" || status === "completed" ? { ...body, collected, state: 1 } : body;
}

/** Other codes, and closing words without amounts. */
export const stateReadings: readonly Reading[] = [
  {
    name: "response-table",
    summary: "Code 1 is settling, 2 is completed.",
    allowedBy: "“The state of the order. 0: receiving money; 1: settlement; 2: completed”.",
    stateCodes: "response-table",
  },
  {
    name: "only-state-0",
    summary: "Every webhook has state 0, also that of the full amount.",
    allowedBy:
      "“we will notify you multiple times until the order is complete”: not that the end is notified too.",
    state: () => 0,
  },
  {
    name: "part-is-completed",
    summary: "A webhook about any money has state 1, also about a part, and the order goes on.",
    allowedBy: "The example of a webhook: amount 100, collected 50, state 1; “只要不满足订单都将继续”.",
    state: ({ code, coin, collected }) => ((collected.get(coin) ?? 0n) > 0n ? 1 : code),
  },
  {
    name: "closes-without-collected",
    summary: "An order that is over is told with state 1 and without `collected`.",
    allowedBy: AT_THE_END,
    webhook: atTheEnd(undefined),
  },
  {
    name: "closes-with-empty-collected",
    summary: "An order that is over is told with state 1 and an empty `collected`.",
    allowedBy: AT_THE_END,
    webhook: atTheEnd({}),
  },
  {
    name: "closes-with-null-collected",
    summary: "An order that is over is told with state 1 and `collected: null`.",
    allowedBy: AT_THE_END,
    webhook: atTheEnd(null),
  },
];
