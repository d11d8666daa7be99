import { cart } from "@coincoin/conformance/facts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresStore } from "../src/postgres/index.ts";
import { type Child, startChild } from "./child.ts";
import { freshSchema, running, sql, startServer, stopServer } from "./postgres-bench.ts";

beforeAll(startServer, 60_000);
afterAll(stopServer);

function start(schema: string, ...args: string[]): Child {
  return startChild("postgres-writer", [running().connectionString, schema, ...args]);
}

describe("PostgreSQL and many processes", () => {
  it("eight processes that start at once migrate once, and all of them come up", async () => {
    const schema = freshSchema();
    const children = Array.from({ length: 8 }, () => start(schema));
    const lines = await Promise.all(children.map((child) => child.line(1)));
    expect(lines).toStrictEqual(Array.from({ length: 8 }, () => "open"));
    const rows = await sql(`SELECT version FROM ${schema}.coincoin_migrations`);
    expect(rows).toStrictEqual([{ version: 1 }]);
    await Promise.all(children.map((child) => child.kill()));
  }, 60_000);

  it("everything processes were told is stored is there after they are killed", async () => {
    const schema = freshSchema();
    const children = ["first", "second"].map((name) => start(schema, "write", name));
    await Promise.all(children.map((child) => child.line(26)));
    await Promise.all(children.map((child) => child.kill()));
    const store = postgresStore({ connectionString: running().connectionString, schema });
    for (const child of children) {
      for (const paymentId of child.lines.slice(1)) {
        expect((await store.read({ appId: "app_one", paymentId })).purchase, paymentId).toStrictEqual(
          cart(paymentId),
        );
      }
    }
    await store.close();
  }, 60_000);
});
