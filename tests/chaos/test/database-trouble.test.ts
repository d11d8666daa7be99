import { execFileSync } from "node:child_process";
import {
  chownSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type PostgresServer, startPostgres } from "@coincoin/test-lib/postgres-server";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { TroubleBench } from "./trouble-bench.ts";

const HEALS_WITHIN_MS = 60_000;

/** What befalls the database. Returns what ends it. */
type Trouble = () => Promise<() => Promise<void>> | (() => Promise<void>);

/** What a shop does while its database is in trouble, and after. */
async function expectToCarryOn(shop: TroubleBench, trouble: Trouble): Promise<void> {
  const [before, during] = [await shop.bought(), await shop.bought()];
  expect(await shop.pay(before)).toContain("200");
  await expect.poll(() => shop.fulfilled(), { timeout: HEALS_WITHIN_MS }).toEqual([before]);

  const asked = shop.gatewayRequests();
  const heal = await trouble();
  try {
    expect(await shop.pay(during)).toMatch(/^200 .*spooled/);
    expect(shop.spooled()).toBe(1);
    expect(await shop.buy()).toMatchObject({ status: 503, code: "store_unavailable" });
    expect(shop.gatewayRequests()).toBe(asked);
    expect(shop.fulfilled()).toEqual([before]);
  } finally {
    await heal();
  }

  await expect.poll(() => shop.fulfilled(), { timeout: HEALS_WITHIN_MS }).toEqual([before, during].sort());
  await expect.poll(() => shop.spooled(), { timeout: HEALS_WITHIN_MS }).toBe(0);
  const after = await shop.bought();
  expect(await shop.pay(after)).toMatch(/^200 .*applied/);
  await expect.poll(() => shop.fulfilled(), { timeout: HEALS_WITHIN_MS }).toContain(after);
  expect(shop.fulfilled()).toHaveLength(3);
  expect(shop.deaths()).toEqual([]);
}

/** A disk of its own for the database. Undefined where none may be mounted. */
function smallDisk(folder: string, size: string): string | undefined {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "none", folder], { stdio: "ignore" });
    return folder;
  } catch {
    return undefined;
  }
}

/** To the last block, however much others write meanwhile. */
function fillUp(disk: string): void {
  const file = openSync(join(disk, "filler"), "w");
  const block = Buffer.alloc(4_096);
  try {
    for (;;) writeSync(file, block);
  } catch (error) {
    expect(error).toMatchObject({ code: "ENOSPC" });
  } finally {
    closeSync(file);
  }
}

