import { ChainError } from "../errors.ts";
import { asChainError } from "./failure.ts";
import type { Host } from "./host.ts";

/** How long a provider that asked to slow down, and did not say for how long, is left alone. TronGrid's penalty is as long. */
const BUSY_REST_MS = 30_000;
/** How long one that answered nonsense is left alone before it gets another chance. */
const BROKEN_REST_MS = 10 * 60_000;

/**
 * Providers take turns, one a look: that alone gives two opinions within two looks. Where one fails, the next is asked in the
 * same look; one that is busy or broken rests.
 */
export class Rotation<H extends { readonly host: Host }> {
  readonly #sources: readonly H[];
  readonly #now: () => number;
  readonly #restsUntil = new Map<H, { readonly at: number; readonly why: ChainError }>();
  #turn = 0;

  constructor(sources: readonly H[], now: () => number) {
    this.#sources = sources;
    this.#now = now;
  }

  /** Runs `attempt` with the provider whose turn it is, then with each other one until it succeeds. */
  async run<T>(attempt: (source: H) => Promise<T>): Promise<T> {
    const failures: ChainError[] = [];
    for (const source of this.#inTurn()) {
      const resting = this.#restsUntil.get(source);
      if (resting !== undefined && resting.at > this.#now()) {
        failures.push(resting.why);
        continue;
      }
      try {
        const result = await attempt(source);
        this.#restsUntil.delete(source);
        return result;
      } catch (error) {
        const failure = asChainError(error, source.host);
        // Neither is a matter of the provider, and another one would end alike.
        if (failure.code === "aborted" || failure.code === "config_invalid") throw failure;
        this.#rest(source, failure);
        failures.push(failure);
      }
    }
    throw failed(failures);
  }

  #inTurn(): H[] {
    const first = this.#turn;
    this.#turn = (this.#turn + 1) % this.#sources.length;
    return [...this.#sources.slice(first), ...this.#sources.slice(0, first)];
  }

  #rest(source: H, why: ChainError): void {
    const ms =
      why.code === "busy"
        ? (why.retryAfterMs ?? BUSY_REST_MS)
        : why.code === "broken" || why.code === "unsupported"
          ? BROKEN_REST_MS
          : 0;
    if (ms > 0) this.#restsUntil.set(source, { at: this.#now() + ms, why });
  }
}

function failed(failures: readonly ChainError[]): ChainError {
  const [first] = failures;
  if (first === undefined) return new ChainError("config_invalid", "The reader has no provider.");
  if (failures.length === 1) return first;
  const message = `No provider could look. ${failures.map(({ message }) => message).join(" ")}`;
  return new ChainError(first.code, message, {
    provider: first.provider ?? undefined,
    retryAfterMs: first.retryAfterMs ?? undefined,
    cause: new AggregateError(failures, "what each provider did"),
  });
}
