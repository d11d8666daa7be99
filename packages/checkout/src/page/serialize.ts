import type { Tree } from "./tree.ts";

const voidTags = new Set(["meta", "link", "br", "input", "img"]);

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => escapes[char] ?? char);

/** The tree as HTML. Slots belong to the element's shadow root; on the served page they are nothing. */
export function serialize(tree: Tree): string {
  if (typeof tree === "string") return escapeHtml(tree);
  const inside = tree.children.map(serialize).join("");
  if (tree.tag === "slot") return inside;
  let attributes = "";
  for (const [name, value] of Object.entries(tree.attributes)) {
    attributes += value === "" ? ` ${name}` : ` ${name}="${escapeHtml(value)}"`;
  }
  if (voidTags.has(tree.tag)) return `<${tree.tag}${attributes}>`;
  return `<${tree.tag}${attributes}>${inside}</${tree.tag}>`;
}
