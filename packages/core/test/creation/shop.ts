import { onTestFinished } from "vitest";
import type { CoinCoin } from "../../src/coincoin.ts";
import type { CoinCoinOptions } from "../../src/config/config.ts";
import { isCoinCoinError } from "../../src/lib/errors.ts";
import { type Answerer, answerBody, gatewayServer, type Seen } from "../gateway/gateway-server.ts";
import { openCoinCoin } from "../http/support.ts";

export interface Shop {
  readonly coincoin: CoinCoin;
  /** What the gateway was asked. */
  readonly seen: readonly Seen[];
  later(ms: number): void;
  /** What a customer who asks to pay for a cart gets: the payment id, or the code of the refusal with its text. */
  pay(reference: string, price?: string): Promise<string>;
  /** Open items, as `kind: message`. */
  told(): Promise<string[]>;
}

const DAY = 24 * 3_600_000;

/** Limits a day count to midnight UTC: a shop that opens at noon sells for half a day, whenever its test runs. */
const untilNoon = () => (1.5 * DAY - (Date.now() % DAY)) % DAY;

/** A shop and a gateway that answers each request with the next of `answers`, over a socket. The shop's clock can be set ahead. */
export async function openShop(answers: readonly Answerer[], options: CoinCoinOptions = {}): Promise<Shop> {
  const server = await gatewayServer(...answers);
  let aheadMs = untilNoon();
  const coincoin = openCoinCoin({
    apiUrl: server.url,
    gateway: { tryTimeoutMs: 300, deadlineMs: 300 },
    ...options,
    environment: {
      fetch: globalThis.fetch,
      now: () => Date.now() + aheadMs,
      random: () => Math.random() / 20,
      ...options.environment,
    },
  });
  onTestFinished(() => coincoin.close(), 20_000);
  return {
    coincoin,
    seen: server.seen,
    later: (ms) => {
      aheadMs += ms;
    },
    pay: async (reference, price = "100") => {
      try {
        return (await coincoin.createOrder({ reference, price })).paymentId;
      } catch (error) {
        if (isCoinCoinError(error)) return `${error.code}: ${error.message}`;
        throw error;
      }
    },
    told: async () => {
      const { items } = await coincoin.attention.list();
      return items.map(({ kind, message }) => `${kind}: ${message}`);
    },
  };
}

/** Makes the order that is asked for, with some fields of its answer changed. */
export function makes(over: Record<string, unknown> = {}): Answerer {
  return (reply, { body }) => {
    const { payment_id, price } = JSON.parse(body);
    const times = { create_time: null, expired_time: null, expired: null };
    reply.end(answerBody({ address: `T${payment_id}`, payment_id, amount: price, ...times, ...over }));
  };
}
