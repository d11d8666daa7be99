import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Bug } from "../bugs/bugs.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
/** What the simulator runs on, and the simulator. */
const COPIED = [
  "packages/chain",
  "packages/checkout",
  "packages/core",
  "packages/sandbox",
  "tests/simulator",
];

/** A copy of the packages in a folder of its own, into which bugs can be planted. */
export class Copy {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<Copy> {
    const folder = await mkdtemp(join(await realpath(tmpdir()), "coincoin-bugs-"));
    for (const name of COPIED) {
      const from = join(root, name);
      const to = join(folder, name);
      await mkdir(to, { recursive: true });
      await cp(join(from, "package.json"), join(to, "package.json"));
      await cp(join(from, "src"), join(to, "src"), { recursive: true });
      await linkDependencies(join(from, "node_modules"), join(to, "node_modules"), folder);
    }
    return new Copy(folder);
  }

  /** Plants a bug; the answer takes it out again. Throws when the source has changed so that it no longer fits. */
  async plant({ name, file, find, replace }: Bug): Promise<() => Promise<void>> {
    const path = join(this.folder, "packages", "core", "src", file);
    const source = await readFile(path, "utf8");
    const found = source.split(find).length - 1;
    if (found !== 1) {
      throw new Error(
        `the bug "${name}" does not fit ${file} any more: its text is there ${found} times. Rewrite it.`,
      );
    }
    await writeFile(
      path,
      source.replace(find, () => replace),
    );
    return () => writeFile(path, source);
  }

  get worker(): string {
    return join(this.folder, "tests", "simulator", "src", "worker.ts");
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

/** Links to what is installed, and to the copies of what is copied. */
async function linkDependencies(from: string, to: string, folder: string): Promise<void> {
  const names = await readdir(from).catch(() => []);
  await mkdir(to, { recursive: true });
  for (const name of names.filter((each) => !each.startsWith("."))) {
    if (name.startsWith("@")) {
      await linkScope(join(from, name), join(to, name), folder);
    } else {
      await symlink(await realpath(join(from, name)), join(to, name));
    }
  }
}

async function linkScope(from: string, to: string, folder: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    const real = await realpath(join(from, name));
    const copied = COPIED.find((each) => real === join(root, each));
    await symlink(copied === undefined ? real : join(folder, copied), join(to, name));
  }
}
