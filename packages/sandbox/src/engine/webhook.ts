import { addressFor } from "./address.ts";
import type { Coin, Network } from "./coins.ts";
import type { Decimal } from "./decimal.ts";
import { type NameSpelling, type NumberSpelling, spellNumber } from "./json.ts";
import { signatureOf } from "./signature.ts";

/** What one webhook says ("Developer Webhook"), before it is spelled. */
export interface WebhookContent {
  readonly address: string;
  readonly paymentId: string;
  readonly network: Network;
  readonly coin: Coin;
  readonly amount: Decimal;
  readonly collected: ReadonlyMap<Coin, Decimal>;
  readonly state: number;
  readonly numbers: NumberSpelling;
  readonly names: NameSpelling;
}

/** The bytes of a webhook, its fields in the order of the document's example. */
export function renderWebhook(content: WebhookContent): string {
  const name = (text: string): string => JSON.stringify(spellName(text, content.names));
  const collected = [...content.collected].map(
    ([coin, amount]) => `${name(coin)}:${spellNumber(amount, content.numbers)}`,
  );
  const payment = [
    `"address":${JSON.stringify(content.address)}`,
    `"payment_id":${JSON.stringify(content.paymentId)}`,
    `"network":${name(content.network)}`,
    `"coin":${name(content.coin)}`,
    `"amount":${spellNumber(content.amount, content.numbers)}`,
  ];
  return `{"payment":{${payment.join(",")}},"collected":{${collected.join(",")}},"state":${content.state}}`;
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
  const collected = new Map(content.collected).set(content.coin, content.amount * 2n);
  return { ...content, collected, state: completedState };
}

/** The documented headers of a signed request, with the time they are signed at (ms). */
export function signedHeaders(
  credentials: { readonly appId: string; readonly secretKey: string },
  atMs: number,
): Record<string, string> {
  const timespan = String(atMs).padStart(13, "0");
  return {
    "cc-app-id": credentials.appId,
    "cc-timespan": timespan,
    "cc-sign": signatureOf(credentials.appId, timespan, credentials.secretKey),
  };
}

/** A signature that looks right and is not: its last digit is another one. */
export function withTamperedSignature(headers: Record<string, string>): Record<string, string> {
  const sign = headers["cc-sign"];
  if (sign === undefined) return headers;
  return { ...headers, "cc-sign": `${sign.slice(0, -1)}${sign.endsWith("0") ? "1" : "0"}` };
}
