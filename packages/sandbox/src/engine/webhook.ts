import type { EncodedBody, Reading, WebhookFacts } from "../readings/reading.ts";
import { addressFor } from "./address.ts";
import type { Coin, Network } from "./coins.ts";
import type { Decimal } from "./decimal.ts";
import { type NameSpelling, type NumberSpelling, spellNumber } from "./json.ts";
import { signatureOf } from "./signature.ts";
import { Spelled, writeJson } from "./write-json.ts";

export interface Credentials {
  readonly appId: string;
  readonly secretKey: string;
}

/** What one webhook says ("Developer Webhook"), before it is spelled. */
export interface WebhookContent {
  readonly address: string;
  readonly paymentId: string;
  readonly network: Network;
  readonly amount: Decimal;
  readonly facts: WebhookFacts;
  readonly numbers: NumberSpelling | undefined;
  readonly names: NameSpelling;
}

/** A webhook's body, its fields in the order of the document's example. */
export function renderWebhook(content: WebhookContent, reading: Reading): EncodedBody {
  const { facts, network } = content;
  const spell = (amount: Decimal): Spelled =>
    new Spelled(spellNumber(amount, content.numbers ?? reading.numbers ?? "plain"));
  const coinName = (coin: Coin): string =>
    spellName(reading.names?.coin?.(coin, network) ?? coin, content.names);
  const collected = [...(reading.collected?.(facts) ?? facts.collected)];
  const body = {
    payment: {
      address: content.address,
      payment_id: reading.paymentId?.(content.paymentId) ?? content.paymentId,
      network: spellName(reading.names?.network?.(network) ?? network, content.names),
      coin: coinName(facts.coin),
      amount: spell(content.amount),
    },
    collected: Object.fromEntries(collected.map(([coin, amount]) => [coinName(coin), spell(amount)])),
    state: reading.state?.(facts) ?? facts.code,
  };
  const read = reading.webhook?.(body, facts) ?? body;
  return reading.encode?.(read) ?? { contentType: "application/json", text: writeJson(read) };
}

export function spellName(name: string, spelling: NameSpelling): string {
  return spelling === "upper" ? name.toUpperCase() : name;
}

/** The same webhook about somebody else's address. */
export function withTamperedAddress(content: WebhookContent): WebhookContent {
  const address = addressFor(content.network, "tampered", content.paymentId);
  return { ...content, address };
}

/** The same webhook, claiming that twice what is due came in and was settled. */
export function withTamperedAmount(content: WebhookContent, completedState: number): WebhookContent {
  const { facts } = content;
  const collected = new Map(facts.collected).set(facts.coin, content.amount * 2n);
  return { ...content, facts: { ...facts, collected, status: "completed", code: completedState } };
}

/** The documented headers of a signed request, with the time they are signed at (ms). */
export function signedHeaders(credentials: Credentials, atMs: number): Record<string, string> {
  const timespan = String(atMs).padStart(13, "0");
  const sign = signatureOf(credentials.appId, timespan, credentials.secretKey);
  return headersOf(credentials.appId, timespan, sign);
}

/** The headers of a signed webhook: those of a request, unless the reading has others. */
export function webhookSignature(
  credentials: Credentials,
  atMs: number,
  body: string,
  reading: Reading,
): Record<string, string> {
  const signed = reading.sign?.({ ...credentials, atMs, body });
  return signed === undefined
    ? signedHeaders(credentials, atMs)
    : headersOf(credentials.appId, signed.timespan, signed.sign);
}

function headersOf(appId: string, timespan: string, sign: string): Record<string, string> {
  return { "cc-app-id": appId, "cc-timespan": timespan, "cc-sign": sign };
}

/** A signature that looks right and is not: its last digit is another one. */
export function withTamperedSignature(headers: Record<string, string>): Record<string, string> {
  const sign = headers["cc-sign"];
  if (sign === undefined) return headers;
  return { ...headers, "cc-sign": `${sign.slice(0, -1)}${sign.endsWith("0") ? "1" : "0"}` };
}
