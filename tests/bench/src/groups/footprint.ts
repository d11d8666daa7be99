import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Figure, figureOf, interleaved, type Row } from "../figures.ts";
import type { Sizes } from "../sizes.ts";
import { closureOf } from "./installed.ts";

const run = promisify(execFile);
const names = [
  "@coincoin/core",
  "@coincoin/express",
  "stripe",
  "standardwebhooks",
  "@octokit/webhooks",
  "@x402/express",
] as const;
const importLimitMs: Partial<Record<(typeof names)[number], number>> = {
  "@coincoin/core": 20,
  "@coincoin/express": 25,
};

/** What a package costs whoever installs it. A framework that it asks for as a peer counts for nobody. */
export async function footprintRows(sizes: Sizes): Promise<Row[]> {
  const times = await interleaved(names, sizes.imports, importMs);
  const closures = new Map(names.map((name) => [name, closureOf(name, import.meta.dirname)]));
  const peers = names.filter((name) => !name.startsWith("@coincoin/") && name !== "standardwebhooks");
  const rowsOf = (name: (typeof names)[number]): Row[] => {
    const ours = name.startsWith("@coincoin/");
    const figure = figureOf(times.get(name) ?? []);
    const { bytes, packages } = closures.get(name) ?? { bytes: Number.NaN, packages: [] };
    const least = peers.every((peer) => bytes <= (closures.get(peer)?.bytes ?? 0));
    const fewest = peers.every((peer) => packages.length <= (closures.get(peer)?.packages.length ?? 0));
    const row = (group: string, unit: string, figure: Figure, text: string, met: boolean): Row => ({
      group,
      name,
      unit,
      figure,
      ratios: [],
      target: ours ? { text, met } : undefined,
      ours,
    });
    const limit = importLimitMs[name] ?? Number.POSITIVE_INFINITY;
    return [
      row("import, over node's own start", "ms", figure, `at most ${limit} ms`, figure.median <= limit),
      row("installed size", "KiB", figureOf([bytes / 1024]), "least but for standardwebhooks", least),
      row("packages", "", figureOf([packages.length]), "fewest but for standardwebhooks", fewest),
    ];
  };
  return names.flatMap(rowsOf).toSorted((a, b) => a.group.localeCompare(b.group));
}

/** In a process of its own, from the moment Node is ready. */
async function importMs(name: string): Promise<number> {
  const script = `const since = performance.now(); await import(${JSON.stringify(name)}); console.log(performance.now() - since); process.exit()`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: import.meta.dirname,
    env: { ...process.env, NODE_ENV: "production", NODE_OPTIONS: "" },
  });
  return Number(stdout);
}
