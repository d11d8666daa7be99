import { errorText } from "../lib/error-text.ts";

export interface FailedHandler {
  /** The function's name; empty where it has none. */
  readonly handler: string;
  readonly error: unknown;
}

/** Some handlers of an event failed. `cause` is what the handler threw, where it was one; of several an `AggregateError`. */
export class HandlerFailure extends Error {
  override readonly name = "HandlerFailure";
  /** The names of the handlers that failed, as far as they have one. */
  readonly handlers: readonly string[];

  constructor(failures: readonly FailedHandler[]) {
    const told = failures.map(({ handler, error }) =>
      handler === "" ? errorText(error) : `${handler}: ${errorText(error)}`,
    );
    const message = told.join("; ");
    const errors = failures.map(({ error }) => error);
    super(message, { cause: errors.length === 1 ? errors[0] : new AggregateError(errors, message) });
    this.handlers = failures.map(({ handler }) => handler).filter((handler) => handler !== "");
  }
}
