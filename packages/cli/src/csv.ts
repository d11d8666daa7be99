/** A column's name, and what a row shows in it. */
export type Column<T> = readonly [name: string, value: (row: T) => string | number | null | undefined];

/** Row by row, so that a million of them need no memory. The mark at the beginning tells spreadsheets that it is UTF-8. */
export async function* csvLines<T>(
  columns: readonly Column<T>[],
  rows: AsyncIterable<T>,
): AsyncGenerator<string, void, undefined> {
  const head = `\uFEFF${columns.map(([name]) => name).join(",")}\r\n`;
  let isFirst = true;
  for await (const row of rows) {
    const line = columns.map(([, value]) => cell(String(value(row) ?? ""))).join(",");
    yield `${isFirst ? head : ""}${line}\r\n`;
    isFirst = false;
  }
  if (isFirst) yield head;
}

/** Quoted where it has to be. What a spreadsheet would run as a formula begins with an apostrophe: a customer may have written it. */
function cell(value: string): string {
  const safe = /^\s*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
