import { correction, generate } from "lean-qr/nano";
import { h, type TreeElement } from "./tree.ts";

const quietZone = 4;
/** What a phone still reads from a screen at arm's length. */
const longest = 331;

/** A QR code as one SVG path, with the quiet zone that scanners need; nothing for a text too long for one. */
export function qrCode(text: string, label: string): TreeElement | false {
  if (new TextEncoder().encode(text).length > longest) return false;
  const { size, path } = draw(text);
  const edge = size + 2 * quietZone;
  return h(
    "svg.qr",
    {
      viewBox: `${-quietZone} ${-quietZone} ${edge} ${edge}`,
      role: "img",
      "aria-label": label,
      "shape-rendering": "crispEdges",
    },
    h("path.light", { d: `M${-quietZone} ${-quietZone}h${edge}v${edge}h-${edge}z` }),
    h("path.dark", { d: path }),
  );
}

interface Drawing {
  size: number;
  path: string;
}

/** The page is rendered every second and its codes hardly ever change. */
const drawings = new Map<string, Drawing>();

function draw(text: string): Drawing {
  const known = drawings.get(text);
  if (known !== undefined) return known;
  const code = generate(text, { minCorrectionLevel: correction.M });
  let path = "";
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) {
      if (!code.get(x, y)) continue;
      const start = x;
      while (code.get(x + 1, y)) x++;
      path += `M${start} ${y}h${x - start + 1}v1H${start}z`;
    }
  }
  const drawing = { size: code.size, path };
  if (drawings.size >= 4) drawings.clear();
  drawings.set(text, drawing);
  return drawing;
}
