import { type Json, type JsonObject, Spelled, writeJson } from "../engine/write-json.ts";
import { gbk } from "./gbk.ts";
import type { Reading } from "./reading.ts";

const NO_TYPE = "The content type is asked for of requests to CoinCoin; of webhooks it says nothing.";
const NO_RETRY = "“Must respond to 200 status code”: not what follows where it is another.";
const FORM = "application/x-www-form-urlencoded";

/** Other ways to send a webhook. */
export const sendingReadings: readonly Reading[] = [
  {
    name: "sends-once",
    summary: "A webhook is sent once, whatever it is answered.",
    allowedBy: NO_RETRY,
    resend: "never",
  },
  {
    name: "resends-first-stamp",
    summary:
      "A webhook is sent again until it is answered 200, with the time and signature of its first sending.",
    allowedBy: NO_RETRY,
    resend: "until-200",
    stamp: "first",
  },
  {
    name: "wrapped-webhooks",
    summary: "Webhooks stand in an envelope, `{ code: 0, msg, data }`.",
    allowedBy: "The example of a webhook has no envelope; that none comes with it is not said.",
    webhook: (body) => ({ code: 0, msg: "success", data: body }),
  },
  {
    name: "json-as-text",
    summary: "JSON is sent as `text/plain`.",
    allowedBy: NO_TYPE,
    encode: (body) => ({ contentType: "text/plain; charset=utf-8", text: writeJson(body) }),
  },
  {
    name: "json-as-form",
    summary: "JSON is sent as a form, as PHP's curl declares it.",
    allowedBy: NO_TYPE,
    encode: (body) => ({ contentType: FORM, text: writeJson(body) }),
  },
  {
    name: "form",
    summary: "Webhooks are forms: `payment[payment_id]=…&collected[usdt]=…&state=…`.",
    allowedBy: NO_TYPE,
    encode: (body) => ({ contentType: FORM, text: new URLSearchParams(fieldsOf(body)).toString() }),
  },
  {
    name: "gbk",
    summary: "Webhooks are JSON in GBK, with a remark in Chinese.",
    allowedBy: "“valid JSON format”: no encoding is named, and the example has comments in Chinese.",
    webhook: (body) => ({ ...body, remark: "收款成功" }),
    encode(body) {
      const text = writeJson(body);
      return { contentType: "application/json; charset=GBK", text, bytes: gbk(text) };
    },
  },
];

/** The fields of a form, nested as PHP reads them. */
function fieldsOf(body: JsonObject, path = ""): [string, string][] {
  return Object.entries(body).flatMap(([name, value]) => {
    const field = path === "" ? name : `${path}[${name}]`;
    if (value === undefined || value === null) return [];
    return isObject(value) ? fieldsOf(value, field) : [[field, textOf(value)] satisfies [string, string]];
  });
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Spelled);
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : writeJson(value);
}
