import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Check, type Gate, summarize } from "../lib/gate.ts";
import { packed } from "../lib/packed.ts";
import { mapWithLimit } from "../lib/pool.ts";
import { run } from "../lib/run.ts";
import {
  type ExportTarget,
  type Manifest,
  root,
  targetsOf,
  type WorkspacePackage,
} from "../lib/workspace.ts";

/** A package that was never released has its first entry waiting in `.changeset`. */
function hasReleaseEntry({ name, version }: Manifest): boolean {
  const dir = path.join(root, ".changeset");
  const entries = readdirSync(dir).filter((file) => file.endsWith(".md"));
  return (
    version !== "0.0.0" ||
    entries.some((file) => readFileSync(path.join(dir, file), "utf8").includes(`"${name}":`))
  );
}

const ADDRESS = "https://github.com/coincoin-pay/coincoin";

/** What a registry shows beside the README: where the package comes from, where to ask, under which words it is found. */
function faceProblems({ path: folder, manifest }: WorkspacePackage): string[] {
  const { repository, homepage, bugs, keywords = [] } = manifest;
  const wanted: readonly (readonly [boolean, string])[] = [
    [repository?.url === `git+${ADDRESS}.git`, `"repository.url" is not git+${ADDRESS}.git`],
    [repository?.directory === folder, `"repository.directory" is not ${folder}`],
    [homepage === `${ADDRESS}/tree/main/${folder}#readme`, '"homepage" is not the README of its folder'],
    [bugs === `${ADDRESS}/issues`, `"bugs" is not ${ADDRESS}/issues`],
    [
      ["coincoin", "payments"].every((word) => keywords.includes(word)),
      '"keywords" lack coincoin or payments',
    ],
  ];
  return wanted.filter(([holds]) => !holds).map(([, problem]) => problem);
}

/** What package.json of a published package has to say, in the order in which it is usually forgotten. */
function problemsOf({ dir, manifest }: WorkspacePackage): string[] {
  const wanted: readonly (readonly [boolean, string])[] = [
    [existsSync(path.join(dir, "README.md")), "there is no README.md"],
    [hasReleaseEntry(manifest), "no entry in .changeset names it"],
    [(manifest.description ?? "") !== "", '"description" is missing'],
    [manifest.license === "MIT", '"license" is not MIT'],
    [manifest.type === "module", '"type" is not "module"'],
    [manifest.sideEffects !== undefined, '"sideEffects" is missing'],
    [manifest.engines?.node !== undefined, '"engines.node" is missing'],
    [(manifest.files ?? []).length > 0, '"files" is missing'],
    [manifest.publishConfig?.provenance === true, '"publishConfig.provenance" is not true'],
    [manifest.exports?.["./package.json"] !== undefined, '"exports" hides ./package.json'],
  ];
  return wanted.filter(([holds]) => !holds).map(([, problem]) => problem);
}

/** ESM and CJS, each with types of its own: either in its conditions or, found by TypeScript, beside the file. */
function exportProblems(subpath: string, target: ExportTarget): string[] {
  if (typeof target === "string")
    return subpath.endsWith(".json") ? [] : [`exports["${subpath}"] is one file`];
  const conditions = Object.keys(target);
  const missing = ["import", "require"].filter((condition) => !conditions.includes(condition));
  return missing.map((condition) => `exports["${subpath}"] has no "${condition}"`);
}

function rangeProblems(manifest: Manifest): string[] {
  const installed = {
    ...manifest.dependencies,
    ...manifest.peerDependencies,
    ...manifest.optionalDependencies,
  };
  return Object.entries(installed)
    .filter(([, range]) => range.startsWith("workspace:") && range !== "workspace:^")
    .map(([name]) => `${name} is not "workspace:^", so a fix in it would not reach who has this package`);
}

async function tarballProblems(member: WorkspacePackage): Promise<string[]> {
  const tarball = await packed(member);
  const listing = await run("tar", ["-tzf", tarball], { cwd: root });
  const files = listing.stdout.split("\n").map((file) => file.replace(/^package\//, "./"));
  const text = (await run("tar", ["-xzOf", tarball, "package/package.json"], { cwd: root })).stdout;
  const manifest: Manifest = JSON.parse(text);
  const promised = Object.values(manifest.exports ?? {}).flatMap(targetsOf);
  return [
    ...promised
      .concat(Object.values(manifest.bin ?? {}))
      .filter((file) => !file.includes("*") && !files.includes(file))
      .map((file) => `the tarball lacks ${file}`),
    ...["./LICENSE", "./README.md", "./AGENTS.md"]
      .filter((file) => !files.includes(file))
      .map((file) => `the tarball lacks ${file}`),
    ...files.filter((file) => /^\.\/(src|test)\//.test(file)).map((file) => `the tarball carries ${file}`),
    ...["coincoin-source", "workspace:"]
      .filter((word) => text.includes(word))
      .map((word) => `the tarball's package.json still says "${word}"`),
  ];
}

/** Jest, with which Nest 11 tests, runs CommonJS modules without `import()`: what is loaded late is required there. */
function lateImportProblems({ dir }: WorkspacePackage): string[] {
  return globSync("dist/**/*.cjs", { cwd: dir })
    .filter((file) => /\bimport\(/.test(readFileSync(path.join(dir, file), "utf8")))
    .map((file) => `${file} holds an import(), which does not run under Jest`);
}

export const manifestsGate: Gate = {
  name: "manifests",
  title: "each tarball has what it promises",
  needsBuild: true,
  async run({ members }) {
    const wanted = members.filter(({ manifest }) => !manifest.private);
    const checks = await mapWithLimit(wanted, 2, async (member): Promise<Check> => {
      const problems = [
        ...problemsOf(member),
        ...faceProblems(member),
        ...Object.entries(member.manifest.exports ?? {}).flatMap((entry) => exportProblems(...entry)),
        ...rangeProblems(member.manifest),
        ...lateImportProblems(member),
        ...(await tarballProblems(member)),
      ];
      return { label: member.name, problem: problems.length > 0 ? `  ${problems.join("\n  ")}` : undefined };
    });
    return summarize(checks);
  },
};
