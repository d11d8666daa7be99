export interface Creation {
  readonly apiUrl: string;
  readonly count: number;
  /** For SQLite; a new one each time. */
  readonly file: string;
}

/** How long each took, in ms. */
export interface CreationTimes {
  readonly fetch: number;
  readonly memory: number;
  readonly SQLite: number;
}

export interface CreationCalls {
  readonly measure: { readonly in: Creation; readonly out: readonly CreationTimes[] };
}

export interface GatewayCalls {
  /** Its port. */
  readonly open: { readonly in: { readonly answersAfterMs: number }; readonly out: number };
}
