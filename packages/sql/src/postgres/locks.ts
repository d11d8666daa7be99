import { createHash } from "node:crypto";

/**
 * Keys for `pg_advisory_xact_lock`: they exclude others from what is not there yet, which no row lock can. The one who
 * writes under a reference, payment id or attention item holds its lock first.
 */
export class Locks {
  readonly #schema: string;

  constructor(schema: string) {
    this.#schema = schema;
  }

  readonly reference = (app: string, reference: string) => this.#key("reference", app, reference);
  readonly payment = (app: string, paymentId: string) => this.#key("payment", app, paymentId);
  readonly attention = (app: string, id: string) => this.#key("attention", app, id);
  readonly migration = () => this.#key("migration", "", "");

  #key(...parts: string[]): bigint {
    const text = JSON.stringify([this.#schema, ...parts]);
    return createHash("sha256").update(text).digest().readBigInt64BE(0);
  }
}
