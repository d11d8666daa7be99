import { inspect } from "node:util";

const redacted = "[secret]";

/** Holds a text that must not be printed. Whoever logs, inspects or serialises what contains it sees "[secret]". */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The text itself: for signing, and nothing else. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return redacted;
  }

  toJSON(): string {
    return redacted;
  }

  [inspect.custom](): string {
    return redacted;
  }
}
