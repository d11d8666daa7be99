import { Spelled } from "../engine/write-json.ts";
import type { Reading } from "./reading.ts";

const NO_ERRORS = "The document has one status, “HTTP status code: 200”, and no format of errors.";
const LONGEST_HOURS = 48;

function inSeconds(value: unknown): Spelled {
  return new Spelled(String(Math.floor(Number(value) / 1000)));
}

/** Other answers to the creation of an order. */
export const creationReadings: readonly Reading[] = [
  {
    name: "errors-in-200",
    summary: "A refusal is a status 200 with `{ code, msg }`.",
    allowedBy: NO_ERRORS,
    refusal: ({ status, message }) => ({ status: 200, body: { code: status, msg: message } }),
  },
  {
    name: "wrapped-answers",
    summary: "Answers stand in an envelope, `{ code: 0, msg, data }`; so do refusals.",
    allowedBy: NO_ERRORS,
    answer: (body) => ({ code: 0, msg: "success", data: body }),
    refusal: ({ status, message }) => ({ status: 200, body: { code: status, msg: message, data: null } }),
  },
  {
    name: "times-in-seconds",
    summary: "The times of an order are in seconds.",
    allowedBy: "“Order Creation Timestamp” names no unit; the example alone has milliseconds.",
    answer: (body) => ({
      ...body,
      create_time: inSeconds(body["create_time"]),
      expired_time: inSeconds(body["expired_time"]),
    }),
  },
  {
    name: "other-hours",
    summary: "For 12 hours asked, the answer says 8, and its times lie 24 apart.",
    allowedBy:
      "The example of a request asks for 12; that of its answer says 8, between times 24 hours apart.",
    hours: (asked) => ({ told: (asked * 2) / 3, real: Math.min(asked * 2, LONGEST_HOURS) }),
  },
  {
    name: "created-in-state-1",
    summary: "The answer to the creation of an order has state 1.",
    allowedBy: "The response has a `state` with all values; that it is 0 at first is not said.",
    answer: (body) => ({ ...body, state: 1 }),
  },
  {
    name: "shared-address",
    summary: "All orders have one address.",
    allowedBy:
      "“a unique payment address is generated for each order” stands in the introduction; no parameter repeats it.",
    addressSource: () => "shared",
  },
];
