/** What the field calls some options elsewhere. */
const otherNames: Readonly<Record<string, string>> = {
  apikey: "appId",
  key: "appId",
  secret: "secretKey",
  apisecret: "secretKey",
  baseurl: "publicUrl",
  webhookurl: "publicUrl",
  database: "store",
};

/** The known name that was probably meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const lower = name.toLowerCase().replaceAll(/[-_]/g, "");
  const other = Object.hasOwn(otherNames, lower) ? otherNames[lower] : undefined;
  if (other !== undefined && known.includes(other)) return other;
  let best: string | undefined;
  let least = Math.min(3, Math.ceil(lower.length / 3)) + 1;
  for (const candidate of known) {
    const edits = distance(lower, candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

/** Levenshtein: letters to insert, remove or replace. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
