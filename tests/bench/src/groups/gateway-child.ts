// A gateway that answers with the document's example after a while.
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { expose } from "../child/channel.ts";
import { listening } from "../servers/contestant.ts";
import { ADDRESS } from "../webhook.ts";
import type { GatewayCalls } from "./creation-api.ts";

const HOUR_MS = 3_600_000;

expose<GatewayCalls>({
  open: ({ answersAfterMs }) => {
    const server = createServer((request, response) => {
      const answer = answerTo(request).then((text) =>
        answersAfterMs > 0 ? delay(answersAfterMs, text) : text,
      );
      answer.then(
        (text) => response.setHeader("content-type", "application/json").end(text),
        (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
      );
    });
    return listening(server);
  },
});

async function answerTo(request: IncomingMessage): Promise<string> {
  const asked: { payment_id: string; price: number; expired: number } = JSON.parse(await text(request));
  const now = Date.now();
  return JSON.stringify({
    payment_id: asked.payment_id,
    address: ADDRESS,
    amount: asked.price,
    create_time: now,
    expired_time: now + asked.expired * HOUR_MS,
    expired: asked.expired,
    network: "tron",
    coin: "usdt",
    state: 0,
  });
}
