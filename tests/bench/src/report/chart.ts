import type { Row } from "../figures.ts";

const WIDTH = 760;
const LABEL = 270;
const BAR = 20;
const GAP = 8;
const TOP = 56;
const RIGHT = 80;

/** Bars with their quartiles, the longest first. Reads on light and dark pages alike. */
export function chart(title: string, subtitle: string, rows: readonly Row[]): string {
  const sorted = rows.toSorted((a, b) => b.figure.median - a.figure.median);
  const most = Math.max(...sorted.map(({ figure }) => figure.high));
  const scale = (value: number) => ((WIDTH - LABEL - RIGHT) * value) / most;
  const bars = sorted.map((row, place) => bar(row, TOP + place * (BAR + GAP), scale));
  const height = TOP + sorted.length * (BAR + GAP) + GAP;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="12">
<title>${escaped(title)}</title>
<style>
text { fill: #1f2328 } .quiet { fill: #656d76 } .ours { fill: #0f7b6c } .theirs { fill: #afb8c1 } .page { fill: #ffffff } path { stroke: #1f2328 }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .quiet { fill: #8d96a0 } .ours { fill: #2bb5a0 } .theirs { fill: #545d68 } .page { fill: #0d1117 } path { stroke: #e6edf3 } }
</style>
<rect class="page" width="100%" height="100%"/>
<text x="12" y="22" font-size="15" font-weight="600">${escaped(title)}</text>
<text x="12" y="42" class="quiet">${escaped(subtitle)}</text>
${bars.join("\n")}
</svg>
`;
}

function bar({ name, figure, ours }: Row, y: number, scale: (value: number) => number): string {
  const middle = y + BAR / 2;
  const [low, high, end] = [figure.low, figure.high, figure.median].map((value) =>
    (LABEL + scale(value)).toFixed(1),
  );
  return [
    `<text x="${LABEL - 10}" y="${middle + 4}" text-anchor="end"${ours ? ' font-weight="600"' : ""}>${escaped(name)}</text>`,
    `<rect class="${ours ? "ours" : "theirs"}" x="${LABEL}" y="${y}" width="${scale(figure.median).toFixed(1)}" height="${BAR}" rx="2"/>`,
    `<path d="M${low} ${middle}H${high}M${low} ${middle - 4}v8M${high} ${middle - 4}v8" fill="none"/>`,
    `<text x="${Math.max(Number(end), Number(high)) + 8}" y="${middle + 4}">${Math.round(figure.median).toLocaleString("en")}</text>`,
  ].join("");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
