import { format, inspect } from "node:util";
import { serialize } from "node:v8";
import { expect, it } from "vitest";
import { Secret } from "../../src/lib/secret.ts";

it("gives its text to the one who asks for it, and to nobody else", () => {
  const secret = new Secret("hunter2");
  expect(secret.reveal()).toBe("hunter2");
  const seen = [
    inspect(secret, { showHidden: true, depth: 9, customInspect: false }),
    inspect(secret),
    inspect({ nested: [secret] }, { depth: 9 }),
    format("%s %o %O %j", secret, secret, secret, secret),
    JSON.stringify({ secret }),
    String(secret),
    JSON.stringify(Object.assign({}, secret)),
    JSON.stringify(Object.getOwnPropertyNames(secret)),
    serialize(secret).toString("latin1"),
  ];
  for (const text of seen) expect(text).not.toContain("hunter2");
  expect(inspect(secret)).toBe("[secret]");
});
