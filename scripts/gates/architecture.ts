import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Gate, summarize } from "../lib/gate.ts";
import { root } from "../lib/workspace.ts";

const DOCUMENT = "ARCHITECTURE.md";

/** Paths in the text: in code spans or as link targets, with a slash or a file's ending, and nothing but a path. */
function pathsIn(text: string): string[] {
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, span]) => span ?? "");
  const links = [...text.matchAll(/\]\(([^)\s#]+)/g)].map(([, target]) => target ?? "");
  const looksLikeFile = /^\.?[\w./-]+\.(ts|mjs|cjs|js|json|md|yaml|yml|svg|sql)$/;
  const looksLikeFolder = /^(packages|tests|examples|scripts|api|\.changeset|\.ci|\.github)(\/[\w./-]*)?$/;
  const named = [...spans, ...links].filter((text) => looksLikeFile.test(text) || looksLikeFolder.test(text));
  return [...new Set(named)].filter((name) => name.includes("/") || looksLikeFile.test(name)).sort();
}

/** A page that names files which are gone misleads more than no page. */
export const architectureGate: Gate = {
  name: "architecture",
  title: `every path that ${DOCUMENT} names exists`,
  async run() {
    const file = path.join(root, DOCUMENT);
    if (!existsSync(file)) return { passed: 0, failed: 1, output: `There is no ${DOCUMENT}.` };
    const paths = pathsIn(readFileSync(file, "utf8"));
    if (paths.length === 0) return { passed: 0, failed: 1, output: `${DOCUMENT} names no path.` };
    return summarize(
      paths.map((label) => ({
        label,
        problem: existsSync(path.join(root, label))
          ? undefined
          : `${DOCUMENT} names it, and it is not there.`,
      })),
    );
  },
};
