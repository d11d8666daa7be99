import { readFileSync } from "node:fs";
import path from "node:path";
import { snippetFiles } from "./snippets.ts";
import { root } from "./workspace.ts";

const README = "packages/nestjs/README.md";

/** A change that the README asks for in a file of the project. */
export interface Edit {
  /** "src/main.ts" */
  readonly file: string;
  readonly diff: string;
}

/** A file that the README has the reader write: "shop.module.ts". */
export function readmeFile(name: string): string {
  const found = snippetFiles(README).find((snippet) => snippet.name === name);
  if (found === undefined) throw new Error(`${README} shows no "\`\`\`ts ${name}".`);
  return found.text.trimStart();
}

/** Every "```diff" block, under the file that the paragraph before it names first. */
export function readmeEdits(text = readFileSync(path.join(root, README), "utf8")): Edit[] {
  const found = [...text.matchAll(/In `(src\/[^`]+)`(?:(?!```)[\s\S])*```diff\n([\s\S]*?)```/g)];
  return found.map(([, file = "", diff = ""]) => ({ file, diff }));
}

/** A text with a diff in it that has no line numbers. Throws where the text is not the one the diff was written for. */
export function applyDiff(text: string, diff: string): string {
  const lines = text.split("\n");
  let at = 0;
  for (const line of diff.split("\n").filter((one) => one !== "")) {
    const wanted = line.slice(1);
    if (line.startsWith("+")) {
      lines.splice(at++, 0, wanted);
      continue;
    }
    const found = lines.indexOf(wanted, at);
    if (found === -1) throw new Error(`There is no line ${JSON.stringify(wanted)} after line ${at}.`);
    if (line.startsWith("-")) lines.splice(found, 1);
    at = line.startsWith("-") ? found : found + 1;
  }
  return lines.join("\n");
}
