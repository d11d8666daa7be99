import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseSync } from "oxc-parser";
import { build } from "tsdown";
import type { WorkspacePackage } from "./workspace.ts";

export interface ApiReport {
  /** Below the root: `api/core.node.d.ts` for `@coincoin/core/node`. */
  readonly file: string;
  readonly text: string;
}

/** Entry points with sources: what a package's `exports` say of `coincoin-source`. */
function entriesOf({ manifest }: WorkspacePackage): [subpath: string, source: string][] {
  return Object.entries(manifest.exports ?? {}).flatMap(([subpath, target]) => {
    const source = typeof target === "string" ? undefined : target["coincoin-source"];
    return typeof source === "string" ? [[subpath, source] as [string, string]] : [];
  });
}

/** One file with every declaration that the entry point reaches inside its package. */
async function rollUp(dir: string, source: string): Promise<string> {
  const outDir = mkdtempSync(path.join(os.tmpdir(), "coincoin-api-"));
  try {
    await build({
      cwd: dir,
      config: false,
      entry: { entry: source },
      format: "esm",
      outDir,
      dts: { emitDtsOnly: true },
      logLevel: "error",
    });
    return readFileSync(path.join(outDir, "entry.d.mts"), "utf8");
  } finally {
    rmSync(outDir, { recursive: true });
  }
}

/** Without comments and in order of text: only what a caller can notice changes a report, not where code stands. */
export function normalize(declarations: string): string {
  const { program, comments, errors } = parseSync("entry.d.mts", declarations);
  const first = errors[0];
  if (first !== undefined) throw new Error(`The rolled-up declarations cannot be parsed: ${first.message}`);
  const statements = program.body.map(({ start, end }) => {
    const inside = comments.filter((comment) => comment.start >= start && comment.end <= end);
    let text = "";
    let at = start;
    for (const comment of inside) {
      text += declarations.slice(at, comment.start);
      at = comment.end;
    }
    text += declarations.slice(at, end);
    return text
      .split("\n")
      .map((line) => line.trimEnd())
      .filter((line) => line !== "")
      .join("\n");
  });
  return `${statements.sort().join("\n")}\n`;
}

export async function apiReports(member: WorkspacePackage): Promise<ApiReport[]> {
  const base = member.path.replace("packages/", "");
  const reports: ApiReport[] = [];
  for (const [subpath, source] of entriesOf(member)) {
    const entry = path.posix.join(member.name, subpath);
    const file = `api/${[base, ...subpath.split("/").slice(1)].join(".")}.d.ts`;
    const text = `// What "${entry}" offers. Written by scripts/api.ts.\n${normalize(await rollUp(member.dir, source))}`;
    reports.push({ file, text });
  }
  return reports;
}
