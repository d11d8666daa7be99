import type { Tree, TreeElement } from "../page/tree.ts";

const svgTags = new Set(["svg", "path", "circle"]);

/**
 * Makes `parent` hold `trees`, keeping every node that stays: focus, selection and the chosen radio button survive,
 * and nothing is parsed as HTML.
 */
export function patch(parent: Node, trees: readonly Tree[]): void {
  let node: ChildNode | null = parent.firstChild;
  for (const tree of trees) {
    const match = findAlike(node, tree);
    if (match === null) {
      parent.insertBefore(create(tree), node);
      continue;
    }
    while (node !== null && node !== match) node = removeAndNext(node);
    node = match.nextSibling;
    update(match, tree);
  }
  while (node !== null) node = removeAndNext(node);
}

function removeAndNext(node: ChildNode): ChildNode | null {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function findAlike(from: ChildNode | null, tree: Tree): ChildNode | null {
  for (let node = from; node !== null; node = node.nextSibling) if (isAlike(node, tree)) return node;
  return null;
}

/** The same tag and the same first class: `copy` is still `copy` when it becomes `copy done`. */
function isAlike(node: ChildNode, tree: Tree): boolean {
  if (typeof tree === "string") return node instanceof Text;
  return (
    node instanceof Element &&
    node.localName === tree.tag &&
    (node.getAttribute("class")?.split(" ")[0] ?? "") === (tree.attributes["class"]?.split(" ")[0] ?? "")
  );
}

function create(tree: Tree): ChildNode {
  if (typeof tree === "string") return document.createTextNode(tree);
  const element = svgTags.has(tree.tag)
    ? document.createElementNS("http://www.w3.org/2000/svg", tree.tag)
    : document.createElement(tree.tag);
  updateElement(element, tree);
  return element;
}

function update(node: ChildNode, tree: Tree): void {
  if (typeof tree === "string") {
    if (node.nodeValue !== tree) node.nodeValue = tree;
  } else if (node instanceof Element) {
    updateElement(node, tree);
  }
}

function updateElement(element: Element, tree: TreeElement): void {
  for (const name of element.getAttributeNames()) {
    if (!(name in tree.attributes)) element.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(tree.attributes)) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
  patch(element, tree.children);
}
