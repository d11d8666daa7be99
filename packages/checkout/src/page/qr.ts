import { generate } from "lean-qr/nano";
import { h, type TreeElement } from "./tree.ts";

const quietZone = 4;

/** A QR code as one SVG path, with the quiet zone that scanners need. */
export function qrCode(text: string, label: string): TreeElement {
  const code = generate(text);
  let path = "";
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) {
      if (!code.get(x, y)) continue;
      const start = x;
      while (x + 1 < code.size && code.get(x + 1, y)) x++;
      path += `M${start} ${y}h${x - start + 1}v1H${start}z`;
    }
  }
  const edge = code.size + 2 * quietZone;
  return h(
    "svg",
    {
      viewBox: `${-quietZone} ${-quietZone} ${edge} ${edge}`,
      role: "img",
      "aria-label": label,
      part: "qr",
      "shape-rendering": "crispEdges",
    },
    h("path", { class: "light", d: `M${-quietZone} ${-quietZone}h${edge}v${edge}h-${edge}z` }),
    h("path", { class: "dark", d: path }),
  );
}
