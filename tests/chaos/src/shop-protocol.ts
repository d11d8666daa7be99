/** What a shop process is started with (JSON in its first argument). */
export interface ShopSettings {
  readonly store:
    | { readonly kind: "sqlite"; readonly path: string }
    | { readonly kind: "postgres"; readonly url: string };
  readonly spool: string;
  /** The merchant's own books: an SQLite file that all processes share. */
  readonly ledger: string;
  readonly appId: string;
  readonly secretKey: string;
  readonly apiUrl: string;
  readonly publicUrl: string;
  /** How long a statement may take on PostgreSQL, in ms. */
  readonly statementTimeoutMs: number;
  /** How far the shop's clock runs ahead, in ms. */
  readonly aheadMs: number;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A field that has to be text. */
export function textIn(value: unknown, field: string): string {
  const found = isRecord(value) ? value[field] : undefined;
  if (typeof found !== "string") throw new TypeError(`${field} is no text in ${JSON.stringify(value)}`);
  return found;
}

/** A field that has to be a number. */
export function numberIn(value: unknown, field: string): number {
  const found = isRecord(value) ? value[field] : undefined;
  if (typeof found !== "number") throw new TypeError(`${field} is no number in ${JSON.stringify(value)}`);
  return found;
}

export function readSettings(text: string): ShopSettings {
  const given: unknown = JSON.parse(text);
  const store: unknown = isRecord(given) ? given["store"] : undefined;
  return {
    store:
      textIn(store, "kind") === "sqlite"
        ? { kind: "sqlite", path: textIn(store, "path") }
        : { kind: "postgres", url: textIn(store, "url") },
    spool: textIn(given, "spool"),
    ledger: textIn(given, "ledger"),
    appId: textIn(given, "appId"),
    secretKey: textIn(given, "secretKey"),
    apiUrl: textIn(given, "apiUrl"),
    publicUrl: textIn(given, "publicUrl"),
    statementTimeoutMs: numberIn(given, "statementTimeoutMs"),
    aheadMs: numberIn(given, "aheadMs"),
  };
}
