/** What was received instead, for a message: the value where it is short and plain. Not for what may be a secret. */
export function received(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  const isPlain = typeof value === "number" || typeof value === "boolean" || typeof value === "bigint";
  return isPlain ? String(value) : kindOf(value);
}

/** What kind of value was received, where the value itself says too little or may be a secret. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** The same for a text whose length counts. */
export function lengthOf(value: unknown): string {
  if (typeof value !== "string") return kindOf(value);
  return value.isWellFormed() ? `one of ${value.length}` : "one with half a character";
}
