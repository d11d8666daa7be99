import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ARROWS, type Arrow, OURS, refusalOf } from "../lib/arrows.ts";
import { floorProblem } from "../lib/floors.ts";
import { type Check, type Gate, summarize } from "../lib/gate.ts";
import { importsOf, statusCodesOf } from "../lib/imports.ts";
import { root, type WorkspacePackage } from "../lib/workspace.ts";

const NOT_OURS = new Set(["node_modules", "dist", ".medusa", ".data"]);

/** Walked by hand: Node's recursive listing goes through links, and packages that test with one another link in circles. */
function sourceFiles(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : sourceFiles(file);
    return entry.isFile() && /\.(ts|tsx|mts|cts|js|mjs|cjs|jsx)$/.test(entry.name) ? [file] : [];
  });
}

function checkSource(member: WorkspacePackage, file: string, arrow: Arrow): string[] {
  const source = readFileSync(file, "utf8");
  const where = path.relative(root, file);
  const inSource = path.relative(path.join(member.dir, "src"), file).split(path.sep).join("/");
  const refused = importsOf(file, source).flatMap((one) => {
    const escapes = one.specifier.startsWith(".") && isOutside(member.dir, path.dirname(file), one.specifier);
    const problem = escapes
      ? `imports ${one.specifier} out of its package`
      : (refusalOf(one, arrow, member.name) ?? floorProblem(inSource, one, member.name));
    return problem === undefined ? [] : [`${where}:${one.line} ${problem}`];
  });
  const codes = arrow.isAdapter === true ? statusCodesOf(file, source) : [];
  return [
    ...refused,
    ...codes.map(
      ({ code, line }) =>
        `${where}:${line} holds the number ${code}: what to answer is decided in packages/core/src/http`,
    ),
  ];
}

function isOutside(dir: string, from: string, specifier: string): boolean {
  return path.relative(dir, path.resolve(from, specifier)).startsWith("..");
}

/** Tests, private packages and examples: anything that `exports` offers, nothing behind it. */
function checkConsumer(member: WorkspacePackage, file: string, subpaths: ReadonlySet<string>): string[] {
  const source = readFileSync(file, "utf8");
  return importsOf(file, source).flatMap(({ specifier, line }) => {
    const escapes = specifier.startsWith(".") && isOutside(member.dir, path.dirname(file), specifier);
    const isUnknown = OURS.test(specifier) && !subpaths.has(specifier);
    if (!escapes && !isUnknown) return [];
    const problem = escapes ? "leaves its package" : "is no public entry point";
    return [`${path.relative(root, file)}:${line} ${specifier} ${problem}`];
  });
}

/** Who may import whom. That a package names what it imports is knip's question. */
export const importsGate: Gate = {
  name: "imports",
  title: "packages and folders import only whom they may",
  async run({ members }) {
    const subpaths = new Set(
      members.flatMap(({ name, manifest }) =>
        Object.keys(manifest.exports ?? {}).map((subpath) => path.posix.join(name, subpath)),
      ),
    );
    const checks = members.map((member): Check => {
      const arrow = ARROWS[member.name];
      const isPublished = member.path.startsWith("packages/") && !member.manifest.private;
      if (isPublished && arrow === undefined) {
        return {
          label: member.path,
          problem: "A published package without a line in ARROWS (scripts/lib/arrows.ts).",
        };
      }
      const src = path.join(member.dir, "src") + path.sep;
      const problems = sourceFiles(member.dir).flatMap((file) =>
        arrow !== undefined && isPublished && file.startsWith(src)
          ? checkSource(member, file, arrow)
          : checkConsumer(member, file, subpaths),
      );
      return { label: member.path, problem: problems.length > 0 ? problems.join("\n") : undefined };
    });
    return summarize(checks);
  },
};
