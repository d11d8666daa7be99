import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync, Visitor } from "oxc-parser";
import { type Check, type Gate, summarize } from "../lib/gate.ts";
import { root, type WorkspacePackage } from "../lib/workspace.ts";

/** What `src` of a package may import of ours. `types` may only be imported as types. */
interface Arrow {
  readonly any?: readonly string[];
  readonly types?: readonly string[];
  /** An adapter translates and never decides: it holds no status code of a refusal or a failure. */
  readonly isAdapter?: boolean;
}

const ARROWS: Readonly<Record<string, Arrow>> = {
  "@coincoin/checkout": {},
  "@coincoin/core": { any: ["@coincoin/checkout"] },
  "@coincoin/sql": { types: ["@coincoin/core"] },
  "@coincoin/express": { any: ["@coincoin/core"], isAdapter: true },
  "@coincoin/nestjs": { any: ["@coincoin/core"], isAdapter: true },
  "@coincoin/medusa": { any: ["@coincoin/core"], isAdapter: true },
  "@coincoin/sandbox": {},
};

const OURS = /^@coincoin\/[^/]+/;

interface Import {
  readonly specifier: string;
  readonly isTypeOnly: boolean;
  readonly line: number;
}

function lineOf(source: string, offset: number): number {
  return source.slice(0, offset).split("\n").length;
}

/** Static imports, re-exports and `import()` of literal specifiers. */
function importsOf(file: string, source: string): Import[] {
  const { module: record, errors } = parseSync(file, source);
  const first = errors[0];
  if (first !== undefined) throw new Error(`${file} cannot be parsed: ${first.message}`);
  const fromImports = record.staticImports.map(({ moduleRequest, entries, start }) => ({
    specifier: moduleRequest.value,
    isTypeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
    line: lineOf(source, start),
  }));
  const fromExports = record.staticExports.flatMap(({ entries, start }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest === null
        ? []
        : [{ specifier: moduleRequest.value, isTypeOnly: isType, line: lineOf(source, start) }],
    ),
  );
  const fromCalls = record.dynamicImports.flatMap(({ moduleRequest, start }) => {
    const literal = /^["'`](.+)["'`]$/.exec(source.slice(moduleRequest.start, moduleRequest.end));
    return literal?.[1] === undefined
      ? []
      : [{ specifier: literal[1], isTypeOnly: false, line: lineOf(source, start) }];
  });
  return [...fromImports, ...fromExports, ...fromCalls];
}

/** Numbers that read as an HTTP refusal or failure. */
function statusCodesOf(file: string, source: string): { code: number; line: number }[] {
  const found: { code: number; line: number }[] = [];
  const { program } = parseSync(file, source);
  new Visitor({
    Literal({ value, start }) {
      if (typeof value === "number" && Number.isInteger(value) && value >= 400 && value <= 599) {
        found.push({ code: value, line: lineOf(source, start) });
      }
    },
  }).visit(program);
  return found;
}

function sourceFiles(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mts|cts|js|mjs|cjs|jsx)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/](node_modules|dist|\.medusa|\.data)[\\/]/.test(file));
}

function refusalOf({ specifier, isTypeOnly }: Import, arrow: Arrow, self: string): string | undefined {
  const [target] = OURS.exec(specifier) ?? [];
  if (target === undefined || target === self || arrow.any?.includes(target) === true) return undefined;
  if (arrow.types?.includes(target) === true) {
    return isTypeOnly ? undefined : `imports ${specifier} as a value; only its types may be used here`;
  }
  return `imports ${specifier}, which ${self} may not know`;
}

function checkSource(member: WorkspacePackage, file: string, arrow: Arrow): string[] {
  const source = readFileSync(file, "utf8");
  const where = path.relative(root, file);
  const refused = importsOf(file, source).flatMap((one) => {
    const escapes = one.specifier.startsWith(".") && isOutside(member.dir, path.dirname(file), one.specifier);
    const problem = escapes
      ? `imports ${one.specifier} out of its package`
      : refusalOf(one, arrow, member.name);
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
  title: "packages import only whom they may",
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
        return { label: member.path, problem: "A published package without a line in ARROWS (imports.ts)." };
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
