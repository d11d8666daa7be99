import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fileSpool, type Spool, type SpooledWebhook } from "../../src/intake/spool.ts";
import { recordingLogger } from "../delivery/fixtures.ts";

let root: string;
let folder: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "coincoin-spool-"));
  folder = join(root, "deep", "spool");
});
afterEach(() => rm(root, { recursive: true, force: true }));

function webhook(body: string, receivedAt = "2030-01-01T00:00:00.000Z"): SpooledWebhook {
  return { appId: "app-1", receivedAt, proofs: { token: "v1.test", signature: "absent" }, body };
}

async function bodies(spool: Spool, limit = 1_000): Promise<string[]> {
  return (await spool.list(limit)).map(({ record }) => record.body);
}

test("what was put is listed, also by another process's spool, until it is removed", async () => {
  const spool = fileSpool(folder);
  await spool.put(webhook("one"));
  const other = fileSpool(folder);
  const [found] = await other.list(10);
  expect(found?.record).toEqual(webhook("one"));
  await other.remove(found?.id ?? "");
  expect(await spool.list(10)).toEqual([]);
  expect(await spool.count()).toBe(0);
});

test("whether anything could be put is known before, and nothing is made for it", async () => {
  await expect(fileSpool(folder).check?.()).resolves.toBeUndefined();
  expect(await readdir(root)).toEqual([]);
  await writeFile(join(root, "file"), "");
  await expect(fileSpool(join(root, "file", "spool")).check?.()).rejects.toThrow("ENOTDIR");
  await expect(fileSpool(join(root, "file")).check?.()).rejects.toThrow("not a folder");
});

test("any body comes back as it was", async () => {
  const spool = fileSpool(folder);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 300 }), async (body) => {
      await spool.put(webhook(body));
      const [found] = await spool.list(1);
      expect(found?.record.body).toBe(body);
      await spool.remove(found?.id ?? "");
    }),
    { numRuns: 50 },
  );
});

test("the oldest come first, and no more than asked for", async () => {
  const spool = fileSpool(folder);
  const hours = ["07", "03", "11", "01"];
  for (const hour of hours) await spool.put(webhook(hour, `2030-01-01T${hour}:00:00.000Z`));
  expect(await bodies(spool)).toEqual(["01", "03", "07", "11"]);
  expect(await bodies(spool, 2)).toEqual(["01", "03"]);
  expect(await spool.count()).toBe(4);
});

test("a record whose time cannot be read is kept all the same, as the oldest", async () => {
  const spool = fileSpool(folder);
  await spool.put(webhook("dated"));
  await spool.put(webhook("undated", "soon"));
  expect(await bodies(spool)).toEqual(["undated", "dated"]);
});

test("a spool that was never written to is empty and leaves no folder", async () => {
  const spool = fileSpool(folder);
  expect(await spool.list(10)).toEqual([]);
  expect(await spool.count()).toBe(0);
  await expect(stat(folder)).rejects.toMatchObject({ code: "ENOENT" });
});

test("the folder and its files are the owner's alone", async () => {
  await fileSpool(folder).put(webhook("one"));
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  const [name] = await readdir(folder);
  expect((await stat(join(folder, name ?? ""))).mode & 0o777).toBe(0o600);
});

test("a full spool refuses, also in a burst, and takes again when there is room", async () => {
  const spool = fileSpool(folder, { limit: 5 });
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) => spool.put(webhook(String(index)))),
  );
  const taken = results.filter(({ status }) => status === "fulfilled").length;
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThanOrEqual(5);
  expect(await spool.count()).toBe(taken);
  while ((await spool.count()) < 5) await spool.put(webhook("more"));
  await expect(spool.put(webhook("six"))).rejects.toThrow("the spool is full: it holds 5 files");
  const [first] = await spool.list(1);
  await spool.remove(first?.id ?? "");
  await spool.put(webhook("six"));
  expect(await spool.count()).toBe(5);
});

test("a folder that cannot be made rejects, and works once it can", async () => {
  const inTheWay = join(root, "deep");
  await writeFile(inTheWay, "a file");
  const spool = fileSpool(folder);
  await expect(spool.put(webhook("one"))).rejects.toMatchObject({ code: "ENOTDIR" });
  await rm(inTheWay);
  await spool.put(webhook("one"));
  expect(await bodies(spool)).toEqual(["one"]);
});

test("a folder that vanished is made again", async () => {
  const spool = fileSpool(folder);
  await spool.put(webhook("one"));
  await rm(folder, { recursive: true });
  await spool.put(webhook("two"));
  expect(await bodies(spool)).toEqual(["two"]);
});

