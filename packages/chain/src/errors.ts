/** Every error of this package is a `ChainError` with one of these codes. They are stable: match on them, not on messages. */
export const chainErrorCodes = {
  /** An option is missing or wrong. Thrown where a reader is made. */
  config_invalid: "config_invalid",
  /** The provider did not answer in time, or failed. It may be back at the next look. */
  unreachable: "unreachable",
  /** The provider asks to slow down (403, 429, 503). `retryAfterMs` says for how long, where it did. */
  busy: "busy",
  /** The provider refuses even the smallest portion of what has to be asked. */
  too_much: "too_much",
  /** The provider, the plan or the key cannot do what is needed. */
  unsupported: "unsupported",
  /** The answer is not one to this question: another chain, other decimals, a wrong shape, a redirect, too many bytes. */
  broken: "broken",
  /** The provider has not reached what was read before: an older state of the chain says nothing. */
  behind: "behind",
  /** The signal of the caller was aborted. */
  aborted: "aborted",
} as const;

export type ChainErrorCode = keyof typeof chainErrorCodes;

/** Extra facts of an error. Never a URL, a header or a key. */
export interface ChainErrorOptions {
  readonly cause?: unknown;
  /** The name of the provider, as in `Look.provider`. */
  readonly provider?: string | undefined;
  /** With `busy`: how long the provider wants to be left alone, ms. */
  readonly retryAfterMs?: number | undefined;
}

/** `message` says what is wrong, what was received and what to do. It holds no URL and no key. */
export class ChainError extends Error {
  override readonly name = "ChainError";
  readonly code: ChainErrorCode;
  readonly provider: string | null;
  readonly retryAfterMs: number | null;

  constructor(code: ChainErrorCode, message: string, options: ChainErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.provider = options.provider ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
