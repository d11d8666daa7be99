/**
 * Ids and references are columns that are compared by bytes, and a database takes no NUL (PostgreSQL) and no lone
 * surrogate in text: both are written as an escape, so that two different keys never become the same.
 */
const unsafe = /[\\\0\p{Surrogate}]/gu;
const escaped = /\\u([0-9a-f]{4})/g;

export function toKey(text: string): string {
  return text.replace(unsafe, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

export function fromKey(key: string): string {
  return key.replace(escaped, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
