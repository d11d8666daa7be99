import { expect, test } from "vitest";
import { ARROWS, refusalOf } from "../lib/arrows.ts";
import { floorProblem } from "../lib/floors.ts";
import { importsOf, statusCodesOf } from "../lib/imports.ts";

/** What the rule says of a package whose source is this text. */
function refusals(name: string, source: string): string[] {
  const arrow = ARROWS[name] ?? {};
  return importsOf("file.ts", source).flatMap((one) => refusalOf(one, arrow, name) ?? []);
}

test.each([
  ["@coincoin/checkout", 'import { sign } from "@coincoin/core";'],
  ["@coincoin/core", 'import "@coincoin/express";'],
  ["@coincoin/core", 'export { sqliteStore } from "@coincoin/sql/sqlite";'],
  ["@coincoin/core", 'export * from "@coincoin/sandbox";'],
  ["@coincoin/core", 'const sandbox = await import("@coincoin/sandbox");'],
  ["@coincoin/express", 'import { createSandbox } from "@coincoin/sandbox";'],
  ["@coincoin/sandbox", 'import type { Order } from "@coincoin/core";'],
  ["@coincoin/sql", 'import { sign } from "@coincoin/core";'],
  ["@coincoin/sql", 'import { type Order, sign } from "@coincoin/core";'],
  ["@coincoin/sql", 'import * as core from "@coincoin/core";'],
  ["@coincoin/sql", 'import "@coincoin/core";'],
])("%s may not say: %s", (name, source) => {
  expect(refusals(name, source)).toHaveLength(1);
});

test.each([
  ["@coincoin/core", 'import { renderCheckout } from "@coincoin/checkout";'],
  ["@coincoin/core", 'import { createHmac } from "node:crypto";'],
  ["@coincoin/express", 'import { toNodeMiddleware } from "@coincoin/core/node";'],
  ["@coincoin/sql", 'import type { Store } from "@coincoin/core";'],
  ["@coincoin/sql", 'import { type Store, CoinCoinError } from "@coincoin/core";'],
  ["@coincoin/sandbox", 'import { start } from "./server.ts";'],
])("%s may say: %s", (name, source) => {
  expect(refusals(name, source)).toEqual([]);
});

test("an import is reported with its line", () => {
  expect(importsOf("file.ts", '// one\n\nimport "two";')).toEqual([
    { specifier: "two", values: ["*"], line: 3 },
  ]);
});

test("status codes of refusals and failures are found, other numbers are not", () => {
  const source =
    "const sizes = [200, 399, 600, 4.5, 404n];\nresponse.status(404);\nif (code >= 500) retry();";
  expect(statusCodesOf("file.ts", source)).toEqual([
    { code: 404, line: 2 },
    { code: 500, line: 3 },
  ]);
});

/** What the rule says of a file of core whose source is this text. */
function floorProblems(file: string, source: string): string[] {
  return importsOf(file, source).flatMap((one) => floorProblem(file, one, "@coincoin/core") ?? []);
}

test.each([
  ["domain/order.ts", 'import type { Store } from "../store/store.ts";'],
  ["gateway/wire.ts", 'import { tables } from "../store/memory/tables.ts";'],
  ["intake/receive.ts", 'export { reply } from "../http/reply.ts";'],
  ["lib/keys.ts", 'import { assemble } from "../assemble.ts";'],
  ["drawer/thing.ts", 'import { ZERO } from "../domain/amount.ts";'],
  ["domain/order.ts", 'import { thing } from "../drawer/thing.ts";'],
])("%s of core may not say: %s", (file, source) => {
  expect(floorProblems(file, source)).toHaveLength(1);
});

test.each([
  ["domain/paid.ts", 'import { ZERO } from "./amount.ts";'],
  ["store/memory/store.ts", 'import type { Store } from "../store.ts";'],
  ["http/routes/order.ts", 'import { CoinCoinError } from "../../lib/errors.ts";'],
  ["coincoin.ts", 'import { assemble } from "./assemble.ts";'],
  ["domain/view.ts", 'import type { CheckoutView } from "@coincoin/checkout";'],
])("%s of core may say: %s", (file, source) => {
  expect(floorProblems(file, source)).toEqual([]);
});
