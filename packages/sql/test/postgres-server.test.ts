import type { Commit } from "@coincoin/core/store";
import { APP, cart, claim, create, draft, inboxEntry, minute, paidEvent } from "@coincoin/testing/facts";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PostgresPool, postgresStore } from "../src/postgres/index.ts";
import { Locks } from "../src/postgres/locks.ts";
import { freshSchema, running, sql, startServer, stopServer } from "./postgres-bench.ts";

beforeAll(startServer, 60_000);
afterAll(stopServer);

/** A pool of the smallest shape, which writes down the statements. */
function recordingPool(): { pool: PostgresPool; texts: string[]; end(): Promise<void> } {
  const inner = new pg.Pool({ connectionString: running().connectionString, max: 4 });
  const texts: string[] = [];
  const pool: PostgresPool = {
    connect: async () => {
      const client = await inner.connect();
      return {
        query: (text, values) => {
          texts.push(text);
          return client.query(text, values);
        },
        release: (error) => client.release(error),
      };
    },
  };
  return { pool, texts, end: () => inner.end() };
}

const done = { type: "done" } as const;

describe("the PostgreSQL store and its server", () => {
  it("takes a pool of the smallest shape, and leaves it open", async () => {
    const { pool, end } = recordingPool();
    const store = postgresStore({ pool, schema: freshSchema() });
    expect(await create(store, cart("payment_1"))).toBe("committed");
    await store.close();
    const client = await pool.connect();
    expect((await client.query("SELECT 1 AS one")).rows).toStrictEqual([{ one: 1 }]);
    client.release();
    await end();
  });

  it("takes a pg.Pool as it is, and keeps an idle connection that breaks from ending the process", async () => {
    const pool = new pg.Pool({ connectionString: running().connectionString });
    const store = postgresStore({ pool, schema: freshSchema() });
    await create(store, cart("payment_1"));
    expect(pool.listenerCount("error")).toBe(1);
    await running().crash();
    await running().start();
    await expect
      .poll(() =>
        store.ping().then(
          () => "well",
          () => "ill",
        ),
      )
      .toBe("well");
    await store.close();
    expect(pool.listenerCount("error")).toBe(0);
    await pool.end();
  });

  it("a pool that has no connection to give is not waited for longer than it may take", async () => {
    const store = postgresStore({ pool: { connect: () => new Promise(() => {}) }, connectTimeoutMs: 100 });
    await expect(store.open()).rejects.toMatchObject({
      code: "store_unavailable",
      message: expect.stringContaining("did not answer in time"),
    });
    await store.close();
  });

  it("named prepared statements are there for those who want them", async () => {
    const store = postgresStore({
      connectionString: running().connectionString,
      schema: freshSchema(),
      prepare: true,
      maxConnections: 1,
    });
    for (const id of ["payment_1", "payment_2", "payment_3"])
      expect(await create(store, cart(id))).toBe("committed");
    expect((await store.listOrders({ appId: APP, limit: 9 })).items).toHaveLength(3);
    await store.close();
  });

  it("options that make no sense are refused where they are given", () => {
    const connectionString = running().connectionString;
    const pool = new pg.Pool();
    const wrong: unknown[] = [
      {},
      { connectionString: "" },
      { connectionString, pool },
      { connectionString, schema: 'a"; DROP' },
    ];
    for (const options of wrong) {
      // @ts-expect-error the types refuse these, too
      expect(() => postgresStore(options)).toThrow(expect.objectContaining({ code: "config_invalid" }));
    }
  });

  it("what is confirmed is on disk, also where the server's default is not to wait", async () => {
    const schema = freshSchema();
    await sql("ALTER DATABASE postgres SET synchronous_commit = off");
    try {
      const store = postgresStore({ connectionString: running().connectionString, schema });
      await create(store, cart("payment_1"), { events: [paidEvent("e1"), paidEvent("e2")] });
      await sql(`
        CREATE TABLE ${schema}.seen (what text, setting text);
        CREATE FUNCTION ${schema}.look() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN INSERT INTO ${schema}.seen VALUES (TG_TABLE_NAME, current_setting('synchronous_commit')); RETURN NULL; END $$;
        CREATE CONSTRAINT TRIGGER look AFTER INSERT OR UPDATE OR DELETE ON ${schema}.coincoin_purchases
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ${schema}.look();
        CREATE CONSTRAINT TRIGGER look AFTER INSERT OR UPDATE OR DELETE ON ${schema}.coincoin_deliveries
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ${schema}.look();`);
      const changes: [string, () => Promise<unknown>][] = [
        ["commit", () => create(store, cart("payment_2"))],
        ["claim", () => claim(store, 10)],
        [
          "renew",
          () => store.renew({ appId: APP, eventId: "e1", leaseId: "lease-at-10", leaseUntil: minute(30) }),
        ],
        [
          "settle",
          () =>
            store.settle({
              appId: APP,
              eventId: "e1",
              leaseId: "lease-at-10",
              now: minute(11),
              result: done,
            }),
        ],
        [
          "settle with attention",
          () =>
            store.settle({
              appId: APP,
              eventId: "e2",
              leaseId: "lease-at-10",
              now: minute(11),
              result: { type: "dead", error: "x" },
              attention: [draft("a1")],
            }),
        ],
        ["retry", () => store.retryDelivery({ appId: APP, eventId: "e2", now: minute(12) })],
        [
          "prune",
          () => store.prune({ appId: APP, olderThan: minute(20), now: minute(20), keepTypes: [], limit: 9 }),
        ],
      ];
      for (const [name, change] of changes) {
        await sql(`DELETE FROM ${schema}.seen`);
        await change();
        const seen = await sql(`SELECT DISTINCT setting FROM ${schema}.seen`);
        expect(seen, name).toStrictEqual([{ setting: "on" }]);
      }
      await store.close();
    } finally {
      await sql("ALTER DATABASE postgres RESET synchronous_commit");
    }
  });

  it("commits that touch the same items in any order wait for each other, and none is lost", async () => {
    const store = postgresStore({
      connectionString: running().connectionString,
      schema: freshSchema(),
      statementTimeoutMs: 15_000,
    });
    const ids = ["a1", "a2", "a3"];
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        const turned = [...ids.slice(index % 3), ...ids.slice(0, index % 3)];
        const inbox = [
          inboxEntry("d1", { paymentId: `payment_${index % 2}` }),
          inboxEntry("d1", { paymentId: `payment_${(index + 1) % 2}` }),
        ];
        return store.commit({ appId: APP, attention: turned.map((id) => draft(id)), inbox });
      }),
    );
    expect(new Set(outcomes)).toStrictEqual(new Set(["committed"]));
    expect(
      (await store.listAttention({ appId: APP, limit: 9 })).items.map((item) => item.count),
    ).toStrictEqual([60, 60, 60]);
    expect((await store.listInbox({ appId: APP, limit: 9 })).items.map((entry) => entry.count)).toStrictEqual(
      [60, 60],
    );
    await store.close();
  });

  it("commits that arrive together share transactions, and each keeps its outcome", async () => {
    const { pool, texts, end } = recordingPool();
    const store = postgresStore({ pool, schema: freshSchema() });
    await create(store, cart("payment_0"), { events: [paidEvent("e0")] });
    texts.splice(0);
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, index) => {
        const paymentId = `payment_${index}`;
        return create(store, cart(paymentId), { events: [paidEvent(`e${index}`, { paymentId })] });
      }),
    );
    expect(texts.filter((text) => text === "COMMIT").length).toBeLessThan(20);
    expect(outcomes.filter((outcome) => outcome === "stale")).toHaveLength(1);
    expect(outcomes[0]).toBe("stale");
    const { items } = await store.listDeliveries({ appId: APP, limit: 200 });
    expect(new Set(items.map(({ event }) => event.id)).size).toBe(100);
    await store.close();
    await end();
  });

  it("webhooks that go on by one version are one statement together; one that answers an open item, or came before, is left to look", async () => {
    const { pool, texts, end } = recordingPool();
    const store = postgresStore({ pool, schema: freshSchema() });
    const ids = Array.from({ length: 60 }, (_, index) => `payment_${index}`);
    await Promise.all(ids.map((paymentId) => create(store, cart(paymentId))));
    await store.commit({
      appId: APP,
      inbox: [inboxEntry("before", { paymentId: "payment_1", count: 4 })],
      attention: [draft("open")],
    });
    texts.splice(0);
    const next = (paymentId: string, more: Partial<Commit> = {}) =>
      store.commit({
        appId: APP,
        guard: { paymentId, version: 1 },
        purchase: { ...cart(paymentId), version: 2 },
        inbox: [inboxEntry("new", { paymentId })],
        events: [paidEvent(`e-${paymentId}`, { paymentId })],
        attention: [],
        resolves: { ids: [`unknown-${paymentId}`], note: "", at: minute(1) },
        ...more,
      });
    const all = ids.slice(3).map((paymentId) => next(paymentId));
    expect(new Set(await Promise.all(all))).toStrictEqual(new Set(["committed"]));
    expect(texts.length).toBeLessThan(5);
    const answers = { ids: ["open"], note: "answered", at: minute(1) };
    expect(await next("payment_0", { resolves: answers })).toBe("committed");
    const again = [inboxEntry("before", { paymentId: "payment_1" })];
    expect(await next("payment_1", { inbox: again })).toBe("committed");
    expect(await next("payment_1")).toBe("stale");
    expect(await next("payment_2", { guard: { paymentId: "payment_3", version: 1 } })).toBe("stale");
    const moved = { ...cart("payment_9"), reference: cart("payment_2").reference, version: 2 };
    expect(await next("payment_9", { purchase: moved, inbox: [], events: [] })).toBe("stale");
    await expect(next("payment_2", { events: [paidEvent("e-payment_3")] })).rejects.toMatchObject({
      code: "store_unavailable",
    });
    expect((await store.listAttention({ appId: APP, open: true, limit: 9 })).items).toStrictEqual([]);
    const { items } = await store.listInbox({ appId: APP, paymentId: "payment_1", limit: 9 });
    expect(items.map(({ count }) => count)).toStrictEqual([5]);
    const { items: told } = await store.listDeliveries({ appId: APP, paymentId: "payment_2", limit: 9 });
    expect(told).toStrictEqual([]);
    const { appId, reference, attempts } = cart("payment_4");
    const grown = { ...cart("payment_4"), attempts: [...attempts, ...cart("payment_4b").attempts] };
    const guard = (version: number) => ({ reference, version });
    for (const [version, purchase] of [grown, cart("payment_4")].entries()) {
      const commit = { appId, guard: guard(version + 2), purchase: { ...purchase, version: version + 3 } };
      expect(await store.commit(commit)).toBe("committed");
      const { purchase: found } = await store.read({ appId, paymentId: "payment_4b" });
      expect(found?.version).toBe(version === 0 ? 3 : undefined);
    }
    await store.close();
    await end();
  });

  it("attempts that end together share statements, and each keeps its outcome", async () => {
    const { pool, texts, end } = recordingPool();
    const store = postgresStore({ pool, schema: freshSchema() });
    const ids = Array.from({ length: 60 }, (_, index) => `e${index}`);
    for (const id of ids) await create(store, cart(`payment_${id}`), { events: [paidEvent(id)] });
    const lease = { appId: APP, leaseId: "mine", leaseUntil: minute(60) };
    await store.claim({ ...lease, types: ["order.paid"], limit: 60, now: minute(30) });
    texts.splice(0);
    const ended = await Promise.all(
      ids.map((eventId, index) =>
        store.settle({
          appId: APP,
          eventId,
          leaseId: index % 3 === 0 ? "another's" : "mine",
          now: minute(31),
          result: { type: "done" },
        }),
      ),
    );
    expect(ended).toStrictEqual(ids.map((_, index) => index % 3 !== 0));
    expect(texts.length).toBeLessThan(10);
    const { items } = await store.listDeliveries({ appId: APP, state: "done", limit: 200 });
    expect(items).toHaveLength(40);
    await store.close();
    await end();
  });

  it("a commit whose lock another process holds keeps none of the others waiting", async () => {
    const schema = freshSchema();
    const store = postgresStore({
      connectionString: running().connectionString,
      schema,
      statementTimeoutMs: 15_000,
    });
    await store.open();
    const other = new pg.Client({ connectionString: running().connectionString });
    await other.connect();
    await other.query("SELECT pg_advisory_lock($1)", [String(new Locks(schema).payment(APP, "payment_7"))]);
    const blocked = new Set(Array.from({ length: 30 }, (_, index) => `payment_${index}`));
    const work = [...blocked].map(async (paymentId) => {
      expect(await create(store, cart(paymentId))).toBe("committed");
      blocked.delete(paymentId);
    });
    await expect.poll(() => [...blocked]).toStrictEqual(["payment_7"]);
    // Nor what comes afterwards.
    expect(await create(store, cart("payment_99"))).toBe("committed");
    expect([...blocked]).toStrictEqual(["payment_7"]);
    await other.end();
    await Promise.all(work);
    await store.close();
  });

  it("no statement of intake, creation and delivery walks through a table, or through all that an app has", async () => {
    const { pool, texts, end } = recordingPool();
    const store = postgresStore({ pool, schema: freshSchema() });
    // In a table with hundreds of rows and no statistics, joins that read all of it look cheap.
    await Promise.all(
      Array.from({ length: 1_000 }, (_, index) =>
        create(store, cart(`stored_${index}`), {
          inbox: [inboxEntry("d1", { paymentId: `stored_${index}` })],
          events: [paidEvent(`stored_${index}`, { paymentId: `stored_${index}` })],
          attention: [draft(`stored_${index}`)],
        }),
      ),
    );
    texts.splice(0);
    const lease = { appId: APP, eventId: "e1", leaseId: "lease-at-10" };
    await create(store, cart("payment_1"), {
      inbox: [inboxEntry("d1")],
      events: [paidEvent("e1")],
      attention: [draft("a1")],
      app: { pin: { since: minute(1), paymentId: "payment_1" }, confirmedSeenAt: minute(1) },
    });
    await create(store, cart("payment_2"));
    await store.commit({
      appId: APP,
      guard: { paymentId: "payment_2", version: 1 },
      purchase: { ...cart("payment_2"), version: 2 },
    });
    await store.commit({
      appId: APP,
      guard: { paymentId: "payment_1", version: 1 },
      resolves: { ids: ["a1"], note: "", at: minute(1) },
    });
    await store.read({ appId: APP, paymentId: "payment_1", digest: "d1" });
    await store.read({ appId: APP, reference: "cart-payment_1" });
    await claim(store, 10);
    await store.renew({ ...lease, leaseUntil: minute(30) });
    await store.settle({
      ...lease,
      now: minute(11),
      result: { type: "retry", availableAt: minute(12), error: "x" },
    });
    await store.settle({ ...lease, now: minute(11), result: done });
    await store.settle({ ...lease, now: minute(11), result: { type: "dead", error: "x" } });
    const latest = { unclaimed: minute(1), leased: minute(1), waiting: minute(1) };
    await store.bringForward({ appId: APP, types: ["order.paid"], ...latest });
    await store.due({ appId: APP, now: minute(1), limit: 1 });
    await store.unclaimed({ appId: APP, types: ["order.paid"], before: minute(1), limit: 1 });
    await store.countOpen({ appId: APP, now: minute(1), limit: 1 });
    await store.countOpen({ appId: APP, now: minute(1), limit: 1, customer: "ada" });
    await store.takeRequests({ appId: APP, day: "2026-01-01", count: 1, limit: 9 });
    await store.countRequests({ appId: APP, day: "2026-01-01" });
    await store.openAt({ appId: APP, address: "T", now: minute(1), limit: 1 });
    await store.sharedAddresses({ appId: APP, now: minute(1), limit: 1 });
    await store.countParked({ appId: APP, limit: 1 });
    await store.close();
    await end();
    const client = new pg.Client({ connectionString: running().connectionString });
    await client.connect();
    // What is left of sequential scans then is where no index serves.
    await client.query("SET enable_seqscan = off");
    let count = 0;
    for (const text of [...new Set(texts)].filter((each) =>
      /^(SELECT|WITH|INSERT|UPDATE|DELETE)/.test(each),
    )) {
      const { rows } = await client.query<Record<string, string>>(`EXPLAIN (GENERIC_PLAN) ${text}`);
      const plan = rows.map((row) => row["QUERY PLAN"] ?? "").join("\n");
      console.log(`${text.slice(0, 120).replace(/\s+/g, " ")}\n${plan}\n`);
      expect(plan).not.toMatch(/Seq Scan/);
      expect(wholeApp(plan), text).toStrictEqual([]);
      count += 1;
    }
    await client.end();
    expect(count).toBeGreaterThan(10);
  });
});

/** Walks down an index that nothing but the app bounds. Of an app itself there is one row, and few of its rows are parked. */
function wholeApp(plan: string): string[] {
  const lines = plan.split("\n");
  return lines.filter((line, index) => {
    const scan = lines.slice(0, index).findLast((each) => each.includes("Scan")) ?? "";
    return /Index Cond: \(app_id = [^()]*\)$/.test(line) && !/coincoin_apps|coincoin_inbox_parked/.test(scan);
  });
}
