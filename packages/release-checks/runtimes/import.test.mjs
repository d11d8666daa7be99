import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
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
