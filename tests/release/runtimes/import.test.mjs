import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { tron } from "@coincoin/chain";
import { renderCheckout } from "@coincoin/checkout";
import * as core from "@coincoin/core";
import * as node from "@coincoin/core/node";
import * as web from "@coincoin/core/web";
import * as expressAdapter from "@coincoin/express";
import * as sandbox from "@coincoin/sandbox";
import express from "express";
import { buyOnce, hasSqlite } from "./journey.mjs";

const modules = { core, expressAdapter, express, sandbox };

test("import: every entry point gives its names", () => {
  assert.equal(typeof renderCheckout, "function");
  assert.deepEqual(tron({ urls: ["https://tron.example"] }).coins, ["usdt"]);
  assert.equal(typeof node.toNodeMiddleware, "function");
  assert.equal(typeof web.toWebHandler, "function");
});

test("import: an order is bought and told once, in memory", async () => {
  await buyOnce(modules, core.memoryStore());
});

test("import: an order is bought and told once, in SQLite", { skip: !hasSqlite }, async () => {
  const { sqliteStore } = await import("@coincoin/sql/sqlite");
  const dir = await mkdtemp(path.join(os.tmpdir(), "coincoin-"));
  try {
    await buyOnce(modules, sqliteStore(path.join(dir, "orders.db")));
  } finally {
    await rm(dir, { recursive: true });
  }
});

test("import: SQLite where Node has none says what is needed", { skip: hasSqlite }, async () => {
  const { sqliteStore } = await import("@coincoin/sql/sqlite");
  assert.throws(() => sqliteStore("orders.db"), { code: "config_invalid", message: /needs .* Node 22\.18/ });
});

test("import: many event streams at once are no leak", async () => {
  const warnings = [];
  process.on("warning", (warning) => warnings.push(warning.message));
  const gateway = await sandbox.createSandbox({
    appId: "streams",
    secretKey: "streams-secret-key-0123456789",
  });
  const coincoin = new core.CoinCoin({
    appId: "streams",
    secretKey: "streams-secret-key-0123456789",
    apiUrl: gateway.apiUrl,
    publicUrl: "https://shop.example/coincoin",
    store: core.memoryStore(),
    limits: { streamsPerOrder: 32 },
  });
  const handle = web.toWebHandler(coincoin);
  const { paymentId } = await coincoin.createOrder({ price: "20" });
  const url = `https://shop.example/orders/${paymentId}/events?key=${coincoin.viewKey(paymentId)}`;
  const answers = await Promise.all(Array.from({ length: 32 }, () => handle(new Request(url))));
  assert.ok(answers.every(({ status }) => status === 200));
  await coincoin.close();
  await gateway.close();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(
    warnings.filter((message) => message.includes("leak")),
    [],
  );
});
