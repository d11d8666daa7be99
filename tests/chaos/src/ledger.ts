import { DatabaseSync } from "node:sqlite";
import type { OrderEvent } from "@coincoin/core";
import type { LedgerRow } from "./evidence.ts";
import { numberIn, textIn } from "./shop-protocol.ts";

/**
 * The merchant's own books: what was handed out, once an event however often it is delivered. A file of its own, in which
 * all processes of the shop write, outside of everything that CoinCoin's packages keep.
 */
export class Ledger {
  readonly #file: DatabaseSync;

  constructor(path: string) {
    this.#file = new DatabaseSync(path, { timeout: 10_000 });
    this.#file.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS fulfilments (event_id TEXT PRIMARY KEY, type TEXT NOT NULL, reference TEXT NOT NULL,
        payment_id TEXT NOT NULL, amount TEXT NOT NULL, calls INTEGER NOT NULL) STRICT`);
  }

  fulfil({ id, type, reference, paymentId, amount }: OrderEvent & { readonly amount: string }): void {
    this.#file
      .prepare(
        `INSERT INTO fulfilments VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT (event_id) DO UPDATE SET calls = calls + 1`,
      )
      .run(id, type, reference, paymentId, amount);
  }

  rows(): LedgerRow[] {
    return this.#file
      .prepare("SELECT * FROM fulfilments ORDER BY event_id")
      .all()
      .map((row) => ({
        eventId: textIn(row, "event_id"),
        type: textIn(row, "type"),
        reference: textIn(row, "reference"),
        paymentId: textIn(row, "payment_id"),
        amount: textIn(row, "amount"),
        calls: numberIn(row, "calls"),
      }));
  }

  close(): void {
    this.#file.close();
  }
}
