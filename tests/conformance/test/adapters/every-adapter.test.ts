import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const packages = join(import.meta.dirname, "../../../../packages");

/** Code below `folder`, as one text. */
function textOf(folder: string): string {
  if (!existsSync(folder)) return "";
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes("node_modules"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
}

/** Packages that put core's HTTP surface into a framework. */
const adapters = readdirSync(packages).filter((name) => {
  const manifest = join(packages, name, "package.json");
  if (!existsSync(manifest)) return false;
  const { private: isPrivate }: { private?: boolean } = JSON.parse(readFileSync(manifest, "utf8"));
  // Benchmarks and checks may mount it as they like; what is published may not.
  if (name === "core" || isPrivate === true) return false;
  return /\b(?:toNodeMiddleware|toWebHandler)\(/.test(textOf(join(packages, name, "src")));
});

it("finds the adapters", () => {
  expect(adapters).toContain("express");
});

it.each(adapters)("%s runs the adapter suite", (name) => {
  expect(textOf(join(packages, name, "test"))).toMatch(/\badapterSuite\(/);
});