test("a damaged record is set aside and told of, never deleted, and the others are read", async () => {
  const logger = recordingLogger();
  const spool = fileSpool(folder, { logger });
  for (let minute = 10; minute < 15; minute++)
    await spool.put(webhook(`${minute}`, `2030-01-01T00:${minute}:00.000Z`));
  const [flipped, cut, empty] = (await readdir(folder)).sort();
  const whole = await readFile(join(folder, flipped ?? ""), "utf8");
  await writeFile(join(folder, flipped ?? ""), whole.replace('"10"', '"19"'));
  await writeFile(join(folder, cut ?? ""), whole.slice(0, -10));
  await writeFile(join(folder, empty ?? ""), "");
  expect(await bodies(spool)).toEqual(["13", "14"]);
  expect((await readdir(folder)).filter((name) => name.endsWith(".bad"))).toHaveLength(3);
  expect(logger.lines.map(({ level }) => level)).toEqual(["error", "error", "error"]);
  expect(await bodies(spool)).toEqual(["13", "14"]);
  expect(logger.lines).toHaveLength(3);
  expect(await spool.count()).toBe(2);
});

test("a record that cannot be read right now does not hide the others", async () => {
  const logger = recordingLogger();
  const spool = fileSpool(folder, { logger });
  await spool.put(webhook("one"));
  const [name = ""] = await readdir(folder);
  await mkdir(join(folder, name.replace(/^\d{15}/, "0".repeat(15))));
  expect(await bodies(spool, 1)).toEqual(["one"]);
  expect(logger.lines).toMatchObject([
    { level: "warn", message: "a spooled notification cannot be read now" },
  ]);
});

test("what a process left half-written is never listed, and goes when it is old", async () => {
  const spool = fileSpool(folder);
  await spool.put(webhook("one"));
  const young = join(folder, "000000000000000-young.tmp");
  const old = join(folder, "000000000000000-old.tmp");
  await writeFile(young, "half a rec");
  await writeFile(old, "half a rec");
  const yesterday = new Date(Date.now() - 86_400_000);
  await utimes(old, yesterday, yesterday);
  expect(await bodies(spool)).toEqual(["one"]);
  const left = await readdir(folder);
  expect(left.filter((name) => name.endsWith(".tmp"))).toEqual(["000000000000000-young.tmp"]);
});

test("removing what is gone is not an error, and nothing outside the folder can be removed", async () => {
  const spool = fileSpool(folder);
  await spool.put(webhook("one"));
  const [found] = await spool.list(1);
  await spool.remove(found?.id ?? "");
  await spool.remove(found?.id ?? "");
  const precious = join(root, "precious.json");
  await writeFile(precious, "{}");
  await expect(spool.remove("../../precious.json")).rejects.toThrow("not a record of the spool");
  expect(await readFile(precious, "utf8")).toBe("{}");
});

test("a process killed while it puts loses nothing that it was told is safe, and leaves nothing torn", async () => {
  const child = new URL("./spool/put-forever.ts", import.meta.url);
  for (let kill = 0; kill < 4; kill++) {
    const writer = fork(child, [folder, String(kill)], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    const safe: string[] = [];
    writer.on("message", (body) => safe.push(JSON.stringify(body)));
    while (safe.length < 5 + kill * 7) await once(writer, "message");
    writer.kill("SIGKILL");
    await once(writer, "close");
    const logger = recordingLogger();
    const found = (await bodies(fileSpool(folder, { logger }))).map((body) => JSON.stringify(body));
    expect(found).toEqual(expect.arrayContaining(safe));
    expect(logger.lines).toEqual([]);
  }
});

test("two processes that drain one spool each take what the other left, and neither fails", async () => {
  const spool = fileSpool(folder);
  const put = Array.from({ length: 60 }, (_, index) => `body ${index}`);
  for (const body of put) await spool.put(webhook(body));
  const child = new URL("./spool/drain.ts", import.meta.url);
  const drained = await Promise.all(
    ["a", "b"].map(async () => {
      const reader = fork(child, [folder], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
      const seen: string[] = [];
      reader.on("message", (body) => seen.push(JSON.stringify(body)));
      const [code] = await once(reader, "close");
      expect(code).toBe(0);
      return seen;
    }),
  );
  expect([...new Set(drained.flat())].sort()).toEqual(put.map((body) => JSON.stringify(body)).sort());
  expect(await spool.count()).toBe(0);
});
