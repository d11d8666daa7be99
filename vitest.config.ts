import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "vitest/config";

/** Packages that name a vitest of their own need another version of it and are run by themselves (scripts/gates/unit.ts). */
function hasOwnRunner(manifest: string): boolean {
  if (!existsSync(manifest)) return false;
  const { devDependencies = {} }: { devDependencies?: Record<string, string> } = JSON.parse(
    readFileSync(manifest, "utf8"),
  );
  return Object.hasOwn(devDependencies, "vitest");
}

const projects = globSync(["{packages,tests,examples}/*/vitest.config.ts", "scripts/vitest.config.ts"], {
  cwd: import.meta.dirname,
})
  .map((config) => path.dirname(config))
  .filter((dir) => !hasOwnRunner(path.join(import.meta.dirname, dir, "package.json")));

export default defineConfig({ test: { projects, passWithNoTests: false } });
