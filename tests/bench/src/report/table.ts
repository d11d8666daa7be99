import type { Row } from "../figures.ts";

/** One line a row, groups apart; for a terminal. */
export function textTable(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.name,
    figureText(row),
    spreadText(row),
    besideText(row),
    targetText(row),
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return rows
    .map((row, place) => {
      const line = (cells[place] ?? []).map((cell, column) =>
        column === 1 || column === 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      );
      const heading = row.group === rows[place - 1]?.group ? "" : `\n${row.group}\n`;
      return `${heading}  ${line.join("  ").trimEnd()}`;
    })
    .join("\n");
}

export function markdownTable(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const name = row.ours ? `**${row.name}**` : row.name;
    const cells = [row.group, name, figureText(row), spreadText(row), besideText(row), targetText(row)];
    return `| ${cells.join(" | ")} |`;
  });
  return ["| | | Median | Quartiles | Beside | Target |", "|---|---|--:|--:|---|---|", ...lines].join("\n");
}

export function figureText({ figure, unit }: Row): string {
  return `${number(figure.median)} ${unit}`.trim();
}

function spreadText({ figure }: Row): string {
  return figure.rounds === 1 ? "" : `${number(figure.low)} to ${number(figure.high)}`;
}

export function besideText({ ratios, note }: Row): string {
  const parts = ratios.map(({ to, value }) => `${value.toFixed(2)}x ${to}`);
  return [...parts, ...(note === undefined ? [] : [note])].join("; ");
}

function targetText({ target }: Row): string {
  return target === undefined ? "" : `${target.text}: ${target.met ? "met" : "missed"}`;
}

function number(value: number): string {
  if (value >= 1000) return String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/g, ",");
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return String(Number(value.toFixed(digits)));
}
