import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Check, type Gate, summarize } from "../lib/gate.ts";
import { run } from "../lib/run.ts";
import { snippetFiles } from "../lib/snippets.ts";
import { root } from "../lib/workspace.ts";

const project = path.join(root, "tests", "release");
const dir = path.join(project, ".snippets");

interface Written {
  /** As the compiler names it. */
  readonly file: string;
  readonly document: string;
  readonly line: number;
  readonly ships: string | undefined;
}

/** A handler that ships without a look at what was paid is copied, and then ships a cart that grew for its old price. */
function shipsUnseen(text: string): string | undefined {
  const isShipping = /\b(?:on|OnCoinCoin)\(\s*"order\.paid"/.test(text);
  return isShipping && !text.includes("coversPrice(")
    ? "A handler of order.paid compares what was paid with what is due: coversPrice(event.price, …)."
    : undefined;
}

/** A folder for each document, since its snippets may import each other. */
function writeSnippets(document: string): Written[] {
  const folder = document.replace(/\.md$/, "").replaceAll("/", "-");
  return snippetFiles(document).map(({ line, name, text }) => {
    mkdirSync(path.join(dir, folder), { recursive: true });
    writeFileSync(path.join(dir, folder, name), text);
    return { file: `${folder}/${name}`, document, line, ships: shipsUnseen(text) };
  });
}

/** What a newcomer copies compiles, as strictly as our own code. */
export const snippetsGate: Gate = {
  name: "snippets",
  title: "what the READMEs show compiles",
  async run({ members, isNarrowed }) {
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true });
    const documents = members
      .filter((member) => member.path.startsWith("packages/"))
      .map((member) => `${member.path}/README.md`);
    const written = [...documents, ...(isNarrowed ? [] : ["README.md"])].flatMap(writeSnippets);
    if (written.length === 0) return { passed: 0, failed: 0, output: "" };
    const config = { extends: "../tsconfig.snippets.json", include: ["**/*.ts", "**/*.tsx"] };
    writeFileSync(path.join(dir, "tsconfig.json"), JSON.stringify(config));
    const { code, stdout, output } = await run("tsc", ["-p", dir, "--pretty", "false"], { cwd: dir });
    const checks = written.map(({ file, document, line, ships }): Check => {
      const errors = stdout.split("\n").filter((text) => text.startsWith(`${file}(`));
      const problems = [
        ...errors.map((text) => text.replace(file, document)),
        ...(ships === undefined ? [] : [ships]),
      ];
      const problem = problems.join("\n");
      return { label: `${document}:${line}`, problem: problem === "" ? undefined : problem };
    });
    const isUnexplained = code !== 0 && checks.every(({ problem }) => problem === undefined);
    return summarize(isUnexplained ? [...checks, { label: "tsc", problem: output }] : checks);
  },
};
