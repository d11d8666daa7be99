// An application of ES modules may use a CommonJS library that provides our module: Nest compares classes and tokens.
import "reflect-metadata";
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

const require = createRequire(import.meta.url);

for (const entry of [
  "@coincoin/nestjs",
  "@coincoin/nestjs/desk",
  "@coincoin/nestjs/health",
  "@coincoin/nestjs/testing",
]) {
  test(`both: ${entry} has one set of classes, decorators and tokens`, async () => {
    const { default: _default, "module.exports": _exports, ...imported } = await import(entry);
    const required = require(entry);
    assert.deepEqual(Object.keys(imported).toSorted(), Object.keys(required).toSorted());
    for (const [name, value] of Object.entries(imported)) assert.equal(value, required[name], name);
  });
}
