/** Request headers as any server gives them: a `Headers`, or an object of names and values. */
export type HeaderSource =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** The header's value; a header that came several times is joined with ", ", as HTTP has it. Names are compared without case. */
export function readHeader(source: HeaderSource, name: string): string | undefined {
  if (isHeaders(source)) return source.get(name) ?? undefined;
  const wanted = name.toLowerCase();
  const values: string[] = [];
  for (const key of Object.keys(source)) {
    if (key.length !== wanted.length || key.toLowerCase() !== wanted) continue;
    const value = source[key];
    if (value === undefined) continue;
    if (typeof value === "string") values.push(value);
    else values.push(...value);
  }
  return values.length === 0 ? undefined : values.join(", ");
}

/** Names of at most so many headers, of at most so many characters, are noted. */
const MAX_NAMES = 64;
const MAX_NAME = 64;

/** Names alone, in lower case and sorted; none where the source cannot be walked through. */
export function headerNames(source: HeaderSource): readonly string[] {
  const names = isHeaders(source) ? (isWalkable(source) ? [...source.keys()] : []) : Object.keys(source);
  return [...new Set(names.map((name) => name.toLowerCase().slice(0, MAX_NAME)))].sort().slice(0, MAX_NAMES);
}

function isWalkable(source: object): source is { keys(): Iterable<string> } {
  return "keys" in source && typeof source.keys === "function";
}

function isHeaders(source: HeaderSource): source is { get(name: string): string | null } {
  return typeof source.get === "function";
}
