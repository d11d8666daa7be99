import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { run } from "./run.ts";
import { root } from "./workspace.ts";

/** The Node releases on which the built packages have to work, newest of each line. */
export const nodeVersions = ["20.20.2", "22.23.3", "24.21.0", "26.10.0"] as const;

const dir = path.join(root, ".tools", "nodes");
const stamp = path.join(dir, "nodes.json");

const aliasOf = (version: string) => `node-${version.split(".")[0]}`;

/** Absolute path of the binary; `fetchNodes` has to be through. */
export function nodeBinary(version: string): string {
  return path.join(dir, "node_modules", aliasOf(version), "bin", "node");
}

async function install(): Promise<void> {
  const wanted = JSON.stringify({ nodeVersions, platform: `${process.platform}-${process.arch}` });
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const dependencies = Object.fromEntries(
    nodeVersions.map((version) => [aliasOf(version), `npm:node@${version}`]),
  );
  // The package puts its binary in place with an install script. Its bins would overwrite each other: no links.
  const manifest = { private: true, dependencies, allowScripts: { node: true } };
  writeFileSync(path.join(dir, "package.json"), JSON.stringify(manifest, undefined, 2));
  const args = ["install", "--no-audit", "--no-fund", "--no-bin-links", "--loglevel=error"];
  const { code, output } = await run("npm", args, { cwd: dir });
  if (code !== 0) throw new Error(`npm could not fetch Node ${nodeVersions.join(", ")}:\n${output}`);
  for (const version of nodeVersions) {
    const answer = await run(nodeBinary(version), ["--version"], { cwd: dir });
    if (answer.stdout.trim() !== `v${version}`) {
      throw new Error(`.tools/nodes holds ${answer.output.trim()} where Node ${version} should be.`);
    }
  }
  writeFileSync(stamp, wanted);
}

let installing: Promise<void> | undefined;

/** Puts the Node releases under `.tools/nodes`, once. */
export async function fetchNodes(): Promise<void> {
  installing ??= install();
  await installing;
}
