import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, renameSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { cart, create } from "@coincoin/testing/facts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sqliteStore } from "../src/sqlite/index.ts";
import { startChild } from "./child.ts";
import { temporaryFolder } from "./sqlite-bench.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder, "data", "shop.db");
  mkdirSync(join(folder, "data"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

const read = { appId: "app_one", paymentId: "payment_0001" };

describe("a SQLite file in trouble", () => {
  it("a folder that is missing is named, and the store opens once it is there", async () => {
    rmSync(join(folder, "data"), { recursive: true });
    const store = sqliteStore(path);
    await expect(store.open()).rejects.toMatchObject({
      code: "store_unavailable",
      message: expect.stringMatching(/shop\.db" cannot be opened\. Its folder has to exist/),
    });
    await expect(store.ping()).rejects.toMatchObject({ code: "store_unavailable" });
    mkdirSync(join(folder, "data"));
    await store.ping();
    await store.close();
  });

  it("a folder that goes away stops commits, and they go on when it is back, with nothing lost", async () => {
    const store = sqliteStore(path);
    await create(store, cart("payment_0001"));
    renameSync(join(folder, "data"), join(folder, "away"));
    await expect(create(store, cart("payment_0002"))).rejects.toMatchObject({
      code: "store_unavailable",
      message: expect.stringContaining("removed or replaced"),
    });
    await expect(store.ping()).rejects.toMatchObject({ code: "store_unavailable" });
    renameSync(join(folder, "away"), join(folder, "data"));
    expect((await store.read(read)).purchase).toStrictEqual(cart("payment_0001"));
    expect((await store.read({ ...read, paymentId: "payment_0002" })).purchase).toBeUndefined();
    expect(await create(store, cart("payment_0002"))).toBe("committed");
    await store.close();
  });

  it("a file that was deleted is not silently begun again, except by a restart", async () => {
    const store = sqliteStore(path);
    await create(store, cart("payment_0001"));
    rmSync(join(folder, "data"), { recursive: true });
    mkdirSync(join(folder, "data"));
    for (let round = 0; round < 2; round += 1) {
      await expect(create(store, cart("payment_0002"))).rejects.toMatchObject({ code: "store_unavailable" });
    }
    await store.close();
    await store.open();
    expect(await create(store, cart("payment_0002"))).toBe("committed");
    await store.close();
  });

  it("a file or folder that may not be written is named, and the store works once it may", async (context) => {
    if (process.getuid?.() !== 0) return context.skip("needs root, to become another user");
    const nobody = 65_534;
    const store = sqliteStore(path);
    await create(store, cart("payment_0001"));
    await store.close();
    chmodSync(folder, 0o755);
    const child = startChild("writer", [path, "persist", String(nobody)]);
    try {
      expect(await child.line(1)).toMatch(/^store_unavailable .*shop\.db" cannot be written. Let this user/);
      chownSync(dirname(path), nobody, nobody);
      rmSync(`${path}-lock`);
      const told = child.lines.length;
      expect(await child.line(told + 3)).toMatch(/^store_unavailable .*shop\.db" cannot be written/);
      chownSync(path, nobody, nobody);
      await until(() => child.lines.at(-1) === "pong");
    } finally {
      await child.kill();
    }
  });

  it("a disk that is full refuses commits whole, and takes them again when there is room", async (context) => {
    const disk = join(folder, "disk");
    mkdirSync(disk);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "none", disk], { stdio: "ignore" });
    } catch {
      return context.skip("no small disk can be mounted here");
    }
    const store = sqliteStore(join(disk, "shop.db"));
    try {
      await create(store, cart("payment_0001"));
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(join(disk, "filler"), Buffer.alloc(bavail * bsize));
      const burst = ["2", "3", "4"].map((id) => create(store, cart(`payment_000${id}`)));
      for (const result of await Promise.allSettled(burst)) {
        expect(result).toMatchObject({
          status: "rejected",
          reason: { code: "store_unavailable", message: expect.stringContaining("is full") },
        });
      }
      await expect(store.ping()).rejects.toMatchObject({ code: "store_unavailable" });
      expect((await store.listOrders({ appId: "app_one", limit: 9 })).items).toHaveLength(1);
      rmSync(join(disk, "filler"));
      for (const id of ["2", "3", "4"])
        expect(await create(store, cart(`payment_000${id}`))).toBe("committed");
      expect((await store.listOrders({ appId: "app_one", limit: 9 })).items).toHaveLength(4);
    } finally {
      await store.close();
      execFileSync("umount", [disk]);
    }
  });

  it("a file that is not a database is left as it is", async () => {
    writeFileSync(path, "hello, this is a text of some length, and no database at all");
    const store = sqliteStore(path);
    await expect(store.open()).rejects.toMatchObject({
      code: "store_unavailable",
      message: expect.stringContaining("is not an SQLite database"),
    });
    await store.close();
  });

  it("a database of a newer version is refused untouched", async () => {
    const store = sqliteStore(path);
    await store.open();
    await store.close();
    const raw = new DatabaseSync(path);
    raw.exec("INSERT INTO coincoin_migrations VALUES (999, 'later', '2030-01-01T00:00:00.000Z')");
    raw.close();
    await expect(store.open()).rejects.toMatchObject({
      code: "store_too_new",
      message: expect.stringContaining("schema 999"),
      details: { found: 999 },
    });
    await store.close();
  });

  it("a writer outside that holds the database is said to be in the way, and then no longer", async () => {
    const store = sqliteStore(path);
    await store.open();
    const outside = new DatabaseSync(path);
    outside.exec("BEGIN IMMEDIATE");
    await expect(create(store, cart("payment_0001"))).rejects.toMatchObject({
      code: "store_unavailable",
      message: expect.stringContaining("Another program is writing"),
    });
    outside.exec("ROLLBACK");
    outside.close();
    expect(await create(store, cart("payment_0001"))).toBe("committed");
    await store.close();
  });

  it("paths that are no file are refused where they are given", () => {
    for (const wrong of ["", ":memory:", "file:shop.db"]) {
      expect(() => sqliteStore(wrong)).toThrow(expect.objectContaining({ code: "config_invalid" }));
    }
    expect(sqliteStore("shop.db").spoolDirectory).toMatch(/\/shop\.db-spool$/);
  });
});
