import path from "node:path";
import type { Import } from "./imports.ts";

/**
 * The floors of a package's `src`, lowest first. A file imports of its own folder and of lower floors: never of a higher one, nor
 * of another folder beside its own. A folder is named by its name, a loose file by its file name.
 */
const FLOORS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "@coincoin/core": [
    ["lib"],
    ["domain"],
    ["gateway", "store"],
    ["intake"],
    ["chain", "creation", "delivery", "config"],
    ["http", "operations"],
    ["otel", "assemble.ts"],
    ["coincoin.ts"],
    ["index.ts"],
  ],
};

/** Why a file (its path inside `src`) may not import this, or undefined where it may. */
export function floorProblem(file: string, { specifier }: Import, name: string): string | undefined {
  const floors = FLOORS[name];
  if (floors === undefined || !specifier.startsWith(".")) return undefined;
  const target = path.posix.join(path.posix.dirname(file), specifier);
  const [from, to] = [roomOf(file), roomOf(target)];
  if (from === to) return undefined;
  const [fromFloor, toFloor] = [from, to].map((room) => floors.findIndex((floor) => floor.includes(room)));
  if (fromFloor === -1) return `is in ${from}, which has no floor in scripts/lib/floors.ts`;
  if (toFloor === -1) return `imports ${specifier}: ${to} has no floor in scripts/lib/floors.ts`;
  if (toFloor !== undefined && fromFloor !== undefined && toFloor < fromFloor) return undefined;
  return `imports ${specifier}: ${to} is not below ${from} (scripts/lib/floors.ts)`;
}

function roomOf(file: string): string {
  return file.split("/")[0] ?? file;
}
