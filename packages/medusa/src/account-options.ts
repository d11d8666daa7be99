import type { CoinCoinOptions } from "@coincoin/core";
import { MedusaError } from "@medusajs/framework/utils";

/** An amount as Medusa writes it: major units, exact, `"26.1"`. */
export interface Money {
  readonly amount: string;
  /** Lower case: "eur". */
  readonly currency: string;
}

/** What Medusa brings: its database, its log, its clock. */
const BROUGHT = ["store", "logger", "environment"] as const;

/** Which carts an account at CoinCoin takes, and at what price. */
export interface CurrencyOptions {
  /**
   * The currency in which your account at CoinCoin takes prices: "usd". A cart in it is asked for its own total; a cart
   * in another currency is refused unless `convert` is given. A list where CoinCoin's price means the same in several.
   */
  readonly currency?: string | readonly string[] | undefined;
  /**
   * The price in CoinCoin's currency for a cart in another one, as a decimal string; rounded up to cents. Undefined
   * refuses the cart.
   */
  readonly convert?: ((money: Money) => string | undefined | Promise<string | undefined>) | undefined;
}

/** Everything of `CoinCoinOptions` but what Medusa brings. */
export type AccountCoreOptions = Omit<CoinCoinOptions, (typeof BROUGHT)[number]>;

/** One more account of the store's. What it leaves out is as in the plugin's own options. */
export interface AccountOptions
  extends Omit<AccountCoreOptions, "appId" | "secretKey" | "publicUrl">,
    CurrencyOptions {
  readonly appId: string;
  readonly secretKey: NonNullable<CoinCoinOptions["secretKey"]>;
}

/** Which carts an account takes: read. */
export interface Prices {
  /** Lower case. */
  readonly currencies: readonly string[];
  readonly convert: CurrencyOptions["convert"];
}

export interface AccountConfig extends Prices {
  readonly core: CoinCoinOptions;
}

/** Also names of the paths that every account has, which no account may be called. */
const ID = /^(?!(?:webhook|orders|checkout|pay|pay-order)$)[a-z0-9][a-z0-9_-]*$/i;

/** @throws MedusaError `invalid_data`, its message names the option. */
export function readAccount(options: Readonly<Record<string, unknown>>, of = ""): AccountConfig {
  const brought = BROUGHT.find((name) => options[name] !== undefined);
  if (brought !== undefined) throw invalidOption(of + brought, "is brought by Medusa. Leave it out.");
  const { currency, convert, ...core } = options;
  const currencies = readCurrencies(currency, of);
  if (convert !== undefined && !isConvert(convert)) {
    throw invalidOption(
      `${of}convert`,
      'is a function of { amount, currency } that gives a price like "28.40".',
    );
  }
  if (currencies.length === 0 && convert === undefined) {
    throw invalidOption(
      `${of}currency`,
      'is missing: the currency in which your account at CoinCoin takes prices, like "usd". Carts in other currencies need `convert`.',
    );
  }
  return { currencies, convert, core };
}

/** By the id of the provider's entry. `own` is the plugin's, from which they take what they leave out. */
export function readAccounts(
  given: unknown,
  own: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, AccountConfig> {
  if (given === undefined) return new Map();
  if (!isRecord(given))
    throw invalidOption("accounts", "is an object like { europe: { appId, secretKey } }.");
  const accounts = new Map(Object.entries(given).map(([id, account]) => [id, readOne(id, account, own)]));
  const taken = new Set([own["appId"] ?? process.env["COINCOIN_APP_ID"]]);
  for (const [id, { core }] of accounts) {
    if (taken.has(core.appId)) throw invalidOption(`accounts.${id}.appId`, "is another account's already.");
    taken.add(core.appId);
  }
  return accounts;
}

function readOne(id: string, account: unknown, own: Readonly<Record<string, unknown>>): AccountConfig {
  const name = `accounts.${id}`;
  if (!ID.test(id)) throw invalidOption(name, "is not an id that a payment provider's entry can have here.");
  if (!isRecord(account) || account["appId"] === undefined || account["secretKey"] === undefined) {
    throw invalidOption(name, "needs the appId and the secretKey of that account at CoinCoin.");
  }
  if (account["publicUrl"] !== undefined) {
    throw invalidOption(`${name}.publicUrl`, "is always the plugin's own, with the account's id after it.");
  }
  const publicUrl = own["publicUrl"] ?? process.env["COINCOIN_PUBLIC_URL"];
  const at = typeof publicUrl === "string" ? { publicUrl: `${publicUrl.replace(/\/+$/, "")}/${id}` } : {};
  return readAccount({ ...own, ...account, ...at }, `${name}.`);
}

function readCurrencies(value: unknown, of: string): readonly string[] {
  if (value === undefined) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((code) => {
    if (typeof code === "string" && /^[a-z]{3}$/i.test(code)) return code.toLowerCase();
    throw invalidOption(`${of}currency`, `is a code of three letters like "usd", or a list of them.`);
  });
}

function isConvert(value: unknown): value is NonNullable<CurrencyOptions["convert"]> {
  return typeof value === "function";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function invalidOption(option: string, problem: string): MedusaError {
  return new MedusaError(MedusaError.Types.INVALID_DATA, `@coincoin/medusa: option ${option} ${problem}`);
}
