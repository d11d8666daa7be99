import { type Expression, parseSync, Visitor } from "oxc-parser";
import type { Mutant } from "./mutant.ts";
import { type Alternatives, ofBinary, ofCall, ofLiteral, ofLogical, ofNegative } from "./operators.ts";

interface Span {
  readonly start: number;
  readonly end: number;
}

const keyOf = ({ start, end }: Span) => `${start}-${end}`;

/** All mutants of a source, in the order of their places. */
export function mutantsOf(file: string, source: string): Mutant[] {
  const { program, errors } = parseSync(file, source);
  const [first] = errors;
  if (first !== undefined) throw new Error(`${file} cannot be parsed: ${first.message}`);
  const mutants: Mutant[] = [];
  const textOf = ({ start, end }: Span) => source.slice(start, end);
  /** Places where a truth value is asked for. */
  const conditions = new Set<string>();
  /** Literals that are no value, or whose comparison is changed as a whole. */
  const left = new Set<string>();
  /** Parts of a `?.` chain: only the whole of it can be wrapped, or what it skips would no longer be skipped. */
  const chains = new Map<string, Span>();
  let functions = 0;

  function put(node: Span, alternatives: Alternatives, isStatement = false): void {
    const whole = chains.get(keyOf(node)) ?? node;
    for (const after of new Set(alternatives)) {
      const before = textOf(node);
      if (after === before) continue;
      const text = source.slice(whole.start, node.start) + after + source.slice(node.end, whole.end);
      const { start, end } = whole;
      mutants.push({ start, end, text, isStatement, isStatic: functions === 0, before, after });
    }
  }
  function condition(node: Span): void {
    conditions.add(keyOf(node));
    put(node, ["true", "false"]);
  }
  const enter = () => {
    functions++;
  };
  const leave = () => {
    functions--;
  };

  new Visitor({
    FunctionDeclaration: enter,
    "FunctionDeclaration:exit": leave,
    FunctionExpression: enter,
    "FunctionExpression:exit": leave,
    ArrowFunctionExpression: enter,
    "ArrowFunctionExpression:exit": leave,
    ClassBody: enter,
    "ClassBody:exit": leave,
    ImportDeclaration: ({ source: from }) => void left.add(keyOf(from)),
    ExportAllDeclaration: ({ source: from }) => void left.add(keyOf(from)),
    ExportNamedDeclaration({ source: from }) {
      if (from !== null) left.add(keyOf(from));
    },
    TSLiteralType: ({ literal }) => void left.add(keyOf(literal)),
    Property({ key, computed }) {
      if (!computed) left.add(keyOf(key));
    },
    ChainExpression(chain) {
      let part: Expression = chain.expression;
      for (;;) {
        chains.set(keyOf(part), chain);
        const inner = innerOf(part);
        if (inner === undefined) return;
        part = inner;
      }
    },
    IfStatement: ({ test }) => condition(test),
    WhileStatement: ({ test }) => condition(test),
    ConditionalExpression: ({ test }) => condition(test),
    UnaryExpression(node) {
      if (node.operator === "!") put(node, [textOf(node.argument)]);
      if (node.operator === "-") {
        left.add(keyOf(node.argument));
        put(node, ofNegative(node.argument));
      }
    },
    BinaryExpression(node) {
      for (const side of [node.left, node.right]) if (side.type === "Literal") left.add(keyOf(side));
      put(node, ofBinary(node, textOf, conditions.has(keyOf(node))));
    },
    LogicalExpression: (node) => put(node, ofLogical(node, textOf)),
    CallExpression: (node) => put(node, ofCall(node, textOf)),
    Literal(node) {
      if (!left.has(keyOf(node))) put(node, ofLiteral(node.value));
    },
    ObjectExpression({ properties }) {
      for (const part of properties) if (part.type === "SpreadElement") put(part.argument, ["{}"]);
    },
    ArrayExpression({ elements }) {
      for (const part of elements) if (part?.type === "SpreadElement") put(part.argument, ["[]"]);
    },
    ExpressionStatement: (node) => put(node, [""], true),
    ContinueStatement: (node) => put(node, [""], true),
    ThrowStatement: (node) => put(node, [""], true),
    ReturnStatement(node) {
      if (node.argument === null) put(node, [""], true);
    },
  }).visit(program);
  return mutants.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** What a part of a chain is called on or taken from. */
function innerOf(part: Expression): Expression | undefined {
  if (part.type === "CallExpression") return part.callee;
  return part.type === "MemberExpression" ? part.object : undefined;
}
