import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

export interface Closure {
  readonly bytes: number;
  readonly packages: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly files?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The package and all it depends on, each version once: what an install puts on disk for it. */
export function closureOf(name: string, from: string): Closure {
  const found = new Map<string, number>();
  const pending = [folderOf(name, from)];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const manifest: Manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const id = `${manifest.name}@${manifest.version}`;
    if (found.has(id)) continue;
    found.set(id, bytesOf(folder, manifest));
    for (const dependency of Object.keys(manifest.dependencies ?? {})) {
      pending.push(folderOf(dependency, folder));
    }
  }
  const bytes = [...found.values()].reduce((sum, size) => sum + size, 0);
  return { bytes, packages: [...found.keys()].toSorted() };
}

/** Where Node would find it. Not through `resolve`: what a package exports need not hold its manifest. */
function folderOf(name: string, from: string): string {
  for (let folder = realpathSync(from); ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return realpathSync(candidate);
    if (folder === dirname(folder)) throw new Error(`${name} is not installed`);
  }
}

/** Ours stand in the workspace with more than is published: of them only what `files` names counts. */
function bytesOf(folder: string, { name, files = [] }: Manifest): number {
  if (!name.startsWith("@coincoin/")) return bytesBelow(folder);
  const published = ["package.json", "README.md", ...files].map((file) => join(folder, file));
  return published.filter((file) => existsSync(file)).reduce((sum, file) => sum + bytesBelow(file), 0);
}

function bytesBelow(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(path)
    .filter((name) => name !== "node_modules")
    .reduce((sum, name) => sum + bytesBelow(join(path, name)), 0);
}
