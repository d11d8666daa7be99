import { createServer } from "node:http";
import { createNodeMiddleware, Webhooks } from "@octokit/webhooks";
import express from "express";
import { Stripe } from "stripe";
import { PEER_SECRET } from "../webhook.ts";
import type { Contestant } from "./contestant.ts";

const path = "/webhook";

/** What a shop writes that believes everybody. */
export function expressJson(): Contestant {
  const app = express().use(express.json());
  app.post(path, (_request, response) => void response.sendStatus(200));
  return { server: createServer(app), path, scheme: "none", expected: "OK" };
}

/** As stripe's own README shows it. */
export function expressStripe(): Contestant {
  const stripe = new Stripe("sk_test_none");
  const app = express();
  app.post(path, express.raw({ type: "application/json" }), (request, response) => {
    const body: unknown = request.body;
    const signature = request.headers["stripe-signature"];
    if (!Buffer.isBuffer(body) || signature === undefined) return void response.sendStatus(400);
    stripe.webhooks.constructEvent(body, signature, PEER_SECRET);
    response.sendStatus(200);
  });
  return { server: createServer(app), path, scheme: "stripe", expected: "OK" };
}

export function expressOctokit(): Contestant {
  const webhooks = new Webhooks({ secret: PEER_SECRET });
  webhooks.on("push", () => {});
  const app = express().use(createNodeMiddleware(webhooks, { path }));
  return { server: createServer(app), path, scheme: "octokit", expected: "ok" };
}

/** The limit: the body is read, and nothing is done with it. */
export function nodeHttp(): Contestant {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      Buffer.concat(chunks);
      response.end("OK");
    });
  });
  return { server, path, scheme: "none", expected: "OK" };
}
