/**
 * Writes src/generated/script.ts, the browser's script as a string, so that a server can hand it out without reading files,
 * from sources and from a bundle alike. `--check` fails when the file is not what the sources build to.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { buildScript } from "./build-script.ts";

const target = new URL("../src/generated/script.ts", import.meta.url);

const text = [
  "// Built from ../script.ts by `pnpm generate`. Do not edit.",
  "// biome-ignore-all format: generated",
  `export const script: string = ${JSON.stringify(await buildScript())};`,
  "",
].join("\n");

if (process.argv.includes("--check")) {
  const current = await readFile(target, "utf8").catch(() => "");
  if (current !== text) {
    console.error("src/generated/script.ts is not what the sources build to. Run: pnpm generate");
    process.exitCode = 1;
  }
} else {
  await mkdir(new URL(".", target), { recursive: true });
  await writeFile(target, text);
}
