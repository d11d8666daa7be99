import { randomBytes } from "node:crypto";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";

/** The shop's own data. CoinCoin keeps its own in a database of its own, and the two meet in `fulfilment.ts`. */
export interface ShopDatabase {
  products(): Product[];
  cart(session: string): CartLine[];
  addToCart(session: string, productId: string): void;
  emptyCart(session: string): void;
  /** Turns the cart into an order; undefined when the cart is empty. */
  placeOrder(session: string, at: string): ShopOrder | undefined;
  /** The newest order of this customer that is not paid and may still be. */
  openOrder(session: string): ShopOrder | undefined;
  order(id: string): ShopOrder | undefined;
  ordersOf(session: string): ShopOrder[];
  orders(): ShopOrder[];
  fulfilments(): Fulfilment[];
  setStatus(orderId: string, status: OrderStatus): void;
  /** Runs `change` whole or not at all. */
  transaction(change: (sql: DatabaseSync) => void): void;
  close(): void;
}

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly blurb: string;
  readonly cents: number;
  readonly stock: number;
}

export interface CartLine extends Product {
  readonly quantity: number;
}

const statuses = ["awaiting payment", "paid", "needs a person", "not paid"] as const;

export type OrderStatus = (typeof statuses)[number];

export interface ShopOrder {
  readonly id: string;
  readonly session: string;
  readonly cents: number;
  readonly status: OrderStatus;
  readonly placedAt: string;
  readonly summary: string;
}

export interface Fulfilment {
  readonly eventId: string;
  readonly orderId: string;
  readonly at: string;
}

const schema = `
CREATE TABLE IF NOT EXISTS products (id TEXT PRIMARY KEY, name TEXT, blurb TEXT, cents INTEGER, stock INTEGER);
CREATE TABLE IF NOT EXISTS carts (session TEXT, productId TEXT, quantity INTEGER, PRIMARY KEY (session, productId));
CREATE TABLE IF NOT EXISTS orders (id TEXT PRIMARY KEY, session TEXT, cents INTEGER, status TEXT, placedAt TEXT, summary TEXT);
CREATE TABLE IF NOT EXISTS lines (orderId TEXT, productId TEXT, quantity INTEGER);
CREATE TABLE IF NOT EXISTS fulfilments (eventId TEXT PRIMARY KEY, orderId TEXT UNIQUE, at TEXT);
INSERT OR IGNORE INTO products VALUES
  ('beans', 'Kilo of beans', 'Washed Ethiopian, roasted on Mondays.', 2450, 500),
  ('pot', 'Moka pot', 'Six cups, and a lid that stays on.', 4800, 80),
  ('grinder', 'Hand grinder', 'Steel burrs, thirty clicks.', 12900, 40),
  ('kettle', 'Goose-neck kettle', 'Pours where you point it.', 7990, 60);
`;

export function openDatabase(path: string): ShopDatabase {
  const sql = new DatabaseSync(path);
  sql.exec("PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  sql.exec(schema);
  const all = <T>(read: (row: Row) => T, query: string, ...values: string[]): T[] =>
    sql
      .prepare(query)
      .all(...values)
      .map(read);

  const transaction: ShopDatabase["transaction"] = (change) => {
    sql.exec("BEGIN IMMEDIATE");
    try {
      change(sql);
      sql.exec("COMMIT");
    } catch (error) {
      sql.exec("ROLLBACK");
      throw error;
    }
  };
  const cart: ShopDatabase["cart"] = (session) =>
    all(
      cartLine,
      "SELECT p.*, c.quantity FROM carts c JOIN products p ON p.id = c.productId WHERE c.session = ? ORDER BY p.name",
      session,
    );
  const order: ShopDatabase["order"] = (id) => all(shopOrder, "SELECT * FROM orders WHERE id = ?", id)[0];

  return {
    transaction,
    cart,
    order,
    products: () => all(product, "SELECT * FROM products ORDER BY cents"),
    addToCart(session, productId) {
      sql
        .prepare(
          "INSERT INTO carts SELECT ?, id, 1 FROM products WHERE id = ? ON CONFLICT DO UPDATE SET quantity = quantity + 1",
        )
        .run(session, productId);
    },
    emptyCart(session) {
      sql.prepare("DELETE FROM carts WHERE session = ?").run(session);
    },
    placeOrder(session, at) {
      const lines = cart(session);
      if (lines.length === 0) return undefined;
      // What customer, shop and payment page all call it: short enough to be read out on the telephone.
      const id = `B-${randomBytes(4).toString("hex").toUpperCase()}`;
      const cents = lines.reduce((sum, line) => sum + line.cents * line.quantity, 0);
      const summary = lines.map((line) => `${line.quantity} × ${line.name}`).join(", ");
      transaction(() => {
        sql
          .prepare("INSERT INTO orders VALUES (?, ?, ?, 'awaiting payment', ?, ?)")
          .run(id, session, cents, at, summary);
        for (const line of lines) {
          sql.prepare("INSERT INTO lines VALUES (?, ?, ?)").run(id, line.id, line.quantity);
        }
        sql.prepare("DELETE FROM carts WHERE session = ?").run(session);
      });
      return order(id);
    },
    ordersOf: (session) =>
      all(shopOrder, "SELECT * FROM orders WHERE session = ? ORDER BY placedAt DESC", session),
    openOrder: (session) =>
      all(
        shopOrder,
        "SELECT * FROM orders WHERE session = ? AND status = 'awaiting payment' ORDER BY placedAt DESC LIMIT 1",
        session,
      )[0],
    orders: () => all(shopOrder, "SELECT * FROM orders ORDER BY placedAt DESC LIMIT 200"),
    fulfilments: () => all(fulfilment, "SELECT * FROM fulfilments ORDER BY at DESC LIMIT 200"),
    setStatus(orderId, status) {
      sql.prepare("UPDATE orders SET status = ? WHERE id = ? AND status <> 'paid'").run(status, orderId);
    },
    close: () => sql.close(),
  };
}

type Row = Readonly<Record<string, SQLOutputValue>>;

const product = (row: Row): Product => ({
  id: String(row.id),
  name: String(row.name),
  blurb: String(row.blurb),
  cents: Number(row.cents),
  stock: Number(row.stock),
});

const cartLine = (row: Row): CartLine => ({ ...product(row), quantity: Number(row.quantity) });

const shopOrder = (row: Row): ShopOrder => ({
  id: String(row.id),
  session: String(row.session),
  cents: Number(row.cents),
  status: statuses.find((status) => status === row.status) ?? "needs a person",
  placedAt: String(row.placedAt),
  summary: String(row.summary),
});

const fulfilment = (row: Row): Fulfilment => ({
  eventId: String(row.eventId),
  orderId: String(row.orderId),
  at: String(row.at),
});

/** "48.00", as people read it and as CoinCoin takes it: never a float. */
export function price(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
}
