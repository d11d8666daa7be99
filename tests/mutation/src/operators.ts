import type { BinaryExpression, CallExpression, Expression, LogicalExpression } from "oxc-parser";

/** The text of a node. */
export type TextOf = (node: { readonly start: number; readonly end: number }) => string;

/** What an expression may become. Only what changes the meaning: the tests of the code decide whether it matters. */
export type Alternatives = readonly string[];

const BOUNDARIES: Readonly<Record<string, readonly [boundary: string, opposite: string]>> = {
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
};
const OPPOSITES: Readonly<Record<string, string>> = {
  "===": "!==",
  "!==": "===",
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
};

/** @param isCondition whether true and false are tried in its place: the opposite then shows nothing more */
export function ofBinary(node: BinaryExpression, textOf: TextOf, isCondition: boolean): Alternatives {
  const { operator, left, right } = node;
  const [boundary, opposite] = BOUNDARIES[operator] ?? [undefined, OPPOSITES[operator]];
  const isComparison = boundary !== undefined || operator === "===" || operator === "!==";
  const operators = [boundary, isCondition && isComparison ? undefined : opposite];
  return operators
    .filter((each) => each !== undefined)
    .map((each) => `${textOf(left)} ${each} ${textOf(right)}`);
}

export function ofLogical({ operator, left, right }: LogicalExpression, textOf: TextOf): Alternatives {
  const sides = [textOf(left), textOf(right)];
  if (operator === "??") return sides;
  return [...sides, `${textOf(left)} ${operator === "&&" ? "||" : "&&"} ${textOf(right)}`];
}

/** Helpers of exact arithmetic and of Math, by what a hurried hand puts in their place. */
const SWAPS: Readonly<Record<string, string>> = {
  add: "subtract",
  subtract: "add",
  "Math.min": "Math.max",
  "Math.max": "Math.min",
};
/** Helpers that are left out: their first argument alone. */
const DROPPED = new Set(["max", "multiply", "divide", "round", "plausible"]);
const METHODS: Readonly<Record<string, string>> = {
  find: "findLast",
  findLast: "find",
  some: "every",
  every: "some",
};
/** Methods that are left out: what they are called on alone. */
const LEFT_OUT = new Set(["filter", "sort", "toSorted", "toLowerCase"]);

export function ofCall(node: CallExpression, textOf: TextOf): Alternatives {
  const { callee } = node;
  const args = node.arguments.map(textOf);
  const name = textOf(callee);
  const swapped = Object.hasOwn(SWAPS, name) ? SWAPS[name] : undefined;
  // The other helper may not be imported: both are written with the one that is.
  if (swapped === "add") return [`${name}(${args[0]}, ${name}("0", ${args[1]}))`, `${args[0]}`];
  if (swapped === "subtract") return [`${args[0]}`, `${args[1]}`];
  if (swapped !== undefined) return [`${swapped}(${args.join(", ")})`];
  if (callee.type === "Identifier" && DROPPED.has(name)) {
    return name === "max" ? args.slice(0, 2) : [`${args[0]}`];
  }
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return [];
  const method = callee.property.name;
  const object = textOf(callee.object);
  if (LEFT_OUT.has(method)) return [object];
  const other = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
  const dot = callee.optional ? "?." : ".";
  return other === undefined ? [] : [`${object}${dot}${other}(${args.join(", ")})`];
}

const ROUNDINGS: Readonly<Record<string, string>> = { up: "down", down: "up", "half-up": "down" };

/** A word of a union, a number or a truth value. Sentences for people are left alone. */
export function ofLiteral(value: unknown): Alternatives {
  if (typeof value === "boolean") return [String(!value)];
  if (typeof value === "number") return [String(value + 1)];
  if (typeof value !== "string" || value === "" || /\s/.test(value)) return [];
  return [JSON.stringify(Object.hasOwn(ROUNDINGS, value) ? ROUNDINGS[value] : "another")];
}

/** `-1`, the last of a list, becomes the first. */
export function ofNegative(argument: Expression): Alternatives {
  return argument.type === "Literal" && argument.value === 1 ? ["0"] : [];
}
