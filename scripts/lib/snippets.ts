import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./workspace.ts";

interface Block {
  readonly line: number;
  readonly code: string;
  /** "```ts continued" goes on where the block before it ended. */
  readonly isContinued: boolean;
  /** "```ts app.module.ts" is a file that other blocks of the document may import. */
  readonly name: string | undefined;
  readonly extension: "ts" | "tsx";
}

/** The TypeScript and JavaScript blocks of a Markdown text. */
function blocksOf(text: string): Block[] {
  const fence = /^```(tsx|ts|typescript|js|javascript)\b([^\n]*)\n([\s\S]*?)^```/gm;
  return [...text.matchAll(fence)].map((match) => {
    const info = (match[2] ?? "").trim();
    return {
      line: text.slice(0, match.index).split("\n").length + 1,
      code: match[3] ?? "",
      isContinued: info === "continued",
      name: info.endsWith(".ts") ? info : undefined,
      extension: match[1] === "tsx" ? "tsx" : "ts",
    };
  });
}

export interface SnippetFile {
  /** Of the snippet's first line in the document, counted from 1. */
  readonly line: number;
  readonly name: string;
  readonly text: string;
}

/** Each snippet as a file of its own, in which a line has the number that it has in the document. */
export function snippetFilesOf(text: string): SnippetFile[] {
  const files: SnippetFile[] = [];
  let chain = "";
  for (const { line, code, isContinued, extension, name = `line-${line}.${extension}` } of blocksOf(text)) {
    const before = isContinued ? chain : "";
    chain = before + "\n".repeat(line - before.split("\n").length) + code;
    // Without an import or export the file would be a script, and top-level await an error.
    files.push({ line, name, text: `${chain}export {};\n` });
  }
  return files;
}

/** @param document from the root: `packages/core/README.md` */
export function snippetFiles(document: string): SnippetFile[] {
  const file = path.join(root, document);
  return existsSync(file) ? snippetFilesOf(readFileSync(file, "utf8")) : [];
}
