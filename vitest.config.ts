import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "vitest/config";

/** Packages that name a vitest of their own need another version of it and are run by themselves (scripts/gates/unit.ts). */
function hasOwnRunner(manifest: string): boolean {
  const { devDependencies = {} }: { devDependencies?: Record<string, string> } = JSON.parse(
    readFileSync(manifest, "utf8"),
  );
  return Object.hasOwn(devDependencies, "vitest");
}

const projects = globSync("{packages,examples}/*/package.json", { cwd: import.meta.dirname })
  .filter((manifest) => !hasOwnRunner(path.join(import.meta.dirname, manifest)))
  .map((manifest) => path.dirname(manifest));

export default defineConfig({ test: { projects, passWithNoTests: false } });
