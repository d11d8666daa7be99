import type { NodeMountOptions } from "@coincoin/core/node";
import {
  type AccountConfig,
  type AccountCoreOptions,
  type AccountOptions,
  type CurrencyOptions,
  invalidOption,
  readAccount,
  readAccounts,
} from "./account-options.ts";

/**
 * What stands under `plugins: [{ resolve: "@coincoin/medusa", options }]`, and nowhere else. Everything of
 * `CoinCoinOptions` but what Medusa brings: its database, its log, its clock.
 */
export interface CoinCoinPluginOptions extends AccountCoreOptions, CurrencyOptions {
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
  /**
   * More accounts at CoinCoin, each by the `id` of the payment provider's entry that sells through it: `{ europe: { appId,
   * secretKey, currency: "eur" } }` is sold through by `pp_coincoin_europe`, and has its webhook below
   * `<publicUrl>/europe`. Every other entry sells through the plugin's own account.
   */
  readonly accounts?: Readonly<Record<string, AccountOptions>> | undefined;
}

/** The options, split into what is ours and what is core's. */
export interface PluginConfig extends AccountConfig {
  readonly accounts: ReadonlyMap<string, AccountConfig>;
  /** Null: never. */
  readonly cancelUnpaidAfterMs: number | null;
  readonly completeCartWorkflow: string;
  /** True where the merchant named a delivery mode: then it also holds outside of `medusa start`. */
  readonly isDeliveryNamed: boolean;
  readonly mount: Pick<NodeMountOptions, "checkout">;
}

const HOUR_MS = 3_600_000;

/** @throws MedusaError `invalid_data`, its message names the option. */
export function readPluginOptions(given: unknown): PluginConfig {
  if (typeof given !== "object" || given === null) {
    throw invalidOption(
      "options",
      'are missing: plugins: [{ resolve: "@coincoin/medusa", options: { … } }].',
    );
  }
  // Medusa adds the connection of its own database.
  const { database: _database, ...options }: Record<string, unknown> = { ...given };
  const { accounts, cancelUnpaidAfter, completeCartWorkflow, checkout, ...own } = options;
  if (checkout !== undefined && !isPage(checkout)) {
    throw invalidOption(
      "checkout",
      'is an object like { merchantName: "My shop" }, or a function that gives one.',
    );
  }
  return {
    ...readAccount(own),
    accounts: readAccounts(accounts, own),
    cancelUnpaidAfterMs: readHours(cancelUnpaidAfter),
    completeCartWorkflow: readWorkflow(completeCartWorkflow),
    isDeliveryNamed: own["delivery"] !== undefined,
    mount: checkout === undefined ? {} : { checkout },
  };
}

function readHours(value: unknown): number | null {
  if (value === undefined) return null;
  if (typeof value === "number" && value >= 0 && value <= 8760) return value * HOUR_MS;
  throw invalidOption(
    "cancelUnpaidAfter",
    "is a number of hours from 0 to 8760. Leave it out to never cancel.",
  );
}

function readWorkflow(value: unknown): string {
  if (value === undefined) return "complete-cart";
  if (typeof value === "string" && value.trim() !== "") return value;
  throw invalidOption("completeCartWorkflow", 'is the id of a workflow, like "complete-cart".');
}

function isPage(value: unknown): value is NonNullable<CoinCoinPluginOptions["checkout"]> {
  return typeof value === "function" || (typeof value === "object" && value !== null);
}
