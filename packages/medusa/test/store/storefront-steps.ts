import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** One of the numbered steps of the README: a file to write, or something to put into one that is there. */
interface Step {
  readonly file: string;
  readonly words: string;
  readonly blocks: readonly string[];
}

/** Takes the README's steps in a storefront, to the letter. */
export function takeSteps(readme: string, storefront: string): void {
  for (const step of stepsOf(readme)) take(step, path.join(storefront, step.file));
}

function stepsOf(readme: string): Step[] {
  const section = /^### In Medusa's Next\.js starter$([\s\S]*?)^## /m.exec(readme)?.[1] ?? "";
  const steps = section.split(/^\d\. /m).slice(1);
  if (steps.length === 0) throw new Error("The README has no steps for the starter.");
  return steps.map((text) => {
    const words = text.slice(0, text.indexOf("```"));
    const file = /`(src\/[^`]+)`/.exec(words)?.[1];
    if (file === undefined) throw new Error(`A step of the README names no file: ${words}`);
    const blocks = [...text.matchAll(/^```[^\n]*\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? "");
    return { file, words, blocks };
  });
}

function take({ words, blocks }: Step, file: string): void {
  const [addition = "", imported = ""] = blocks.toReversed();
  if (!words.startsWith("In ")) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, addition);
    return;
  }
  const text = readFileSync(file, "utf8").replace(/^import /m, () => `${imported}import `);
  const at = placeIn(text, words);
  writeFileSync(file, text.slice(0, at) + addition + text.slice(at));
}

/** Where the step says: before or after a line, or at the start of an object. */
function placeIn(text: string, words: string): number {
  const named = (preposition: string) => new RegExp(`${preposition}\\s+\`([^\`]+)\``).exec(words)?.[1];
  const [before, after, inside] = ["before", "after", " in"].map(named);
  if (after !== undefined) return text.indexOf("\n", find(text, after)) + 1;
  if (before !== undefined) return text.lastIndexOf("\n", find(text, before)) + 1;
  if (inside === undefined) throw new Error(`It is not said where: ${words}`);
  return text.indexOf("\n", find(text, "= {", find(text, inside))) + 1;
}

function find(text: string, what: string, from = 0): number {
  const at = text.indexOf(what, from);
  if (at < 0) throw new Error(`The storefront has no \`${what}\`, which a step of the README names.`);
  return at;
}
