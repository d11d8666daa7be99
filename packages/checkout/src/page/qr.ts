import { encodeQr } from "./qr-encoder.ts";
import { h, type TreeElement } from "./tree.ts";

const quietZone = 4;

/** A QR code as one SVG path, with the quiet zone that scanners need; nothing for a text too long for one. */
export function qrCode(text: string, label: string): TreeElement | false {
  const { size, path } = draw(text);
  if (size === 0) return false;
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
  const modules = encodeQr(text) ?? [];
  let path = "";
  for (const [y, row] of modules.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (row[x] !== true) continue;
      const start = x;
      while (row[x + 1] === true) x++;
      path += `M${start} ${y}h${x - start + 1}v1H${start}z`;
    }
  }
  const drawing = { size: modules.length, path };
  if (drawings.size >= 4) drawings.clear();
  drawings.set(text, drawing);
  return drawing;
}
