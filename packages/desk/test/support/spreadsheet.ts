/** What a spreadsheet makes of a CSV: records by the names of the first row (RFC 4180). */
export function opened(csv: string): Record<string, string>[] {
  const [heads = [], ...rows] = rowsOf(csv.replace(/^\uFEFF/, ""));
  return rows.map((row) => {
    if (row.length !== heads.length) throw new Error(`A row of ${row.length} cells under ${heads.length}.`);
    return Object.fromEntries(heads.map((head, index) => [head, row[index] ?? ""]));
  });
}

function rowsOf(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = "", end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
