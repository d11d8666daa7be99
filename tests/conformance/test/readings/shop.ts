import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CoinCoin,
  CoinCoinError,
  type CoinCoinOptions,
  type DomainEvent,
  domainEventTypes,
  memoryStore,
  type Store,
  silentLogger,
} from "@coincoin/core";
import { toNodeMiddleware } from "@coincoin/core/node";
import { createSandbox, type Sandbox, type SandboxOptions } from "@coincoin/sandbox";
import { onTestFinished } from "vitest";
import { closeServer, listen } from "../adapters/listen.ts";
import { TestClock } from "./clock.ts";

const KEYS = { appId: "reading-app", secretKey: "the secret of an app" };

/** What a test breaks while it runs. */
export interface Trouble {
  /** The shop's server answers 503 to webhooks. */
  serverDown: boolean;
  /** The shop's database answers nothing. */
  storeDown: boolean;
}

/** A shop on a real socket, and the gateway that it sells through. */
export interface Shop {
  readonly sandbox: Sandbox;
  readonly coincoin: CoinCoin;
  readonly clock: TestClock;
  readonly trouble: Trouble;
  readonly events: readonly DomainEvent[];
  /** Lets everything happen that is due now: webhooks arrive, deadlines pass, handlers run. */
  settle(): Promise<void>;
}

export async function openShop(gateway: SandboxOptions, options: CoinCoinOptions): Promise<Shop> {
  const clock = new TestClock();
  const trouble: Trouble = { serverDown: false, storeDown: false };
  const sandbox = await createSandbox({ ...KEYS, now: clock.now, ...gateway });
  onTestFinished(() => sandbox.close());
  const folder = await mkdtemp(join(tmpdir(), "coincoin-reading-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const server = createServer((request, response) => {
    if (trouble.serverDown) response.writeHead(503).end();
    else middleware(request, response);
  });
  const url = await listen(server);
  const coincoin = new CoinCoin({
    ...KEYS,
    apiUrl: sandbox.apiUrl,
    publicUrl: `${url}/coincoin`,
    store: breakable(memoryStore(), trouble),
    spool: folder,
    // The test decides when time passes.
    delivery: "manual",
    expiresInHours: 12,
    logger: silentLogger,
    environment: clock.environment,
    ...options,
  });
  onTestFinished(() => closeServer(server, coincoin));
  const middleware = toNodeMiddleware(coincoin, { basePath: "/coincoin" });
  sandbox.setWebhookUrl(coincoin.webhookUrl());
  const events: DomainEvent[] = [];
  for (const type of domainEventTypes) {
    coincoin.on(type, (event) => {
      events.push(event);
    });
  }
  return {
    sandbox,
    coincoin,
    clock,
    trouble,
    events,
    async settle() {
      await sandbox.settled();
      if (!trouble.storeDown) await coincoin.deliverDue();
    },
  };
}

/** The same store, which answers nothing while it is down. */
function breakable(store: Store, trouble: Trouble): Store {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...input: unknown[]): unknown => {
        if (trouble.storeDown && name !== "close") {
          return Promise.reject(new CoinCoinError("store_unavailable", "The store is down for this test."));
        }
        return Reflect.apply(value, target, input);
      };
    },
  });
}
