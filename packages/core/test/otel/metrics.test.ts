import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PrometheusExporter } from "@opentelemetry/exporter-prometheus";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import { describe, expect, it } from "vitest";
import type { CoinCoinOptions } from "../../src/config/config.ts";
import { sign } from "../../src/gateway/signature.ts";
import { CoinCoinError } from "../../src/lib/errors.ts";
import { observe } from "../../src/otel/index.ts";
import { memoryStore } from "../../src/store/memory/store.ts";
import type { Store } from "../../src/store/store.ts";
import { openCoinCoin, PAYMENT_ID, serving, tell, tokenOf } from "../http/support.ts";

type Samples = Record<string, number>;

/** What Prometheus would scrape: by name and labels, without the app's. */
function samplesOf(text: string): Samples {
  const lines = text.split("\n").filter((line) => line.startsWith("coincoin_"));
  return Object.fromEntries(
    lines.map((line) => {
      const [, name = "", labels = "", value = ""] = /^(\w+)\{([^}]*)\} (\S+)/.exec(line) ?? [];
      const kept = labels.split(",").filter((label) => !/^(app|otel_scope_)/.test(label));
      return [kept.length === 0 ? name : `${name}{${kept.join(",")}}`, Number(value)];
    }),
  );
}

interface Observed {
  readonly coincoin: ReturnType<typeof openCoinCoin>;
  scrape(): Promise<Samples>;
  /** Lets the figures grow old. */
  later(): void;
  stop(): void;
}

/** An instance whose metrics a real exporter serves over HTTP. */
async function observed(options: CoinCoinOptions, body: (given: Observed) => Promise<void>): Promise<void> {
  let passedMs = 0;
  await using coincoin = openCoinCoin({ ...options, environment: { now: () => Date.now() + passedMs } });
  const exporter = new PrometheusExporter({ preventServerStart: true });
  const provider = new MeterProvider({ readers: [exporter] });
  const stop = observe(coincoin, { meter: provider.getMeter("test"), maxAgeMs: 1_000 });
  try {
    await serving(exporter.getMetricsRequestHandler.bind(exporter), (url) =>
      body({
        coincoin,
        scrape: async () => samplesOf(await (await fetch(url)).text()),
        later: () => {
          passedMs += 1_000;
        },
        stop,
      }),
    );
  } finally {
    stop();
    await provider.shutdown();
  }
}

function breakable(store: Store, trouble: { down: boolean }): Store {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...input: unknown[]): unknown => {
        if (trouble.down) return Promise.reject(new CoinCoinError("store_unavailable", "down"));
        return Reflect.apply(value, target, input);
      };
    },
  });
}

