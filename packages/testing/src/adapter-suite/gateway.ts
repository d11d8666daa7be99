import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * The other side, written by hand from the gateway's document and sharing nothing with the code under test: one call,
 * and a signer of its own.
 */
export interface Gateway {
  readonly apiUrl: string;
  /** Bodies of the calls that came, in order. */
  readonly calls: readonly CreateCall[];
  /** What is answered instead of the order, from now on. */
  refuseWith(status: number, body: string): void;
  /** From now on nothing is answered, until what is returned is called. */
  hold(): () => void;
  close(): Promise<void>;
}

export interface CreateCall {
  readonly payment_id: string;
  readonly price: number;
  readonly expired: number;
}

export async function openGateway(): Promise<Gateway> {
  const calls: CreateCall[] = [];
  let refusal: { readonly status: number; readonly body: string } | undefined;
  let released: Promise<void> = Promise.resolve();
  const server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => {
      text += chunk;
    });
    request.on("end", async () => {
      const call: CreateCall = JSON.parse(text);
      calls.push(call);
      await released;
      const now = Date.now();
      response.setHeader("content-type", "application/json");
      if (refusal !== undefined) {
        response.statusCode = refusal.status;
        response.end(refusal.body);
        return;
      }
      response.end(
        JSON.stringify({
          payment_id: call.payment_id,
          address: addressOf(call.payment_id),
          amount: call.price,
          create_time: now,
          expired_time: now + call.expired * 3_600_000,
          expired: call.expired,
          network: "tron",
          coin: "usdt",
          state: 0,
        }),
      );
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    apiUrl: `http://127.0.0.1:${portOf(server.address())}/v1`,
    calls,
    refuseWith: (status, body) => {
      refusal = { status, body };
    },
    hold: () => {
      let release = () => {};
      released = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The server listens on no port.");
  return address.port;
}

/** An address of its own for each order; its checksum is nothing that a webhook is judged by. */
export function addressOf(paymentId: string): string {
  return `T${paymentId.replaceAll("_", "x").padEnd(33, "x")}`;
}

/** The three headers, as "Sign signature" of the document has them, or as a gateway might that reads it in another way. */
export function signedHeaders(
  appId: string,
  secretKey: string,
  at: number = Date.now(),
  other: { algorithm?: string; encoding?: "hex" | "base64"; text?: string } = {},
): Record<string, string> {
  const { algorithm = "sha1", encoding = "hex", text = `${appId}:${at}` } = other;
  const sign = createHmac(algorithm, secretKey).update(text).digest(encoding);
  return { "cc-app-id": appId, "cc-timespan": String(at), "cc-sign": sign };
}

export interface NotificationFacts {
  readonly paymentId: string;
  /** In the body as it is written here, so that its spelling is under test as well. */
  readonly collected: string;
  readonly state: number;
  readonly amount?: string;
  readonly address?: string;
  readonly coin?: string;
}

/** A body as the document's "Developer Webhook" has it. */
export function notification(facts: NotificationFacts): string {
  const { paymentId, collected, state, amount = "100.0", coin = "usdt" } = facts;
  const address = facts.address ?? addressOf(paymentId);
  return `{"payment":{"address":"${address}","payment_id":"${paymentId}","network":"tron","coin":"${coin}","amount":${amount}},"collected":{"${coin}":${collected}},"state":${state}}`;
}
