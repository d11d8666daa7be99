import { execFileSync } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { isCoinCoinError, type Store } from "@coincoin/core";
import { APP, cart, claim, create, createdEvent, finished, minute, paidEvent } from "@coincoin/testing/facts";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { postgresStore } from "../src/postgres/index.ts";
import { freshSchema, running, sql, startServer, stopServer } from "./postgres-bench.ts";

const stores: Store[] = [];

function open(over: { connectionString?: string; schema?: string; statementTimeoutMs?: number } = {}): Store {
  const store = postgresStore({
    connectionString: running().connectionString,
    schema: freshSchema(),
    connectTimeoutMs: 1_000,
    statementTimeoutMs: 1_000,
    ...over,
  });
  stores.push(store);
  return store;
}

/** Runs until it works; fails when that takes too long. */
async function healed(store: Store): Promise<void> {
  const until = Date.now() + 15_000;
  while (Date.now() < until) {
    const well = await store.ping().then(
      () => true,
      () => false,
    );
    if (well) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await store.ping();
}

async function refusal(promise: Promise<unknown>): Promise<{ message: string; ms: number; text: string }> {
  const began = performance.now();
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isCoinCoinError(error, "store_unavailable")) throw new Error(`not refused: ${inspect(error)}`);
  return { message: error.message, ms: performance.now() - began, text: inspect(error, { depth: 9 }) };
}

