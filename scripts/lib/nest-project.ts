import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { postgresSpec } from "./nest-postgres.ts";
import { applyDiff, readmeEdits, readmeFile } from "./nest-readme.ts";
import { packed } from "./packed.ts";
import { type RunResult, run } from "./run.ts";
import { packages, withDependencies } from "./workspace.ts";

export interface Template {
  readonly version: 11 | 12;
  /** What its `nest new` has no compiler for unless it is installed. */
  readonly builders: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const swc = { "@swc/cli": "^0.8.0", "@swc/core": "^1.15.18" };

/** CommonJS and jest. */
export const nest11: Template = { version: 11, builders: { tsc: {}, swc, webpack: {} } };

/** ES modules and vitest. */
export const nest12: Template = {
  version: 12,
  builders: {
    tsc: {},
    swc,
    // For ES modules Nest's webpack is rspack.
    rspack: {
      "@rspack/core": "^2.1.10",
      "fork-ts-checker-webpack-plugin": "^9.1.0",
      "ts-loader": "^9.5.4",
      "tsconfig-paths-webpack-plugin": "^4.2.0",
      webpack: "^5.105.4",
      "webpack-node-externals": "^3.0.0",
    },
  },
};

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  overrides?: Record<string, string>;
}

const OURS = ["@coincoin/core", "@coincoin/nestjs", "@coincoin/sql", "@coincoin/sandbox"];
/** What the template's own test is not run with: it only costs time. */
const UNUSED = /eslint|oxlint|prettier|coverage|nestjs\/mau|source-map-support/;

const npmFlags = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

/** A project as `nest new` makes it, with our tarballs and what the README says in it. Throws where one of the steps fails. */
export async function createNestProject(
  { version, builders }: Template,
  wanted: readonly string[],
  below: string,
): Promise<string> {
  const tools = path.join(below, `cli-${version}`);
  mkdirSync(tools, { recursive: true });
  writeFileSync(path.join(tools, "package.json"), JSON.stringify({ private: true }));
  await succeed("npm", ["install", `@nestjs/cli@${version}`, ...npmFlags], tools);
  const made = ["new", "shop", "--skip-install", "--skip-git", "--package-manager", "npm"];
  await succeed(path.join(tools, "node_modules", ".bin", "nest"), made, tools);
  const project = path.join(below, `shop-${version}`);
  cpSync(path.join(tools, "shop"), project, { recursive: true });

  const ours = withDependencies(
    packages().filter(({ name }) => OURS.includes(name)),
    packages(),
  );
  const tarballs: Record<string, string> = {};
  for (const member of ours) tarballs[member.name] = `file:${await packed(member)}`;
  const direct = Object.fromEntries(OURS.map((name) => [name, tarballs[name] ?? ""]));
  const file = path.join(project, "package.json");
  const manifest: Manifest = JSON.parse(readFileSync(file, "utf8"));
  const kept = Object.entries(manifest.devDependencies).filter(([name]) => !UNUSED.test(name));
  const compilers = wanted.map((builder) => builders[builder] ?? {});
  manifest.dependencies = { ...manifest.dependencies, ...direct, pg: "^8.16.0" };
  manifest.devDependencies = Object.assign(Object.fromEntries(kept), ...compilers);
  // Our packages are not in a registry yet, so one that another of ours asks for comes from its tarball as well.
  manifest.overrides = tarballs;
  writeFileSync(file, JSON.stringify(manifest, undefined, 2));
  await succeed("npm", ["install", ...npmFlags], project);
  paste(project, version);
  return project;
}

/** The README's files and edits, a test of the other store, and a few lines in the test that the template has already. */
function paste(project: string, version: Template["version"]): void {
  for (const name of ["shop.module.ts", "shop.module.spec.ts"]) {
    writeFileSync(path.join(project, "src", name), readmeFile(name));
  }
  writeFileSync(path.join(project, "src", "postgres.spec.ts"), postgresSpec);
  for (const { file, diff } of readmeEdits()) {
    // The README says so: in ES modules a path has its extension.
    edit(project, file, version === 12 ? diff.replace(/ '(\.\/[^']+)'/g, " '$1.js'") : diff);
  }
  edit(
    project,
    "test/app.e2e-spec.ts",
    `   it('/ (GET)', () => {
+    return request(app.getHttpServer()).post('/coincoin/webhook/guess').expect(401);
+  });
+
+  it('is still the template', () => {
`,
  );
}

function edit(project: string, name: string, diff: string): void {
  const file = path.join(project, name);
  writeFileSync(file, applyDiff(readFileSync(file, "utf8"), diff));
}

async function succeed(command: string, args: readonly string[], cwd: string): Promise<RunResult> {
  const result = await run(command, args, { cwd, timeoutMs: 5 * 60_000 });
  if (result.code !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${result.output}`);
  return result;
}