describe("a shop on SQLite", () => {
  let shop: TroubleBench | undefined;
  afterEach(async () => {
    await shop?.close();
    shop = undefined;
  });

  const open = async (folder?: string) => {
    shop = await TroubleBench.open((own) => ({
      kind: "sqlite",
      path: join(folder ?? own, "data", "shop.db"),
    }));
    return shop;
  };

  it("carries on while its folder is gone", async () => {
    const shop = await open();
    const [data, away] = [join(shop.folder, "data"), join(shop.folder, "away")];
    await expectToCarryOn(shop, () => {
      renameSync(data, away);
      return async () => renameSync(away, data);
    });
  });

  it("carries on while another program holds the database", async () => {
    const shop = await open();
    await expectToCarryOn(shop, () => {
      const other = new DatabaseSync(join(shop.folder, "data", "shop.db"), { timeout: 5_000 });
      other.exec("BEGIN IMMEDIATE");
      return async () => other.close();
    });
  });

  it("carries on while its disk is full", async (context) => {
    const folder = mkdtempSync(join(tmpdir(), "coincoin-disk-"));
    const disk = smallDisk(join(folder, "data"), "2m");
    if (disk === undefined) return context.skip("no small disk can be mounted here");
    try {
      await expectToCarryOn(await open(folder), () => {
        fillUp(disk);
        return async () => rmSync(join(disk, "filler"));
      });
    } finally {
      await shop?.close();
      shop = undefined;
      execFileSync("umount", ["-l", disk]);
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("a shop on PostgreSQL", () => {
  let server: PostgresServer;
  let shop: TroubleBench;

  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());
  afterEach(async () => {
    await shop.close();
    await sql("DROP SCHEMA IF EXISTS coincoin CASCADE");
  });

  const open = async () => {
    shop = await TroubleBench.open(() => ({ kind: "postgres", url: server.connectionString }));
    return shop;
  };

  async function sql(text: string): Promise<void> {
    const client = new pg.Client({ connectionString: server.connectionString });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  }

  /** Takes what room is left in the pages of a table, with rows of another app. */
  async function useUp(insert: (row: number) => string): Promise<void> {
    for (let row = 0; row < 1_000; row += 1) await sql(insert(row));
  }

  it("carries on while the database is down", async () => {
    await expectToCarryOn(await open(), async () => {
      await server.crash();
      return () => server.start();
    });
  });

  it("carries on while the database takes no writes", async () => {
    await expectToCarryOn(await open(), async () => {
      await sql("ALTER DATABASE postgres SET default_transaction_read_only = on");
      await sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name = 'coincoin'",
      );
      return () =>
        sql("BEGIN READ WRITE; ALTER DATABASE postgres RESET default_transaction_read_only; COMMIT");
    });
  });

  it("carries on while the database does not answer in time", async () => {
    await expectToCarryOn(await open(), async () => {
      const other = new pg.Client({ connectionString: server.connectionString });
      await other.connect();
      await other.query("BEGIN; LOCK TABLE coincoin.coincoin_purchases IN ACCESS EXCLUSIVE MODE");
      return () => other.end();
    });
  });

  it("carries on while the disk of the database is full", async (context) => {
    const folder = mkdtempSync(join(tmpdir(), "coincoin-disk-"));
    const disk = smallDisk(folder, "4m");
    const shop = await open();
    if (disk === undefined) return context.skip("no small disk can be mounted here");
    try {
      const space = join(disk, "space");
      mkdirSync(space);
      if (process.getuid?.() === 0) chownSync(space, 65_534, 65_534);
      await sql(`CREATE TABLESPACE small LOCATION '${space}'`);
      await expectToCarryOn(shop, async () => {
        for (const table of ["coincoin.coincoin_orders", "coincoin.coincoin_inbox"]) {
          await sql(`ALTER TABLE ${table} SET TABLESPACE small`);
          await sql(`VACUUM ${table}`);
        }
        await sql(
          "INSERT INTO coincoin.coincoin_purchases (app_id, reference, version, listed_at, status, data) VALUES ('b', 'b', 1, '', '', '')",
        );
        fillUp(disk);
        const orders = "coincoin.coincoin_orders (app_id, payment_id, reference, listed_at, facet)";
        const inbox = "coincoin.coincoin_inbox (app_id, payment_id, digest, outcome, last_at, data)";
        await expect(
          useUp((row) => `INSERT INTO ${orders} VALUES ('b', '${row}', 'b', '', '')`),
        ).rejects.toThrow(/No space left/);
        await expect(
          useUp((row) => `INSERT INTO ${inbox} VALUES ('b', 'b', '${row}', 'applied', '', repeat('x', 200))`),
        ).rejects.toThrow(/No space left/);
        return async () => rmSync(join(disk, "filler"));
      });
    } finally {
      await sql("DROP SCHEMA coincoin CASCADE; CREATE SCHEMA coincoin");
      await sql("DROP TABLESPACE IF EXISTS small").catch(() => {});
      execFileSync("umount", ["-l", disk]);
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("acknowledges and fulfils every payment while the database is restarted under load", async () => {
    const shop = await open();
    const orders = await Promise.all(Array.from({ length: 40 }, () => shop.bought()));
    const restarts = (async () => {
      for (let round = 0; round < 2; round += 1) {
        await server.crash();
        await new Promise((resolve) => setTimeout(resolve, 300));
        await server.start();
      }
    })();
    const answers = await Promise.all(orders.map((paymentId) => shop.pay(paymentId)));
    await restarts;
    expect(answers.filter((answer) => !answer.startsWith("200 "))).toEqual([]);
    expect(answers.some((answer) => answer.includes("spooled"))).toBe(true);
    await expect.poll(() => shop.fulfilled(), { timeout: HEALS_WITHIN_MS }).toEqual(orders.sort());
    expect(shop.deaths()).toEqual([]);
  });
});
