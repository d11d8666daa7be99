import type { CoinCoinOptions } from "@coincoin/core";
import type { NodeMountOptions } from "@coincoin/core/node";
import { MedusaError } from "@medusajs/framework/utils";

/** An amount as Medusa writes it: major units, exact, `"26.1"`. */
export interface Money {
  readonly amount: string;
  /** Lower case: "eur". */
  readonly currency: string;
}

/**
 * What stands under `plugins: [{ resolve: "@coincoin/medusa", options }]`, and nowhere else. Everything of
 * `CoinCoinOptions` but what Medusa brings: its database, its log, its clock.
 */
export interface CoinCoinPluginOptions extends Omit<CoinCoinOptions, "store" | "logger" | "environment"> {
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
  /**
   * Hours after which a placed order that nobody paid is cancelled and its stock released, counted from the end of its
   * last CoinCoin order. 0 or more. Default: never.
   */
  readonly cancelUnpaidAfter?: number | undefined;
  /**
   * The id of the workflow that completes a cart that was paid, with `{ id: cartId }`: for a store that completes carts
   * with a workflow of its own. Default: Medusa's, `"complete-cart"`.
   */
  readonly completeCartWorkflow?: string | undefined;
  /** How the payment page looks and where it leads back to. */
  readonly checkout?: NodeMountOptions["checkout"];
}

/** The options, split into what is ours and what is core's. */
export interface PluginConfig {
  readonly currencies: readonly string[];
  readonly convert: CoinCoinPluginOptions["convert"];
  /** Null: never. */
  readonly cancelUnpaidAfterMs: number | null;
  readonly completeCartWorkflow: string;
  /** True where the merchant named a delivery mode: then it also holds outside of `medusa start`. */
  readonly isDeliveryNamed: boolean;
  readonly mount: Pick<NodeMountOptions, "checkout">;
  readonly core: CoinCoinOptions;
}

const HOUR_MS = 3_600_000;
const BROUGHT = ["store", "logger", "environment"] as const;

/** @throws MedusaError `invalid_data`, its message names the option. */
export function readPluginOptions(given: unknown): PluginConfig {
  if (typeof given !== "object" || given === null) {
    throw invalid("options", 'are missing: plugins: [{ resolve: "@coincoin/medusa", options: { … } }].');
  }
  // Medusa adds the connection of its own database.
  const { database: _database, ...options }: Record<string, unknown> = { ...given };
  for (const name of BROUGHT) {
    if (options[name] !== undefined) throw invalid(name, "is brought by Medusa. Leave it out.");
  }
  const { currency, convert, cancelUnpaidAfter, completeCartWorkflow, checkout, ...core } = options;
  const config = {
    currencies: readCurrencies(currency),
    convert: isConvert(convert) ? convert : undefined,
    cancelUnpaidAfterMs: readHours(cancelUnpaidAfter),
    completeCartWorkflow: readWorkflow(completeCartWorkflow),
    isDeliveryNamed: core["delivery"] !== undefined,
    mount: isPage(checkout) ? { checkout } : {},
    core,
  };
  if (checkout !== undefined && !isPage(checkout)) {
    throw invalid("checkout", 'is an object like { merchantName: "My shop" }, or a function that gives one.');
  }
  if (convert !== undefined && config.convert === undefined) {
    throw invalid("convert", 'is a function of { amount, currency } that gives a price like "28.40".');
  }
  if (config.currencies.length === 0 && config.convert === undefined) {
    throw invalid(
      "currency",
      'is missing: the currency in which your account at CoinCoin takes prices, like "usd". Carts in other currencies need `convert`.',
    );
  }
  return config;
}

function readCurrencies(value: unknown): readonly string[] {
  if (value === undefined) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((code) => {
    if (typeof code === "string" && /^[a-z]{3}$/i.test(code)) return code.toLowerCase();
    throw invalid("currency", `is a code of three letters like "usd", or a list of them.`);
  });
}

function readHours(value: unknown): number | null {
  if (value === undefined) return null;
  if (typeof value === "number" && value >= 0 && value <= 8760) return value * HOUR_MS;
  throw invalid("cancelUnpaidAfter", "is a number of hours from 0 to 8760. Leave it out to never cancel.");
}

function readWorkflow(value: unknown): string {
  if (value === undefined) return "complete-cart";
  if (typeof value === "string" && value.trim() !== "") return value;
  throw invalid("completeCartWorkflow", 'is the id of a workflow, like "complete-cart".');
}

function isConvert(value: unknown): value is NonNullable<CoinCoinPluginOptions["convert"]> {
  return typeof value === "function";
}

function isPage(value: unknown): value is NonNullable<CoinCoinPluginOptions["checkout"]> {
  return typeof value === "function" || (typeof value === "object" && value !== null);
}

function invalid(option: string, problem: string): MedusaError {
  return new MedusaError(MedusaError.Types.INVALID_DATA, `@coincoin/medusa: option ${option} ${problem}`);
}
