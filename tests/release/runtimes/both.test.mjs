// A shop may import one of our packages while a dependency of it requires another: two copies of core in one process.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import * as imported from "@coincoin/core";
import * as importedAdapter from "@coincoin/express";
import * as sandbox from "@coincoin/sandbox";
import express from "express";
import { buyOnce } from "./journey.mjs";

const require = createRequire(import.meta.url);
const required = require("@coincoin/core");
const requiredAdapter = require("@coincoin/express");

test("both: import and require are two copies, or this file would show nothing", () => {
  assert.notEqual(imported.CoinCoin, required.CoinCoin);
});

test("both: each copy knows the other's errors", () => {
  assert.ok(required.isCoinCoinError(new imported.CoinCoinError("closed", "closed")));
  assert.ok(imported.isCoinCoinError(new required.CoinCoinError("closed", "closed"), "closed"));
});

test("both: a required router mounts an imported instance with a required store", async () => {
  const modules = { core: imported, expressAdapter: requiredAdapter, express, sandbox };
  await buyOnce(modules, required.memoryStore());
});

test("both: an imported router mounts a required instance with an imported store", async () => {
  const modules = { core: required, expressAdapter: importedAdapter, express, sandbox };
  await buyOnce(modules, imported.memoryStore());
});
