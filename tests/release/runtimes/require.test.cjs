const assert = require("node:assert/strict");
const { mkdtemp, rm } = require("node:fs/promises");
const os = require("node:os");
const path = require("node:path");
const { test } = require("node:test");
const { tron } = require("@coincoin/chain");
const { renderCheckout } = require("@coincoin/checkout");
const core = require("@coincoin/core");
const node = require("@coincoin/core/node");
const web = require("@coincoin/core/web");
const expressAdapter = require("@coincoin/express");
const sandbox = require("@coincoin/sandbox");
const express = require("express");

const modules = { core, expressAdapter, express, sandbox };

test("require: every entry point gives its names", () => {
  assert.equal(typeof renderCheckout, "function");
  assert.deepEqual(tron({ urls: ["https://tron.example"] }).coins, ["usdt"]);
  assert.equal(typeof node.toNodeMiddleware, "function");
  assert.equal(typeof web.toWebHandler, "function");
});

test("require: an order is bought and told once, in memory", async () => {
  const { buyOnce } = await import("./journey.mjs");
  await buyOnce(modules, core.memoryStore());
});

test("require: an order is bought and told once, in SQLite", async (context) => {
  const { buyOnce, hasSqlite } = await import("./journey.mjs");
  if (!hasSqlite) return context.skip("node:sqlite is complete from Node 22.18");
  const { sqliteStore } = require("@coincoin/sql/sqlite");
  const dir = await mkdtemp(path.join(os.tmpdir(), "coincoin-"));
  try {
    await buyOnce(modules, sqliteStore(path.join(dir, "orders.db")));
  } finally {
    await rm(dir, { recursive: true });
  }
});
