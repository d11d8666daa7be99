import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "..", "..");

/** A condition inside `exports`: a path, or more conditions. */
export type ExportTarget = string | { readonly [condition: string]: ExportTarget };

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly license?: string;
  readonly keywords?: readonly string[];
  readonly homepage?: string;
  readonly repository?: { readonly url?: string; readonly directory?: string };
  readonly bugs?: string;
  readonly type?: string;
  readonly sideEffects?: unknown;
  readonly engines?: { readonly node?: string };
  readonly files?: readonly string[];
  readonly publishConfig?: { readonly provenance?: boolean };
  readonly exports?: Readonly<Record<string, ExportTarget>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface WorkspacePackage {
  readonly name: string;
  /** Absolute. */
  readonly dir: string;
  /** From the root, with forward slashes: `packages/core`. */
  readonly path: string;
  readonly manifest: Manifest;
}

function readManifest(dir: string): Manifest {
  const manifest: Manifest = JSON.parse(readFileSync(path.join(dir, "package.json"), "utf8"));
  return manifest;
}

function membersOf(group: string): WorkspacePackage[] {
  const dir = path.join(root, group);
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .sort()
    .filter((name) => existsSync(path.join(dir, name, "package.json")))
    .map((name) => {
      const manifest = readManifest(path.join(dir, name));
      return { name: manifest.name, dir: path.join(dir, name), path: `${group}/${name}`, manifest };
    });
}

export const packages = (): WorkspacePackage[] => membersOf("packages");
/** What proves the packages: suites, simulator, attacks, benchmarks. */
const proofs = (): WorkspacePackage[] => membersOf("tests");
const examples = (): WorkspacePackage[] => membersOf("examples");
export const members = (): WorkspacePackage[] => [...packages(), ...proofs(), ...examples()];
export const published = (): WorkspacePackage[] => packages().filter(({ manifest }) => !manifest.private);

/** The workspace packages that this one needs where it is installed, so not those it is only developed with. */
export function workspaceDependencies(
  { manifest }: WorkspacePackage,
  members: readonly WorkspacePackage[],
): WorkspacePackage[] {
  const named = { ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.optionalDependencies };
  return members.filter(({ name }) => Object.hasOwn(named, name));
}

/** The given packages and everything of the workspace that they need, dependencies first. */
export function withDependencies(
  wanted: readonly WorkspacePackage[],
  members: readonly WorkspacePackage[],
): WorkspacePackage[] {
  const ordered = new Set<WorkspacePackage>();
  const visit = (member: WorkspacePackage) => {
    if (ordered.has(member)) return;
    for (const dependency of workspaceDependencies(member, members)) visit(dependency);
    ordered.add(member);
  };
  for (const member of wanted) visit(member);
  return [...ordered];
}

/** The paths at the leaves of an `exports` entry, whatever the conditions. */
export function targetsOf(target: ExportTarget): string[] {
  return typeof target === "string" ? [target] : Object.values(target).flatMap(targetsOf);
}
