import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { run } from "./run.ts";
import { root, type WorkspacePackage } from "./workspace.ts";

const folder = path.join(root, "node_modules", ".cache", "coincoin-packed");
const tarballs = new Map<string, Promise<string>>();

async function pack({ name, dir }: WorkspacePackage): Promise<string> {
  const destination = path.join(folder, name.replace(/^@/, "").replace("/", "-"));
  rmSync(destination, { recursive: true, force: true });
  mkdirSync(destination, { recursive: true });
  const args = ["pack", "--json", "--pack-destination", destination];
  const { code, stdout, output } = await run("pnpm", args, { cwd: dir });
  if (code !== 0) throw new Error(`pnpm pack failed for ${name}:\n${output}`);
  const answer: { filename: string } = JSON.parse(stdout);
  return path.resolve(destination, answer.filename);
}

/** The tarball that would be published, made once in a process. Wants the package built. */
export async function packed(member: WorkspacePackage): Promise<string> {
  const known = tarballs.get(member.name);
  if (known !== undefined) return await known;
  const tarball = pack(member);
  tarballs.set(member.name, tarball);
  return await tarball;
}
