import {
  CoinCoin,
  type CoinCoinOptions,
  type Decimal,
  type IssuedOrder,
  memoryStore,
  type Purchase,
  readDecimal,
  type Store,
  silentLogger,
} from "@coincoin/core";
import { postgresStore } from "@coincoin/sql/postgres";
import { sqliteStore } from "@coincoin/sql/sqlite";
import { ADDRESS, APP_ID, paymentIdOf, SECRET_KEY } from "../webhook.ts";
import type { Range } from "./api.ts";

export type StoreKind = "memory" | "SQLite" | "PostgreSQL";

/** `place`: a file for SQLite, a connection string for PostgreSQL. */
export function storeOf(kind: StoreKind, place: string): Store {
  if (kind === "SQLite") return sqliteStore(place);
  if (kind === "PostgreSQL") return postgresStore({ connectionString: place });
  return memoryStore({ acceptLoss: true });
}

/** Defaults, but for the log: half the money is worth a warning each time, and peers log nothing. */
export function shopOptions(store: Store): CoinCoinOptions {
  return {
    appId: APP_ID,
    secretKey: SECRET_KEY,
    publicUrl: "https://shop.example/coincoin",
    store,
    logger: silentLogger,
  };
}

export async function openShop(store: Store): Promise<CoinCoin> {
  const coincoin = new CoinCoin(shopOptions(store));
  await coincoin.start();
  return coincoin;
}

const AT_ONCE = 200;

/** Orders that wait for 100 usdt, stored through the store's contract: asking a gateway for each is another row's work. */
export async function seedOrders(store: Store, { from, count }: Range): Promise<void> {
  for (let done = 0; done < count; done += AT_ONCE) {
    const many = Array.from({ length: Math.min(AT_ONCE, count - done) }, (_, place) =>
      purchaseOf(paymentIdOf(from + done + place)),
    );
    const outcomes = await Promise.all(many.map((purchase) => store.commit({ appId: APP_ID, purchase })));
    if (outcomes.includes("stale")) throw new Error("an order was there before");
  }
}

function purchaseOf(paymentId: string): Purchase {
  const order = issuedOrder(paymentId);
  return {
    appId: APP_ID,
    reference: order.reference,
    version: 1,
    price: order.price,
    paid: null,
    attempts: [order],
    wakeAt: order.closesAt,
  };
}

const HOUR_MS = 3_600_000;

function issuedOrder(paymentId: string): IssuedOrder {
  const now = Date.now();
  const inHours = (hours: number) => new Date(now + hours * HOUR_MS).toISOString();
  return {
    appId: APP_ID,
    paymentId,
    reference: `cart-${paymentId}`,
    attempt: 1,
    price: decimal("100"),
    askedPrice: decimal("100"),
    expiresInHours: 12,
    underpaymentTolerance: decimal("0"),
    customer: null,
    metadata: {},
    display: null,
    paid: null,
    sequence: 1,
    createdAt: inHours(0),
    updatedAt: inHours(0),
    status: "receiving",
    address: ADDRESS,
    network: "tron",
    coin: "usdt",
    amountDue: decimal("100"),
    expiresAt: inHours(8),
    receivingUntil: inHours(12),
    closesAt: inHours(14),
    invalidSeen: false,
    received: {},
    confirmed: {},
    coverage: "none",
    receivedInTime: decimal("0"),
    coveredAt: null,
    lapsed: false,
    told: [],
    onChain: null,
  };
}

function decimal(text: string): Decimal {
  const value = readDecimal(text);
  if (value === undefined) throw new TypeError(`${text} is no decimal`);
  return value;
}
