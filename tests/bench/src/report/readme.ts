import { readFileSync, writeFileSync } from "node:fs";

const START = "<!-- measured: written by `pnpm bench` -->";
const END = "<!-- /measured -->";

/** Puts the text between the two markers of a page. A page without them is left alone, and said so. */
export function writeBetweenMarkers(file: string, text: string): boolean {
  const page = readFileSync(file, "utf8");
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start < 0 || end < start) return false;
  writeFileSync(file, `${page.slice(0, start + START.length)}\n\n${text.trim()}\n\n${page.slice(end)}`);
  return true;
}
