const redacted = "[secret]";

/** `inspect.custom`, by the name that Node.js gives to those who do without `node:util`: loading it takes milliseconds. */
const inspected = Symbol.for("nodejs.util.inspect.custom");

/** Holds a text that must not be printed. The one who logs, inspects or serialises what contains it sees "[secret]". */
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

  [inspected](): string {
    return redacted;
  }
}
