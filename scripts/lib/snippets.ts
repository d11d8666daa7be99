import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./workspace.ts";

export interface Snippet {
  /** From the root: `packages/core/README.md`. */
  readonly document: string;
  /** Of its first line of code, counted from 1. */
  readonly line: number;
  readonly code: string;
  /** Marked "```ts continued": it goes on where the one before it ended. */
  readonly isContinued: boolean;
}

/** The TypeScript blocks of a Markdown file. */
export function snippetsOf(document: string): Snippet[] {
  const file = path.join(root, document);
  if (!existsSync(file)) return [];
  const text = readFileSync(file, "utf8");
  const fence = /^```(?:ts|typescript)\b([^\n]*)\n([\s\S]*?)^```/gm;
  return [...text.matchAll(fence)].map((match) => ({
    document,
    line: text.slice(0, match.index).split("\n").length + 1,
    code: match[2] ?? "",
    isContinued: (match[1] ?? "").trim() === "continued",
  }));
}

/** Each snippet as a file of its own, in which a line has the number that it has in the document. */
export function snippetFiles(document: string): { line: number; text: string }[] {
  const files: { line: number; text: string }[] = [];
  let chain = "";
  for (const { line, code, isContinued } of snippetsOf(document)) {
    const before = isContinued ? chain : "";
    chain = before + "\n".repeat(line - before.split("\n").length) + code;
    // Without an import or export the file would be a script, and top-level await an error.
    files.push({ line, text: `${chain}export {};\n` });
  }
  return files;
}
