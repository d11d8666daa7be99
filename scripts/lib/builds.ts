import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { run } from "./run.ts";
import { root, targetsOf, type WorkspacePackage, workspaceDependencies } from "./workspace.ts";

const stampsFile = path.join(root, ".tools", "builds.json");

function filesBelow(dir: string): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** What a package's build reads, its workspace dependencies included. */
function fingerprint(member: WorkspacePackage, members: readonly WorkspacePackage[]): string {
  const hash = createHash("sha256");
  const own = readdirSync(member.dir, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(member.dir, entry.name));
  const shared = ["package.json", "tsconfig.base.json"].map((name) => path.join(root, name));
  for (const file of [...shared, ...own, ...filesBelow(path.join(member.dir, "src"))]) {
    hash.update(`${path.relative(root, file)}\n`).update(readFileSync(file));
  }
  for (const dependency of workspaceDependencies(member, members)) {
    for (const file of filesBelow(path.join(dependency.dir, "src"))) hash.update(readFileSync(file));
  }
  return hash.digest("hex");
}

/** The built files that `exports` and `bin` promise but the disk does not hold. */
function missingOutputs({ dir, manifest }: WorkspacePackage): string[] {
  const promised = Object.entries(manifest.exports ?? {})
    .flatMap(([, target]) => targetsOf(target))
    .concat(Object.values(manifest.bin ?? {}));
  return promised.filter(
    (file) => !file.startsWith("./src/") && !file.includes("*") && !existsSync(path.join(dir, file)),
  );
}

function readStamps(): Record<string, string> {
  if (!existsSync(stampsFile)) return {};
  const stamps: Record<string, string> = JSON.parse(readFileSync(stampsFile, "utf8"));
  return stamps;
}

export interface BuildResult {
  readonly name: string;
  readonly outcome: "built" | "current" | "failed";
  readonly output: string;
}

/** Builds one package unless what it is built from has not changed since its last good build. */
export async function build(
  member: WorkspacePackage,
  members: readonly WorkspacePackage[],
): Promise<BuildResult> {
  const { name } = member;
  const inputs = fingerprint(member, members);
  if (readStamps()[name] === inputs && missingOutputs(member).length === 0) {
    return { name, outcome: "current", output: "" };
  }
  const { code, output } = await run("pnpm", ["run", "build"], { cwd: member.dir });
  if (code !== 0) return { name, outcome: "failed", output };
  const missing = missingOutputs(member);
  if (missing.length > 0) {
    const text = `${name}: package.json promises files that its build does not make:\n  ${missing.join("\n  ")}`;
    return { name, outcome: "failed", output: text };
  }
  mkdirSync(path.dirname(stampsFile), { recursive: true });
  writeFileSync(stampsFile, JSON.stringify({ ...readStamps(), [name]: inputs }, undefined, 2));
  return { name, outcome: "built", output };
}
