import type { Coin, Network } from "../engine/coins.ts";
import type { Decimal } from "../engine/decimal.ts";
import type { NumberSpelling } from "../engine/json.ts";
import type { OrderStatus, StateCodes } from "../engine/status.ts";
import type { Json, JsonObject } from "../engine/write-json.ts";

/**
 * One way to read the gateway's document where it is silent or contradicts itself. What a reading does not name is as
 * in the default reading. Data and pure functions: it knows no clock and keeps nothing. Amounts are bigints that count the
 * 10^-18th part of a coin.
 */
export interface Reading {
  readonly name: string;
  /** What such a gateway does, in one sentence. */
  readonly summary: string;
  /** The sentence of the gateway's document that allows it, or what the document does not say. */
  readonly allowedBy: string;

  readonly stateCodes?: StateCodes;
  readonly resend?: "never" | "until-200";
  /** Whether a webhook that is sent again carries a fresh time and signature (default) or those of its first sending. */
  readonly stamp?: "fresh" | "first";
  readonly numbers?: NumberSpelling;
  readonly names?: NameReading;

  /** Whether a webhook is signed. `ordinal` counts the webhooks of one order, from 1. */
  readonly isSigned?: (webhook: { readonly ordinal: number }) => boolean;
  /** The values of `cc-timespan` and `cc-sign` of a webhook. */
  readonly sign?: (input: SigningInput) => { readonly timespan: string; readonly sign: string };
  /** The amounts under `collected`. Default: all that came, per coin. */
  readonly collected?: (facts: WebhookFacts) => ReadonlyMap<Coin, Decimal>;
  /** The code under `state`. */
  readonly state?: (facts: WebhookFacts) => number;
  /** The payment id of webhooks. */
  readonly paymentId?: (paymentId: string) => string;
  /** A webhook's body as a whole, after all of the above. */
  readonly webhook?: (body: JsonObject, facts: WebhookFacts) => JsonObject;
  /** The bytes of a webhook and what they are declared as. Default: JSON in UTF-8. */
  readonly encode?: (body: JsonObject) => EncodedBody;

  /** How long an order lasts: what the answer says, and what is true. */
  readonly hours?: (asked: number) => { readonly told: number; readonly real: number };
  /** What the address of an order is made from. Default: its payment id. */
  readonly addressSource?: (paymentId: string) => string;
  /** The answer to an order's creation. */
  readonly answer?: (body: JsonObject) => Json;
  /** The answer to a request that is refused. Default: its status, and `{ code, message }`. */
  readonly refusal?: (refused: RefusedRequest) => { readonly status: number; readonly body: Json };
}

/** How coins and networks are called. */
export interface NameReading {
  /** Whether answers to creation use these names too. */
  readonly where: "everywhere" | "webhooks";
  readonly network?: (network: Network) => string;
  readonly coin?: (coin: Coin, network: Network) => string;
}

export interface SigningInput {
  readonly appId: string;
  readonly secretKey: string;
  readonly atMs: number;
  readonly body: string;
}

/** The facts behind a webhook. */
export interface WebhookFacts {
  readonly status: OrderStatus;
  /** The code of `status` by the table in force. */
  readonly code: number;
  readonly coin: Coin;
  /** All that came, per coin; the order's own coin is always there. */
  readonly collected: ReadonlyMap<Coin, Decimal>;
  /** The payment that came last. */
  readonly latest: { readonly coin: Coin; readonly amount: Decimal } | undefined;
}

export interface EncodedBody {
  readonly contentType: string;
  /** For people to read; what is sent, unless `bytes` are given. */
  readonly text: string;
  readonly bytes?: Uint8Array;
}

export interface RefusedRequest {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}
