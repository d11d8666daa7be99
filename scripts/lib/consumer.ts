import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { importsOf } from "./imports.ts";
import { packed } from "./packed.ts";
import { run } from "./run.ts";
import { snippetFiles } from "./snippets.ts";
import { root, type WorkspacePackage, withDependencies } from "./workspace.ts";

export const managers = ["npm", "pnpm"] as const;
export type Manager = (typeof managers)[number];

/** By the name under which the fresh project knows it. */
const compilerVersions = { "typescript-5.9": "5.9.3", "typescript-7": "7.0.2" };
export type Compiler = keyof typeof compilerVersions;
export const compilers: readonly Compiler[] = ["typescript-5.9", "typescript-7"];

export const moduleKinds = ["node16", "nodenext", "bundler"] as const;
export type ModuleKind = (typeof moduleKinds)[number];

/** A project of somebody who installed one of our packages: nothing in it comes from the workspace. */
export interface Consumer {
  readonly dir: string;
  readonly hasSnippet: boolean;
  /** The lowest Node on which everything that is imported says to run, like "20.19". */
  readonly engine: string;
}

function typesNode(): string {
  const { devDependencies }: { devDependencies: Record<string, string> } = JSON.parse(
    readFileSync(path.join(root, "package.json"), "utf8"),
  );
  return devDependencies["@types/node"] ?? "*";
}

/** The package of a specifier: `@nestjs/common` of `@nestjs/common/internal`. */
function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/** Peers, and what the snippet imports beside them, in the version that we develop with, types where those are apart. */
function peersOf({ manifest }: WorkspacePackage, shown: readonly string[]): Record<string, string> {
  const peers = Object.keys(manifest.peerDependencies ?? {}).filter((name) => !name.startsWith("@coincoin/"));
  const wanted = [...peers, ...shown.filter((name) => !name.startsWith("@coincoin/"))];
  const developed = Object.entries(manifest.devDependencies ?? {}).filter(([name]) =>
    wanted.some((one) => name === one || name === `@types/${one}`),
  );
  const ranges = peers.map((peer) => [peer, manifest.peerDependencies?.[peer] ?? "*"] as const);
  return { ...Object.fromEntries(ranges), ...Object.fromEntries(developed) };
}

/** What the workspace itself has to put right in third parties, a merchant has to as well. */
async function workspaceOverrides(): Promise<Record<string, string>> {
  const { code, stdout, output } = await run("pnpm", ["config", "get", "overrides", "--json"], { cwd: root });
  if (code !== 0) throw new Error(`pnpm does not tell its overrides:\n${output}`);
  const overrides: Record<string, string> | null = stdout.trim() === "undefined" ? null : JSON.parse(stdout);
  return overrides ?? {};
}

function entriesOf({ name, manifest }: WorkspacePackage): string[] {
  return Object.keys(manifest.exports ?? {})
    .filter((subpath) => !subpath.endsWith(".json") && !subpath.includes("*"))
    .map((subpath) => path.posix.join(name, subpath));
}

/** The first snippet of the README that Node can run: a component is for a bundler. */
function firstSnippet({ path: folder }: WorkspacePackage): string | undefined {
  return snippetFiles(`${folder}/README.md`).find(({ name }) => name.endsWith(".ts"))?.text;
}

function higher(first: string, second: string): string {
  return first.localeCompare(second, "en", { numeric: true }) >= 0 ? first : second;
}

/** Whether a Node release is at least what `engines` asks for. */
export function runsOn(version: string, engine: string): boolean {
  return higher(version, engine) === version;
}

function writeSources(dir: string, entries: readonly string[], snippet: string | undefined): void {
  const lines = (line: (entry: string, index: number) => string) => entries.map(line).join("\n");
  const check = (kind: string) =>
    `\nfor (const [name, entry] of Object.entries({ ${entries.map((_, index) => `entry${index}`).join(", ")} })) {\n` +
    `  if (Object.keys(entry).length === 0) throw new Error(\`${kind} of \${name} gives nothing\`);\n}\n`;
  const files = {
    "esm.mts": lines((entry, index) => `import * as entry${index} from "${entry}";`) + check("import"),
    "cjs.cts": lines((entry, index) => `import entry${index} = require("${entry}");`) + check("require"),
    "esm.mjs": lines((entry, index) => `import * as entry${index} from "${entry}";`) + check("import"),
    "cjs.cjs": lines((entry, index) => `const entry${index} = require("${entry}");`) + check("require"),
    ...(snippet === undefined ? {} : { "snippet.mts": snippet }),
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(dir, file), text);
}

