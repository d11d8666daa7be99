import { createServer, type Server } from "node:http";
import express from "express";
import { Stripe } from "stripe";
import { PEER_SECRET } from "../../webhook.ts";

export interface Paid {
  readonly paymentId: string;
  readonly received: number;
  readonly body: string;
}

export const path = "/webhook";

/** Verified as stripe's README shows it, and answered when it is stored. */
export function serverThatStores(store: (paid: Paid) => void | Promise<void>): Server {
  const stripe = new Stripe("sk_test_none");
  const app = express();
  // Express 5 takes a promise that rejects to its error handler.
  // oxlint-disable-next-line no-async-endpoint-handlers
  app.post(path, express.raw({ type: "application/json" }), async (request, response) => {
    const body: unknown = request.body;
    const signature = request.headers["stripe-signature"];
    if (!Buffer.isBuffer(body) || signature === undefined) return void response.sendStatus(400);
    const event: unknown = stripe.webhooks.constructEvent(body, signature, PEER_SECRET);
    await store({ ...paidOf(event), body: body.toString() });
    response.sendStatus(200);
  });
  return createServer(app);
}

function paidOf(event: unknown): { paymentId: string; received: number } {
  const { payment, collected } = recordOf(event);
  const { payment_id: paymentId, coin } = recordOf(payment);
  const received = recordOf(collected)[String(coin)];
  return { paymentId: String(paymentId), received: Number(received) };
}

function recordOf(value: unknown): Partial<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
