/**
 * The page as plain data, so that one description is rendered twice: to escaped HTML on the server, and to DOM nodes
 * (never `innerHTML`) in the browser.
 */
export interface TreeElement {
  tag: string;
  attributes: Record<string, string>;
  children: Tree[];
}
export type Tree = TreeElement | string;

/** `true` is an attribute without a value; `false`, `null` and `undefined` leave the attribute out. */
export type AttributeValue = string | number | boolean | null | undefined;
export type Child = Tree | false | null | undefined | readonly Child[];

/** `h("p.note", { lang: "en" }, "…")` is `<p class="note" part="note" lang="en">…</p>`. */
export function h(
  selector: string,
  attributes: Record<string, AttributeValue> | null,
  ...children: Child[]
): TreeElement {
  const [tag = "", ...classes] = selector.split(".");
  const kept: Record<string, string> = {};
  // A merchant's style sheet reaches what it wants, as `::part(note)`, by the same names as ours.
  if (classes.length > 0) kept["class"] = kept["part"] = classes.join(" ");
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === false || value === null || value === undefined) continue;
    kept[name] = value === true ? "" : String(value);
  }
  return { tag, attributes: kept, children: flatten(children) };
}

function flatten(children: readonly Child[]): Tree[] {
  const result: Tree[] = [];
  for (const child of children) {
    if (child === false || child === null || child === undefined || child === "") continue;
    if (typeof child === "string" || "tag" in child) result.push(child);
    else result.push(...flatten(child));
  }
  return result;
}