describe("metrics, as an exporter serves them,", () => {
  it("tell of money that was received and is not paid, until it is", async () => {
    await observed({}, async ({ coincoin, scrape, later }) => {
      await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
      expect(await scrape()).toMatchObject({ coincoin_store_up: 1, coincoin_received_unpaid_orders: 0 });
      await tell(coincoin, "40.5", 0);
      later();
      expect(await scrape()).toMatchObject({
        coincoin_received_unpaid_orders: 1,
        'coincoin_received_unpaid_amount{coin="usdt"}': 40.5,
      });
      await tell(coincoin, "100", 2);
      later();
      expect(await scrape()).toMatchObject({
        coincoin_received_unpaid_orders: 0,
        'coincoin_received_unpaid_amount{coin="usdt"}': 0,
        coincoin_paid_undelivered_events: 1,
      });
    });
  });

  it("tell of what was paid and not delivered, and for how long, until it is", async () => {
    await observed({}, async ({ coincoin, scrape, later }) => {
      await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
      await tell(coincoin, "100", 2);
      expect(await scrape()).toMatchObject({
        coincoin_paid_undelivered_events: 1,
        coincoin_undelivered_events: 1,
      });
      for (let seconds = 0; seconds < 30; seconds++) later();
      expect((await scrape())["coincoin_undelivered_oldest_age_seconds"]).toBeGreaterThanOrEqual(30);
      coincoin.on("order.paid", () => {});
      await coincoin.deliverDue();
      later();
      expect(await scrape()).toMatchObject({
        coincoin_paid_undelivered_events: 0,
        coincoin_undelivered_events: 0,
        coincoin_undelivered_oldest_age_seconds: 0,
        coincoin_dead_letters_events: 0,
      });
    });
  });

  it("tell what needs a person, by kind", async () => {
    await observed({}, async ({ coincoin, scrape, later }) => {
      await tell(coincoin, "1", 0);
      expect(await scrape()).toMatchObject({
        'coincoin_attention_open{kind="unmatched"}': 1,
        coincoin_parked_notifications: 1,
      });
      const [item] = (await coincoin.attention.list()).items;
      await coincoin.attention.resolve(item?.id ?? "", "a test");
      later();
      expect(await scrape()).toMatchObject({ 'coincoin_attention_open{kind="unmatched"}': 0 });
    });
  });

  it("count the webhooks that were refused by reason, and those of another time that were taken in", async () => {
    await observed({}, async ({ coincoin, scrape, later }) => {
      const headers = {};
      const body = { payment: { payment_id: PAYMENT_ID }, collected: {}, state: 0 };
      await coincoin.receiveWebhook({ token: "a-guess", headers, body });
      await coincoin.receiveWebhook({ token: "a-guess", headers, body });
      await coincoin.receiveWebhook({ token: undefined, headers, body });
      const secretKey = "a secret";
      const minutesAgo = String(Date.now() - 600_000);
      const stale = {
        "cc-app-id": coincoin.appId,
        "cc-timespan": minutesAgo,
        "cc-sign": sign({ appId: coincoin.appId, timestamp: minutesAgo, secretKey }),
      };
      await coincoin.receiveWebhook({ token: tokenOf(coincoin), headers: stale, body });
      later();
      const samples = await scrape();
      expect(samples).toMatchObject({
        'coincoin_webhooks_refused_total{reason="wrong_token"}': 2,
        'coincoin_webhooks_refused_total{reason="no_token"}': 1,
        coincoin_webhooks_stale_signatures_total: 1,
      });
    });
  });

  it("tell of the spool and of a store that is down", async () => {
    const folder = await mkdtemp(join(tmpdir(), "coincoin-otel-"));
    const trouble = { down: false };
    try {
      await observed(
        { spool: folder, store: breakable(memoryStore(), trouble) },
        async ({ coincoin, scrape, later }) => {
          await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
          trouble.down = true;
          await tell(coincoin, "100", 2);
          expect(await scrape()).toEqual({
            coincoin_store_up: 0,
            coincoin_spool_notifications: 1,
            coincoin_spool_stuck: 0,
            coincoin_webhooks_stale_signatures_total: 0,
            coincoin_orders_open_limit: 500,
            coincoin_gateway_requests_limit: 100_000,
          });
          trouble.down = false;
          await coincoin.deliverDue();
          later();
          expect(await scrape()).toMatchObject({ coincoin_store_up: 1, coincoin_spool_notifications: 0 });
        },
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("ask the store no more often than they were told, and not at all when they were ended", async () => {
    let asked = 0;
    const store = memoryStore();
    const counting = new Proxy(store, {
      get(target, name) {
        if (name === "listOrders") asked++;
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    await observed({ store: counting }, async ({ scrape, later, stop }) => {
      await Promise.all([scrape(), scrape(), scrape()]);
      expect(asked).toBe(1);
      later();
      await scrape();
      expect(asked).toBe(2);
      stop();
      later();
      await scrape();
      expect(asked).toBe(2);
    });
  });

  it("have every name that the dashboard asks for", async () => {
    const dashboard = readFileSync(join(import.meta.dirname, "../../grafana/coincoin.json"), "utf8");
    const asked = new Set([...dashboard.matchAll(/coincoin_\w+/g)].map(([name]) => name));
    const folder = await mkdtemp(join(tmpdir(), "coincoin-otel-"));
    await observed(
      { spool: folder, limits: { openOrdersPerCustomer: 1 } },
      async ({ coincoin, scrape, later }) => {
        await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100", customer: "ada" });
        await tell(coincoin, "40", 0);
        await tell(coincoin, "1", 9);
        const another = { reference: "another", price: "20", customer: "ada" };
        await expect(coincoin.createOrder(another)).rejects.toThrow(
          "This customer has too many open orders: 1",
        );
        await coincoin.receiveWebhook({ token: "a-guess", headers: {}, body: {} });
        later();
        const served = new Set(Object.keys(await scrape()).map((name) => name.replace(/\{.*/, "")));
        expect(served).toEqual(asked);
      },
    );
    await rm(folder, { recursive: true, force: true });
  });
});
