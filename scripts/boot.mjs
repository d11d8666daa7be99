// Bare Node >= 20 with npm only -> exact pnpm + exact Node 24 under .tools/, then run the workspace with them.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const TOOLS = { pnpm: "12.21.0", node: "24.21.0" };
const dir = path.join(root, ".tools");
const bin = path.join(dir, "node_modules", ".bin");
const sh = (cmd, args, env = process.env, cwd = root) => {
  const r = spawnSync(cmd, args, { cwd, env, stdio: "inherit" });
  if (r.status !== 0) process.exit(r.status ?? 1);
};
const has = (n, v) => {
  try {
    return (
      JSON.parse(readFileSync(path.join(dir, "node_modules", n, "package.json"), "utf8")).version === v &&
      existsSync(path.join(bin, n))
    );
  } catch {
    return false;
  }
};
if (!Object.entries(TOOLS).every(([n, v]) => has(n, v))) {
  mkdirSync(dir, { recursive: true });
  writeFileSync(
    path.join(dir, "package.json"),
    JSON.stringify({ private: true, dependencies: TOOLS, allowScripts: { pnpm: true, node: true } }),
  );
  sh("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], process.env, dir);
}
const env = { ...process.env, PATH: bin + path.delimiter + process.env.PATH, CI: process.env.CI ?? "1" };
for (const k of Object.keys(env)) if (/^npm_/i.test(k)) delete env[k]; // do not leak the outer npm's config
const args = process.argv.slice(2);
sh(
  "pnpm",
  ["install", existsSync(path.join(root, "pnpm-lock.yaml")) ? "--frozen-lockfile" : "--no-frozen-lockfile"],
  env,
);
sh("pnpm", ["-r", "--if-present", "run", ...(args.length ? args : ["test"])], env);
