import { APP, cart, paidEvent } from "@coincoin/testing/facts";
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

  it("processes whose clocks differ by five minutes never work on one event at once", async () => {
    const schema = freshSchema();
    const { connectionString } = running();
    const store = postgresStore({ connectionString, schema });
    const event = paidEvent("e1", { at: new Date().toISOString() });
    await store.commit({ appId: APP, events: [event] });
    const slow = startChild("postgres-shop", [connectionString, schema, "-300000", "3000"]);
    const told = (child: Child) => child.lines.filter((line) => !line.startsWith("ahead"));
    await expect.poll(() => told(slow), { timeout: 10_000 }).toContain("begins e1, attempt 1");
    const fast = startChild("postgres-shop", [connectionString, schema, "300000", "0"]);
    await expect.poll(() => told(slow), { timeout: 10_000 }).toContain("done e1");
    const done = async () => (await store.listDeliveries({ appId: APP, limit: 1 })).items[0]?.state;
    await expect.poll(done).toBe("done");
    expect([told(slow), told(fast)]).toStrictEqual([["begins e1, attempt 1", "done e1"], []]);
    // A machine that is behind is not: what was stored by the database's time is due there as well.
    const ahead = (child: Child) => Number(child.lines.find((line) => line.startsWith("ahead"))?.slice(6));
    await expect
      .poll(() => [ahead(slow) / 60_000, ahead(fast) / 60_000].map(Math.round))
      .toStrictEqual([-5, 5]);
    await Promise.all([slow.kill(), fast.kill()]);
    await store.close();
  }, 60_000);

  it("a script that closes nothing ends when it is done, although it polls", async () => {
    const script = startChild("postgres-script", [running().connectionString, freshSchema()]);
    expect(await script.line(1)).toBe("0 orders");
    await expect(script.line(2)).rejects.toThrow("ended after: 0 orders");
  }, 15_000);
});