/** A wire to the server that can be cut without either side being told. */
async function wire(): Promise<{ port: number; cut(): void; mend(): void; close(): void }> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const server: Server = createServer((near) => {
    const far = connect(running().port, "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("data", (bytes) => !isCut && to.write(bytes));
      from.on("error", () => to.destroy());
      from.on("close", () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: address !== null && typeof address === "object" ? address.port : 0,
    cut: () => void (isCut = true),
    mend: () => void (isCut = false),
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

beforeAll(startServer, 60_000);
afterAll(stopServer);
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

describe("PostgreSQL in trouble", () => {
  it("a server that dies while connections are idle ends no process, and is used again when it is back", async () => {
    const store = open();
    await Promise.all(Array.from({ length: 4 }, (_, index) => create(store, cart(`payment_${index}`))));
    await running().crash();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { message, ms } = await refusal(create(store, cart("payment_9")));
    expect(message).toContain("cannot be reached");
    expect(ms).toBeLessThan(3_000);
    await running().start();
    await healed(store);
    expect((await store.listOrders({ appId: APP, limit: 9 })).items).toHaveLength(4);
    expect(await create(store, cart("payment_9"))).toBe("committed");
  });

  it("a server that dies under load loses nothing it confirmed, and takes nothing in parts", async () => {
    const store = open();
    await store.open();
    for (let round = 0; round < 3; round += 1) {
      const ids = Array.from({ length: 400 }, (_, index) => `payment_${round}_${index}`);
      const progress = { done: 0 };
      const work = ids.map(async (id) => {
        await create(store, cart(id), { events: [paidEvent(id, { paymentId: id })] });
        progress.done += 1;
      });
      const settled = Promise.allSettled(work);
      while (progress.done < 10) await new Promise((resolve) => setTimeout(resolve, 1));
      await running().crash();
      const outcomes = await settled;
      await running().start();
      await healed(store);
      const told = new Set<string>();
      for (const paymentId of ids) {
        const { items } = await store.listDeliveries({ appId: APP, limit: 5, paymentId });
        const { purchase } = await store.read({ appId: APP, paymentId });
        expect(items.length, paymentId).toBe(purchase === undefined ? 0 : 1);
        if (purchase !== undefined) told.add(paymentId);
      }
      for (const [index, outcome] of outcomes.entries()) {
        const id = ids[index] ?? "";
        if (outcome.status === "fulfilled") expect(told.has(id), id).toBe(true);
        else expect(outcome.reason).toMatchObject({ code: "store_unavailable" });
      }
      expect(outcomes.some((outcome) => outcome.status === "rejected")).toBe(true);
    }
  }, 60_000);

  it("a server that is down at the start is waited for, and its password is in no error", async () => {
    const store = open({ connectionString: "postgres://shop:Geheim123@127.0.0.1:1/shop" });
    const { message, ms, text } = await refusal(store.open());
    expect(message).toContain("cannot be reached");
    expect(ms).toBeLessThan(3_000);
    expect(text).not.toContain("Geheim123");
    await running().crash();
    const later = open();
    await refusal(later.open());
    await running().start();
    await healed(later);
  });

  it("a database that does not exist and a user without privileges are named", async () => {
    const there = running().connectionString;
    expect(
      (await refusal(open({ connectionString: there.replace(/postgres$/, "nothing") }).open())).message,
    ).toContain("does not exist");
    await sql("DO $$ BEGIN CREATE ROLE guest LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
    const guest = there.replace("//postgres@", "//guest@");
    expect((await refusal(open({ connectionString: guest }).open())).message).toContain("lacks a privilege");
  });

  const asUser = (role: string) => running().connectionString.replace("//postgres@", `//${role}@`);
  const makeRole = (role: string) =>
    sql(`DO $$ BEGIN CREATE ROLE ${role} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$`);

  it("a user that owns its schema, or may make tables in it, starts without a right to make schemas", async () => {
    const [owned, granted, made] = [freshSchema(), freshSchema(), freshSchema()];
    for (const role of ["owner", "grantee", "founder"]) await makeRole(role);
    await sql(`CREATE SCHEMA ${owned} AUTHORIZATION owner`);
    await sql(`CREATE SCHEMA ${granted}; GRANT USAGE, CREATE ON SCHEMA ${granted} TO grantee`);
    await sql("GRANT CREATE ON DATABASE postgres TO founder");
    for (const [role, schema] of [
      ["owner", owned],
      ["grantee", granted],
      ["founder", made],
    ] as const) {
      const store = open({ schema, connectionString: asUser(role) });
      expect(await create(store, cart("payment_1")), role).toBe("committed");
    }
    await makeRole("reader");
    const seen = freshSchema();
    await sql(`CREATE SCHEMA ${seen}; GRANT USAGE ON SCHEMA ${seen} TO reader`);
    const { message } = await refusal(open({ schema: seen, connectionString: asUser("reader") }).open());
    expect(message).toContain("it needs CREATE and USAGE on the schema");
  });

  it("a database that cannot hold every text is refused at the start", async () => {
    await sql("CREATE DATABASE narrow ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
    const connectionString = running().connectionString.replace(/postgres$/, "narrow");
    expect((await refusal(open({ connectionString }).open())).message).toContain("encoded in LATIN1");
  });

  it("a shop that reads PostgreSQL's types its own way changes nothing for us", async () => {
    const schema = freshSchema();
    const types = { getTypeParser: () => (value: string) => value };
    const pool = () => new pg.Pool({ connectionString: running().connectionString, types });
    const pools = [pool(), pool()];
    for (const [index, each] of pools.entries()) {
      const store = postgresStore({ pool: each, schema });
      stores.push(store);
      expect(await create(store, cart(`payment_${index}`))).toBe("committed");
      expect(await create(store, cart(`payment_${index}`))).toBe("stale");
      const taken = cart(`payment_${index}`, { reference: "another" });
      expect(await create(store, taken)).toBe("stale");
    }
    for (const store of stores.splice(0)) await store.close();
    for (const each of pools) await each.end();
  });

  it("a user that may only use the tables is enough once they are there", async () => {
    const schema = freshSchema();
    await open({ schema }).open();
    await sql("DO $$ BEGIN CREATE ROLE clerk LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
    await sql(
      `GRANT USAGE ON SCHEMA ${schema} TO clerk; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO clerk`,
    );
    const store = open({
      schema,
      connectionString: running().connectionString.replace("//postgres@", "//clerk@"),
    });
    expect(await create(store, cart("payment_1"))).toBe("committed");
  });

  it("a database that became read-only refuses whole, and is written again when it may be", async () => {
    const store = open();
    await create(store, cart("payment_1"), { events: [paidEvent("e1")] });
    const endAll =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name = 'coincoin'";
    await sql("ALTER DATABASE postgres SET default_transaction_read_only = on");
    await sql(endAll);
    try {
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect((await refusal(create(store, cart("payment_2")))).message).toContain("takes no writes");
      await refusal(store.ping());
      await refusal(claim(store, 60));
      await refusal(store.retryDelivery({ appId: APP, eventId: "e1", now: "" }));
    } finally {
      await sql("BEGIN READ WRITE; ALTER DATABASE postgres RESET default_transaction_read_only; COMMIT");
    }
    await healed(store);
    expect(await create(store, cart("payment_2"))).toBe("committed");
    expect(await claim(store, 60)).toHaveLength(1);
  });

  it("a lock that is held too long is given up on in time", async () => {
    const schema = freshSchema();
    const store = open({ schema, statementTimeoutMs: 300 });
    await store.open();
    const other = new pg.Client({ connectionString: running().connectionString });
    await other.connect();
    await other.query(`BEGIN; LOCK TABLE ${schema}.coincoin_orders IN ACCESS EXCLUSIVE MODE`);
    const refusals = await Promise.all([
      refusal(create(store, cart("payment_1"))),
      refusal(store.read({ appId: APP, paymentId: "payment_1" })),
      refusal(store.countOpen({ appId: APP, now: "", limit: 1 })),
    ]);
    for (const { message, ms } of refusals) {
      expect(message).toContain("did not answer in time");
      expect(ms).toBeLessThan(4_000);
    }
    await other.query("ROLLBACK");
    await other.end();
    await healed(store);
    expect(await create(store, cart("payment_1"))).toBe("committed");
  });

  it("with the defaults, a table that is locked is given up on within three seconds, so that a webhook is spooled in time", async () => {
    const schema = freshSchema();
    const store = postgresStore({ connectionString: running().connectionString, schema });
    stores.push(store);
    await store.open();
    const other = new pg.Client({ connectionString: running().connectionString });
    await other.connect();
    for (const table of ["orders", "inbox", "deliveries"]) {
      await other.query(`BEGIN; LOCK TABLE ${schema}.coincoin_${table} IN ACCESS EXCLUSIVE MODE`);
      const began = performance.now();
      // As intake does: a look, and if that works a commit.
      const intake = async () => {
        await store.read({ appId: APP, paymentId: "payment_1" });
        await create(store, cart("payment_1"), { events: [paidEvent("e1")] });
      };
      await refusal(intake());
      expect(performance.now() - began, table).toBeLessThan(3_000);
      await other.query("ROLLBACK");
    }
    await other.end();
    expect(await create(store, cart("payment_1"), { events: [paidEvent("e1")] })).toBe("committed");
  }, 20_000);

  it("a network that swallows everything is given up on in time, also for those who wait for a connection", async () => {
    const line = await wire();
    try {
      const connectionString = running().connectionString.replace(/:\d+\//, `:${line.port}/`);
      const store = open({ connectionString, statementTimeoutMs: 300 });
      await create(store, cart("payment_1"));
      line.cut();
      const all = Array.from({ length: 25 }, (_, index) => refusal(create(store, cart(`payment_2${index}`))));
      for (const { message, ms } of await Promise.all(all)) {
        expect(message).toMatch(/did not answer in time|cannot be reached/);
        expect(ms).toBeLessThan(5_000);
      }
      line.mend();
      await healed(store);
      expect(await create(store, cart("payment_3"))).toBe("committed");
    } finally {
      line.close();
    }
  });

  it("a disk that is full refuses commits whole, and takes them again when there is room", async (context) => {
    const disk = mkdtempSync(join(tmpdir(), "coincoin-disk-"));
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "none", disk], { stdio: "ignore" });
    } catch {
      return context.skip("no small disk can be mounted here");
    }
    const schema = freshSchema();
    try {
      const space = join(disk, "space");
      mkdirSync(space);
      chownSync(space, 65_534, 65_534);
      const store = open({ schema, statementTimeoutMs: 5_000 });
      await create(store, cart("payment_1"));
      await sql(`CREATE TABLESPACE small LOCATION '${space}'`);
      await sql(`ALTER TABLE ${schema}.coincoin_deliveries SET TABLESPACE small`);
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(join(disk, "filler"), Buffer.alloc(bavail * bsize));
      const crammed = async () => {
        for (let count = 0; count < 200; count += 1) {
          const id = `payment_x${count}`;
          await create(store, cart(id), { events: [paidEvent(id, { paymentId: id })] });
        }
      };
      expect((await refusal(crammed())).message).toContain("is full");
      const { items } = await store.listOrders({ appId: APP, limit: 1 });
      const lastId = items[0]?.paymentId ?? "";
      rmSync(join(disk, "filler"));
      const next = `payment_x${lastId === "payment_1" ? 0 : Number(lastId.slice(9)) + 1}`;
      expect((await store.read({ appId: APP, paymentId: next })).purchase).toBeUndefined();
      expect(await create(store, cart(next), { events: [paidEvent(next, { paymentId: next })] })).toBe(
        "committed",
      );
    } finally {
      await sql(`DROP SCHEMA ${schema} CASCADE`).catch(() => {});
      await sql("DROP TABLESPACE IF EXISTS small").catch(() => {});
      execFileSync("umount", ["-l", disk]);
      rmSync(disk, { recursive: true, force: true });
    }
  }, 60_000);

  it("a schema of a newer version is refused", async () => {
    const schema = freshSchema();
    await open({ schema }).open();
    await sql(`INSERT INTO ${schema}.coincoin_migrations (version, name) VALUES (999, 'later')`);
    await expect(open({ schema }).open()).rejects.toMatchObject({
      code: "store_too_new",
      details: { found: 999 },
    });
  });
});

/** Another process that is in the middle of a transaction. */
async function inTransaction(statement: string): Promise<{ commit(): Promise<void> } & AsyncDisposable> {
  const client = new pg.Client({ connectionString: running().connectionString });
  await client.connect();
  await client.query("BEGIN");
  const { rowCount } = await client.query(statement);
  expect(rowCount).toBe(1);
  return {
    commit: async () => void (await client.query("COMMIT")),
    [Symbol.asyncDispose]: () => client.end(),
  };
}

describe("another process at the same row", () => {
  it("keeps no process from claiming the other events", async () => {
    const schema = freshSchema();
    const store = open({ schema });
    await store.open();
    await store.commit({ appId: APP, events: ["e1", "e2", "e3"].map((id) => paidEvent(id)) });
    await using _claiming = await inTransaction(
      `SELECT seq FROM ${schema}.coincoin_deliveries WHERE event_id = 'e1' FOR UPDATE`,
    );
    const claimed = await claim(store, 10);
    expect(claimed.map(({ event }) => event.id)).toEqual(["e2", "e3"]);
  });

  it("that claims an event while its purchase is pruned keeps the event", async () => {
    const schema = freshSchema();
    const store = open({ schema, statementTimeoutMs: 10_000 });
    await store.open();
    const paymentId = "payment_0001";
    await create(store, finished(paymentId), { events: [createdEvent("e1")] });
    await using claiming = await inTransaction(
      `UPDATE ${schema}.coincoin_deliveries SET claimed = true, lease_id = 'theirs' WHERE event_id = 'e1'`,
    );
    const pruned = store.prune({
      appId: APP,
      olderThan: minute(60),
      now: minute(90),
      keepTypes: ["order.paid"],
      limit: 100,
    });
    await vi.waitFor(async () => {
      const waiting = await sql("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
      expect(waiting).toHaveLength(1);
    });
    await claiming.commit();
    await pruned;
    const { items } = await store.listDeliveries({ appId: APP, limit: 9 });
    expect(items.map(({ event }) => event.id)).toEqual(["e1"]);
  });
});
