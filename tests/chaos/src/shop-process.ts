/** A small shop in a process of its own: buys through core, and fulfils into its ledger. Started with `ShopSettings`. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { flushCompileCache } from "node:module";
import { CoinCoin, domainEventTypes, isCoinCoinError } from "@coincoin/core";
import { toNodeMiddleware } from "@coincoin/core/node";
import { postgresStore } from "@coincoin/sql/postgres";
import { sqliteStore } from "@coincoin/sql/sqlite";
import { Ledger } from "./ledger.ts";
import { isRecord, numberIn, readSettings, textIn } from "./shop-protocol.ts";

const settings = readSettings(process.argv[2] ?? "");
let { aheadMs } = settings;

const ledger = new Ledger(settings.ledger);
const coincoin = new CoinCoin({
  appId: settings.appId,
  secretKey: settings.secretKey,
  apiUrl: settings.apiUrl,
  publicUrl: settings.publicUrl,
  store:
    settings.store.kind === "sqlite"
      ? sqliteStore({ path: settings.store.path, lockWaitMs: 5_000 })
      : postgresStore({
          connectionString: settings.store.url,
          connectTimeoutMs: 2_000,
          statementTimeoutMs: settings.statementTimeoutMs,
        }),
  spool: settings.spool,
  expiresInHours: 1,
  // The clock is put forward by many minutes at a time: an event that waits for its handler so long is no wonder here.
  patience: { closeGraceHours: 0, unresolvedAfterMinutes: 1, unhandledAfterMinutes: 1_440 },
  limits: { openOrders: 100_000, parked: 100_000 },
  // Short, so that an order whose process died is taken over within seconds.
  gateway: { tryTimeoutMs: 2_000, deadlineMs: 4_000 },
  // Of an event whose process died: short for the same reason.
  delivery: { leaseMs: 3_000, retry: { baseMs: 100, maxMs: 2_000 } },
  environment: { now: () => Date.now() + aheadMs },
});

for (const type of domainEventTypes) {
  coincoin.on(type, (event) => {
    if (event.type === "order.paid" || event.type === "order.paid_late") ledger.fulfil(event);
  });
}

const middleware = toNodeMiddleware(coincoin, { basePath: "/coincoin" });

async function buy(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += String(chunk);
  try {
    const asked: unknown = JSON.parse(text);
    const order = await coincoin.createOrder({
      reference: textIn(asked, "reference"),
      price: textIn(asked, "price"),
    });
    const { reference, paymentId, address, coin, network, amountDue } = order;
    response.writeHead(201).end(JSON.stringify({ reference, paymentId, address, coin, network, amountDue }));
  } catch (error) {
    const code = isCoinCoinError(error) ? error.code : "unexpected";
    response.writeHead(503).end(JSON.stringify({ code, message: String(error) }));
  }
}

const server = createServer((request, response) => {
  if (request.method === "POST" && request.url === "/buy") void buy(request, response);
  else middleware(request, response);
});

process.on("message", (message: unknown) => {
  if (!isRecord(message)) return;
  if (message["type"] === "clock") {
    aheadMs = numberIn(message, "aheadMs");
    process.send?.({ type: "clock", aheadMs });
  }
});
// Whoever started us is gone: nothing of ours is left behind.
process.on("disconnect", () => process.exit(0));
process.on("SIGTERM", () => void stop());

async function stop(): Promise<void> {
  server.close();
  server.closeAllConnections();
  await coincoin.close();
  ledger.close();
  process.exit(0);
}

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  process.send?.({ type: "ready", port, webhookUrl: coincoin.webhookUrl() });
  // Now, since whoever is killed does not get to it: the next one starts sooner.
  flushCompileCache();
});
