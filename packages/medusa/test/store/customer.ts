import { randomUUID } from "node:crypto";
import type { Reply, Shop } from "./shop.ts";

export interface Cart {
  readonly id: string;
  total: number;
}

export interface Checkout {
  readonly collectionId: string;
  readonly sessionId: string;
  /** What CoinCoin knows it by. */
  readonly paymentId: string;
  readonly amount: number;
  readonly data: Readonly<Record<string, string>>;
}

interface CartWishes {
  readonly variant?: string;
  readonly quantity?: number;
  readonly shipping?: boolean;
  readonly region?: string;
}

const ADDRESS = {
  first_name: "Ada",
  last_name: "Byron",
  address_1: "Street 1",
  city: "Berlin",
  postal_code: "10115",
};

/** What customers do through the store's API, and the merchant through the admin's. */
export class Customers {
  readonly #shop: Shop;
  readonly #provider: string;
  #admin: string | undefined;

  constructor(shop: Shop, provider = "pp_coincoin_coincoin") {
    this.#shop = shop;
    this.#provider = provider;
  }

  async store(method: string, path: string, body?: unknown, server = this.#shop.server): Promise<Reply> {
    return send(method, server.url + path, body, { "x-publishable-api-key": this.#shop.seed.publishableKey });
  }

  async admin(method: string, path: string, body?: unknown): Promise<Reply> {
    this.#admin ??= await this.#login();
    return send(method, this.#shop.server.url + path, body, { authorization: `Bearer ${this.#admin}` });
  }

  async #login(): Promise<string> {
    const credentials = { email: "admin@shop.test", password: "supersecret" };
    const reply = await send("POST", `${this.#shop.server.url}/auth/user/emailpass`, credentials, {});
    return reply.body.token;
  }

  async cart({
    variant = this.#shop.seed.shirt,
    quantity = 2,
    shipping = true,
    region = this.#shop.seed.regionId,
  }: CartWishes = {}): Promise<Cart> {
    const { euroRegionId, poundRegionId } = this.#shop.seed;
    const country_code = { [euroRegionId]: "fr", [poundRegionId]: "gb" }[region] ?? "de";
    const address = { ...ADDRESS, country_code };
    const made = await this.store("POST", "/store/carts", {
      region_id: region,
      // Each their own: Medusa makes one customer of an address, and trips over itself when two carts do at once.
      email: `${randomUUID()}@shop.test`,
      items: [{ variant_id: variant, quantity }],
      shipping_address: address,
      billing_address: address,
    });
    const cart = { id: expectOk(made).body.cart.id, total: made.body.cart.total };
    if (shipping) await this.ship(cart);
    return cart;
  }

  /** The cart's customer logs in, as one of a group of customers. */
  async logIn(cart: Cart, groupId: string): Promise<void> {
    const email = `${randomUUID()}@shop.test`;
    const credentials = { email, password: "supersecret" };
    const { url } = this.#shop.server;
    const auth = `${url}/auth/customer/emailpass`;
    const registered = expectOk(await send("POST", `${auth}/register`, credentials, {}));
    const made = await this.#asCustomer("/store/customers", registered.body.token, { email });
    const path = `/admin/customer-groups/${groupId}/customers`;
    expectOk(await this.admin("POST", path, { add: [made.body.customer.id] }));
    const { body } = expectOk(await send("POST", auth, credentials, {}));
    const reply = await this.#asCustomer(`/store/carts/${cart.id}/customer`, body.token, {});
    cart.total = reply.body.cart.total;
  }

  async #asCustomer(path: string, token: string, body: unknown): Promise<Reply> {
    const { server, seed } = this.#shop;
    const headers = { "x-publishable-api-key": seed.publishableKey, authorization: `Bearer ${token}` };
    return expectOk(await send("POST", server.url + path, body, headers));
  }

  async ship(cart: Cart): Promise<void> {
    const options = await this.store("GET", `/store/shipping-options?cart_id=${cart.id}`);
    const option_id = expectOk(options).body.shipping_options[0].id;
    const reply = await this.store("POST", `/store/carts/${cart.id}/shipping-methods`, { option_id });
    cart.total = expectOk(reply).body.cart.total;
  }

  async changeQuantity(cart: Cart, quantity: number): Promise<void> {
    const { body } = await this.store("GET", `/store/carts/${cart.id}`);
    const item = body.cart.items[0].id;
    const reply = await this.store("POST", `/store/carts/${cart.id}/line-items/${item}`, { quantity });
    cart.total = expectOk(reply).body.cart.total;
  }

  async collection(cart: Cart): Promise<string> {
    const reply = await this.store("POST", "/store/payment-collections", { cart_id: cart.id });
    return expectOk(reply).body.payment_collection.id;
  }

  /** Chooses CoinCoin: an address to pay to. */
  async checkout(cart: Cart, data: Record<string, unknown> = {}): Promise<Checkout> {
    return this.session(await this.collection(cart), data);
  }

  async session(collectionId: string, data: Record<string, unknown> = {}): Promise<Checkout> {
    const reply = await this.askSession(collectionId, data);
    const session = expectOk(reply).body.payment_collection.payment_sessions[0];
    return {
      collectionId,
      sessionId: session.id,
      paymentId: session.data.payment_id,
      amount: session.amount,
      data: session.data,
    };
  }

  askSession(collectionId: string, data: Record<string, unknown> = {}): Promise<Reply> {
    const path = `/store/payment-collections/${collectionId}/payment-sessions`;
    return this.store("POST", path, { provider_id: this.#provider, data });
  }

  /** What code of the merchant's own does, in a route of the store. */
  own(what: "complete" | "process" | "session", body: unknown, server = this.#shop.server): Promise<Reply> {
    return send("POST", `${server.url}/own/${what}`, body, {});
  }

  complete(cart: Cart, server = this.#shop.server): Promise<Reply> {
    return this.store("POST", `/store/carts/${cart.id}/complete`, undefined, server);
  }
}

/** What became of a cart, as the database has it. */
export interface Outcome {
  readonly orders: number;
  readonly status: string | null;
  /** Of the order's summary. */
  readonly paid: number;
  /** Amounts of captures, over all payments of the cart's collections. */
  readonly captures: readonly number[];
  readonly payments: number;
  /** Codes of open rows of ours, and kinds of core's, about this cart. */
  readonly attention: readonly string[];
}

export async function outcomeOf(shop: Shop, cart: Cart): Promise<Outcome> {
  const orders = await shop.query(
    `SELECT o.id, o.status, (s.totals->>'paid_total')::float AS paid FROM order_cart c
     JOIN "order" o ON o.id = c.order_id
     LEFT JOIN order_summary s ON s.order_id = o.id AND s.version = o.version AND s.deleted_at IS NULL
     WHERE c.cart_id = $1 AND c.deleted_at IS NULL ORDER BY paid DESC NULLS LAST`,
    [cart.id],
  );
  const payments = await shop.query(
    `SELECT p.id, c.amount::float AS captured FROM cart_payment_collection l
     JOIN payment p ON p.payment_collection_id = l.payment_collection_id AND p.deleted_at IS NULL
     LEFT JOIN capture c ON c.payment_id = p.id AND c.deleted_at IS NULL
     WHERE l.cart_id = $1 ORDER BY c.created_at`,
    [cart.id],
  );
  const attention = await shop.query(
    `SELECT a.kind, a.data::json->'details'->>'code' AS code FROM coincoin.coincoin_attention a
     JOIN cart_payment_collection l ON split_part(a.reference, '.', 1) = l.payment_collection_id
     WHERE l.cart_id = $1 AND a.open ORDER BY 1, 2`,
    [cart.id],
  );
  const [order] = orders;
  return {
    orders: orders.length,
    status: order === undefined ? null : String(order["status"]),
    paid: Number(order?.["paid"] ?? 0),
    captures: payments.filter((row) => row["captured"] !== null).map((row) => Number(row["captured"])),
    payments: new Set(payments.map((row) => row["id"])).size,
    attention: attention.map((row) => String(row["code"] ?? row["kind"])),
  };
}

async function send(
  method: string,
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

function expectOk(reply: Reply): Reply {
  if (reply.status >= 400) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
  return reply;
}
