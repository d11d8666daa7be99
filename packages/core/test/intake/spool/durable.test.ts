import { mkdtemp, open, readlink, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { fileSpool } from "../../../src/intake/spool.ts";

/**
 * No test can cut the power. What a power cut would find missing is seen by what is asked of the disk, and when: each
 * `fsync` with the path that it was for. The calls go through to the disk.
 */
async function fsyncsOf(body: () => Promise<void>): Promise<string[]> {
  const probe = await open("/dev/null");
  const prototype: { sync(this: { readonly fd: number }): Promise<void> } = Object.getPrototypeOf(probe);
  await probe.close();
  const { sync } = prototype;
  const synced: string[] = [];
  prototype.sync = async function (this: { readonly fd: number }) {
    const path = await readlink(`/proc/self/fd/${this.fd}`);
    const { size } = await stat(path);
    synced.push(path.endsWith(".tmp") ? `${path} ${size > 0 ? "written" : "empty"}` : path);
    return await sync.call(this);
  };
  try {
    await body();
    return synced;
  } finally {
    prototype.sync = sync;
  }
}

it.runIf(process.platform === "linux")(
  "a record is on the disk before it is said to be: its file, then its folder, and each folder that was made",
  async () => {
    const root = await realpath(await mkdtemp(join(tmpdir(), "coincoin-durable-")));
    onTestFinished(() => rm(root, { recursive: true }));
    const folder = join(root, "deep", "spool");
    const spool = fileSpool(folder);
    const put = (text: string) =>
      spool.put({
        appId: "app",
        receivedAt: "2030-01-01T00:00:00.000Z",
        proofs: { token: "v1.test", signature: "absent" },
        body: text,
      });
    const first = await fsyncsOf(() => put("one"));
    expect(first.slice(0, 2).toSorted()).toEqual([root, join(root, "deep")]);
    const record = [expect.stringMatching(/^\d{15}-.*\.tmp written$/), "spool"];
    expect(first.slice(2).map((path) => basename(path))).toEqual(record);
    expect((await fsyncsOf(() => put("two"))).map((path) => basename(path))).toEqual(record);
  },
);
