import { afterEach, expect, it } from "vitest";
import { compile, SWITCH } from "../src/compile.ts";
import { mutantsOf } from "../src/find-mutants.ts";

afterEach(() => Reflect.deleteProperty(globalThis, SWITCH));

/** All mutants of one expression of `a`, `b` and `list`, as they are described. */
const changes = (text: string) =>
  mutantsOf("file.ts", `export const f = (a, b, list) => ${text};`).map(({ after }) => after);

it.each([
  ["a < b", ["a <= b", "a >= b"]],
  ["a >= b", ["a > b", "a < b"]],
  ["a === b", ["a !== b"]],
  ["a && b", ["a", "b", "a || b"]],
  ["a ?? b", ["a", "b"]],
  ["!a", ["a"]],
  ["(a ? b : list)", ["true", "false"]],
  ["(a < b ? a : b)", ["true", "false", "a <= b"]],
  ["add(a, b)", ["a", "b"]],
  ["subtract(a, b)", ['subtract(a, subtract("0", b))', "a"]],
  ["max(a, b)", ["a", "b"]],
  ["Math.min(a, b)", ["Math.max(a, b)"]],
  ["list.filter(a)", ["list"]],
  ["list.find(a)", ["list.findLast(a)"]],
  ["list.some(a)", ["list.every(a)"]],
  ["list.at(-1)", ["0"]],
  ["[...list, a]", ["[]"]],
  ["({ ...a, b })", ["{}"]],
  ["true", ["false"]],
  ["12", ["13"]],
  ['round(a, b, "up")', ["a", '"down"']],
  ['"word"', ['"another"']],
  ['"a sentence"', []],
  ["list.map(a)", []],
])("%s becomes %o", (text, expected) => {
  expect(changes(text)).toEqual(expected);
});

it("statements are left out, and types are not touched", () => {
  const source = 'type T = "a" | 1; export function f(x: "b") { go(x); for (;;) { continue; } }';
  expect(mutantsOf("file.ts", source).map(({ before }) => before)).toEqual(["go(x);", "continue;"]);
});

it("what runs once when its module loads is known as such", () => {
  const found = mutantsOf("file.ts", "const A = 1; class B { c = 2; } const f = () => 3;");
  expect(found.map(({ before, isStatic }) => [before, isStatic])).toEqual([
    ["1", true],
    ["2", false],
    ["3", false],
  ]);
});

/** The function `f` of a module, with the switch in hand. */
async function load(source: string) {
  const mutants = mutantsOf("file.js", source).map((mutant, id) => ({ ...mutant, id }));
  let active = -1;
  Reflect.set(globalThis, SWITCH, (id: number) => id === active);
  const text = compile(source, mutants);
  const module: { f(...args: unknown[]): unknown } = await import(
    `data:text/javascript,${encodeURIComponent(text)}`
  );
  return (after: string, ...args: unknown[]) => {
    active = mutants.find((mutant) => mutant.after === after)?.id ?? -1;
    return module.f(...args);
  };
}

it("the compiled module means the same until one mutant is switched on, and then that one alone", async () => {
  const run = await load(
    "export function f(a, b) { let out = []; if (a < b && a !== 0) { out.push('less'); } return out.concat(a?.x?.filter(Boolean)?.length ?? 'none'); }",
  );
  expect(run("no mutant", 1, 2)).toEqual(["less", "none"]);
  expect(run("no mutant", 2, 2)).toEqual(["none"]);
  expect(run("no mutant", undefined, 2)).toEqual(["none"]);
  expect(run("a <= b", 2, 2)).toEqual(["less", "none"]);
  expect(run("a < b || a !== 0", 3, 2)).toEqual(["less", "none"]);
  expect(run("true", 3, 2)).toEqual(["less", "none"]);
  expect(run("'none'", { x: [0] }, 2)).toEqual(["none"]);
  expect(run("a?.x", { x: [0, 1] }, 2)).toEqual([2]);
  expect(run("a?.x", undefined, 2)).toEqual(["none"]);
});
