import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import { Injectable, type OnApplicationShutdown } from "@nestjs/common";
import { ConfigService } from "@nestjs/config";

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly cents: number;
}

export type OrderStatus = "awaiting payment" | "paid" | "needs a person" | "not paid";

export interface ShopOrder {
  readonly id: string;
  readonly productId: string;
  readonly cents: number;
  readonly status: string;
}

const schema = `
CREATE TABLE IF NOT EXISTS products (id TEXT PRIMARY KEY, name TEXT, cents INTEGER, stock INTEGER);
CREATE TABLE IF NOT EXISTS orders (id TEXT PRIMARY KEY, productId TEXT, cents INTEGER, status TEXT);
CREATE TABLE IF NOT EXISTS fulfilments (eventId TEXT PRIMARY KEY, orderId TEXT UNIQUE, at TEXT);
INSERT OR IGNORE INTO products VALUES
  ('print', 'Print, A3, signed', 3500, 200),
  ('poster', 'Poster, B1', 5900, 120),
  ('original', 'Original, ink on paper', 48000, 1);
`;

/** The shop's own data. CoinCoin keeps its own beside it; the two meet in the fulfilment handler. */
@Injectable()
export class ShopDatabase implements OnApplicationShutdown {
  private readonly sql: DatabaseSync;

  constructor(config: ConfigService) {
    const folder = config.getOrThrow<string>("SHOP_DATA");
    mkdirSync(folder, { recursive: true });
    this.sql = new DatabaseSync(join(folder, "shop.db"));
    this.sql.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000");
    this.sql.exec(schema);
  }

  products(): Product[] {
    return this.sql.prepare("SELECT * FROM products ORDER BY cents").all().map(product);
  }

  product(id: string): Product | undefined {
    return this.sql.prepare("SELECT * FROM products WHERE id = ?").all(id).map(product)[0];
  }

  order(id: string): ShopOrder | undefined {
    return this.sql.prepare("SELECT * FROM orders WHERE id = ?").all(id).map(shopOrder)[0];
  }

  orders(): ShopOrder[] {
    return this.sql.prepare("SELECT * FROM orders ORDER BY rowid DESC LIMIT 100").all().map(shopOrder);
  }

  place(id: string, { id: productId, cents }: Product): void {
    this.sql.prepare("INSERT INTO orders VALUES (?, ?, ?, 'awaiting payment')").run(id, productId, cents);
  }

  /** Never takes "paid" back. */
  setStatus(orderId: string, status: Exclude<OrderStatus, "paid">): void {
    this.sql.prepare("UPDATE orders SET status = ? WHERE id = ? AND status <> 'paid'").run(status, orderId);
  }

  fulfilments(orderId: string): number {
    return this.sql.prepare("SELECT eventId FROM fulfilments WHERE orderId = ?").all(orderId).length;
  }

  /**
   * Exactly once although the event may come twice: its id goes into the same transaction as everything that follows
   * from it. A crash before the commit leaves nothing, and the event comes again; after it, there is nothing to do.
   */
  fulfil(eventId: string, orderId: string, at: string): void {
    this.sql.exec("BEGIN IMMEDIATE");
    try {
      const { changes } = this.sql
        .prepare("INSERT INTO fulfilments VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
        .run(eventId, orderId, at);
      if (changes !== 0) {
        this.sql.prepare("UPDATE orders SET status = 'paid' WHERE id = ?").run(orderId);
        this.sql
          .prepare(
            "UPDATE products SET stock = stock - 1 WHERE id = (SELECT productId FROM orders WHERE id = ?)",
          )
          .run(orderId);
      }
      this.sql.exec("COMMIT");
    } catch (error) {
      this.sql.exec("ROLLBACK");
      throw error;
    }
  }

  onApplicationShutdown(): void {
    this.sql.close();
  }
}

type Row = Readonly<Record<string, SQLOutputValue>>;

const product = (row: Row): Product => ({
  id: String(row["id"]),
  name: String(row["name"]),
  cents: Number(row["cents"]),
});

const shopOrder = (row: Row): ShopOrder => ({
  id: String(row["id"]),
  productId: String(row["productId"]),
  cents: Number(row["cents"]),
  status: String(row["status"]),
});

/** "48.00", as people read it and as CoinCoin takes it: never a float. */
export function price(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
}