/** Lays the project out in a folder of its own and installs it. Throws with what the package manager said. */
export async function createConsumer(
  member: WorkspacePackage,
  members: readonly WorkspacePackage[],
  manager: Manager,
  below: string,
): Promise<Consumer> {
  const snippet = firstSnippet(member);
  const specifiers = snippet === undefined ? [] : importsOf("snippet.ts", snippet);
  const imported = specifiers.map(({ specifier }) => packageOf(specifier));
  const peers = Object.keys(member.manifest.peerDependencies ?? {});
  const shown = members.filter(
    ({ name }) => name !== member.name && (imported.includes(name) || peers.includes(name)),
  );
  const ours = withDependencies([member, ...shown], members);
  const tarballs = Object.fromEntries(
    await Promise.all(ours.map(async (one) => [one.name, `file:${await packed(one)}`] as const)),
  );
  const dir = mkdtempSync(path.join(below, "project-"));
  const direct = [member, ...shown].map(({ name }) => [name, tarballs[name]] as const);
  const manifest = {
    private: true,
    type: "module",
    dependencies: Object.assign(
      {},
      ...[member, ...shown].map((one) => peersOf(one, imported)),
      Object.fromEntries(direct),
    ),
    devDependencies: {
      "@types/node": typesNode(),
      ...Object.fromEntries(
        Object.entries(compilerVersions).map(([name, version]) => [name, `npm:typescript@${version}`]),
      ),
    },
    // Our packages are not in a registry yet, so one that another of ours asks for comes from its tarball as well.
    overrides: tarballs,
  };
  writeFileSync(path.join(dir, "package.json"), JSON.stringify(manifest, undefined, 2));
  if (manager === "pnpm") {
    const settings = { packages: [], pmOnFail: "ignore", strictPeerDependencies: true, hoist: false };
    const overrides = { ...(await workspaceOverrides()), ...tarballs };
    writeFileSync(path.join(dir, "pnpm-workspace.yaml"), JSON.stringify({ ...settings, overrides }));
  }
  const args = manager === "npm" ? ["--no-audit", "--no-fund", "--loglevel=error"] : ["--no-frozen-lockfile"];
  const { code, output } = await run(manager, ["install", "--ignore-scripts", ...args], { cwd: dir });
  if (code !== 0) throw new Error(`${manager} could not install it:\n${output}`);
  writeSources(dir, entriesOf(member), snippet);
  const engines = ours.map(({ manifest: { engines: { node = ">=0" } = {} } }) => node.replace(">=", ""));
  return { dir, hasSnippet: snippet !== undefined, engine: engines.reduce(higher, "0") };
}

/**
 * What the compiler says of the project and of our declarations. What third parties' declarations lack is not ours, nor that
 * TypeScript lets no CommonJS file under `node16` use a peer that is ESM only (TS1479, 1541, 1542): its users cannot
 * be there, and that our own packages are both is attw's question.
 */
function ownErrors(output: string): string[] {
  const errors = output.split("\n").filter((line) => /error TS\d+:/.test(line));
  const isThirdParty = (line: string) =>
    line.startsWith("node_modules/") && !/@coincoin[/+][^(]*\/dist\//.test(line);
  const wantsEsmPeer = (line: string) =>
    /error TS(1479|1541|1542):/.test(line) && !line.includes('import("@coincoin/');
  return errors.filter((line) => !isThirdParty(line) && !wantsEsmPeer(line));
}

/** Compiles the project's ESM, CJS and snippet, our declarations with them. Returns the compiler's complaints. */
export async function compile(
  { dir, hasSnippet }: Consumer,
  compiler: Compiler,
  kind: ModuleKind,
): Promise<string | undefined> {
  const modules =
    kind === "bundler"
      ? { module: "preserve", moduleResolution: "bundler" }
      : { module: kind, moduleResolution: kind };
  const compilerOptions = {
    ...modules,
    target: "ES2022",
    lib: ["ES2023", "DOM", "DOM.Iterable"],
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    skipLibCheck: false,
    outDir: `out-${compiler}-${kind}`,
    rootDir: ".",
  };
  const files = ["esm.mts", "cjs.cts", ...(hasSnippet ? ["snippet.mts"] : [])];
  const file = path.join(dir, `tsconfig.${compiler}.${kind}.json`);
  writeFileSync(file, JSON.stringify({ compilerOptions, files }));
  const tsc = path.join(dir, "node_modules", compiler, "bin", "tsc");
  const { code, output } = await run("node", [tsc, "-p", file, "--pretty", "false"], { cwd: dir });
  const errors = ownErrors(output);
  const isUnexplained = code !== 0 && !output.includes("error TS");
  if (errors.length === 0) return isUnexplained ? output : undefined;
  return errors.join("\n");
}

/** A folder of its own for each run, for what a snippet writes beside it. */
export function runFolder({ dir }: Consumer, name: string): string {
  const folder = path.join(dir, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
