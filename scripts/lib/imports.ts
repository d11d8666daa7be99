import { parseSync, Visitor } from "oxc-parser";

/** One `import`, `export from` or `import()` of a file. */
export interface Import {
  readonly specifier: string;
  /** What of it is there when the program runs: names, "*" for all of it, nothing when only types are used. */
  readonly values: readonly string[];
  readonly line: number;
}

const ALL = "*";

function lineOf(source: string, offset: number): number {
  return source.slice(0, offset).split("\n").length;
}

interface Entry {
  readonly importName: { readonly name: string | null };
  readonly isType: boolean;
}

/** A side-effect import, a default import and a namespace have no name of their own to hold against the rule. */
function valuesOf(entries: readonly Entry[]): string[] {
  if (entries.length === 0) return [ALL];
  return entries.filter(({ isType }) => !isType).map(({ importName }) => importName.name ?? ALL);
}

/** Static imports, re-exports and `import()` of literal specifiers. */
export function importsOf(file: string, source: string): Import[] {
  const { module: record, errors } = parseSync(file, source);
  const first = errors[0];
  if (first !== undefined) throw new Error(`${file} cannot be parsed: ${first.message}`);
  const fromImports = record.staticImports.map(({ moduleRequest, entries, start }) => ({
    specifier: moduleRequest.value,
    values: valuesOf(entries),
    line: lineOf(source, start),
  }));
  const fromExports = record.staticExports.flatMap(({ entries, start }) =>
    entries.flatMap((entry) =>
      entry.moduleRequest === null
        ? []
        : [{ specifier: entry.moduleRequest.value, values: valuesOf([entry]), line: lineOf(source, start) }],
    ),
  );
  const fromCalls = record.dynamicImports.flatMap(({ moduleRequest, start }) => {
    const literal = /^["'`](.+)["'`]$/.exec(source.slice(moduleRequest.start, moduleRequest.end));
    return literal?.[1] === undefined
      ? []
      : [{ specifier: literal[1], values: [ALL], line: lineOf(source, start) }];
  });
  return [...fromImports, ...fromExports, ...fromCalls];
}

/** Numbers that read as an HTTP refusal or failure. */
export function statusCodesOf(file: string, source: string): { code: number; line: number }[] {
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
