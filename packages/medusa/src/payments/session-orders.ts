import {
  type CoinCoin,
  CoinCoinError,
  type IssuedOrder,
  isCoinCoinError,
  isIssued,
  type Order,
  type Purchase,
} from "@coincoin/core";
import { MedusaError } from "@medusajs/framework/utils";
import type { Session } from "../medusa/rows.ts";
import type { PluginConfig } from "../options.ts";
import type { Assignments } from "./assignments.ts";
import { CART_AMOUNT, CART_CURRENCY, CART_PROVIDER, type Coverage, coverageOf, covers } from "./coverage.ts";
import { asMedusaError } from "./errors.ts";
import { paymentIdOf, referenceOf, sessionIdOf } from "./ids.ts";
import { difference, isPositive, largest, priceOf, sum } from "./money.ts";

type Amounts = Pick<Session, "id" | "collectionId" | "amount" | "currency" | "providerId">;

/** More parts than a cart is ever paid in. */
const MAX_PARTS = 50;
const MINIMUM_PRICE = "10";

/** The CoinCoin orders of payment sessions, of which a payment collection may have had several. */
export class SessionOrders {
  readonly #coincoin: CoinCoin;
  readonly #config: Pick<PluginConfig, "currencies" | "convert">;
  readonly #assignments: Assignments;

  constructor(
    coincoin: CoinCoin,
    config: Pick<PluginConfig, "currencies" | "convert">,
    assignments: Assignments,
  ) {
    this.#coincoin = coincoin;
    this.#config = config;
    this.#assignments = assignments;
  }

  /** Everything a payment collection has asked for and received, in the order in which it was asked. */
  async purchases(collectionId: string): Promise<Purchase[]> {
    const found: Purchase[] = [];
    for (let part = 1; part <= MAX_PARTS; part++) {
      const purchase = await this.#coincoin.getPurchase(referenceOf(collectionId, part));
      if (purchase === undefined) break;
      found.push(purchase);
    }
    return found;
  }

  /** What came for a payment collection, with what was assigned to it from others or away from it. */
  async coverage({ collectionId, currency }: Pick<Session, "collectionId" | "currency">): Promise<Coverage> {
    return this.#coverage(await this.purchases(collectionId), collectionId, currency);
  }

  async #coverage(purchases: readonly Purchase[], collectionId: string, currency: string): Promise<Coverage> {
    const came = coverageOf(purchases, currency, new Date().toISOString());
    const assigned = await this.#assignments.net(collectionId, currency);
    return {
      ...came,
      confirmed: sum([came.confirmed, assigned]),
      received: sum([came.received, assigned]),
    };
  }

  /** The order that a customer of this session pays now: the latest that was made for it, else for its collection. */
  async current({ id, collectionId }: Pick<Session, "id" | "collectionId">): Promise<Order | undefined> {
    const orders = (await this.purchases(collectionId)).flatMap((purchase) => purchase.attempts);
    return latestOf(orders, id) ?? orders.at(-1);
  }

  /**
   * The order to pay for what is still missing of the session's amount; undefined when nothing is.
   * @throws MedusaError for a currency or a price that CoinCoin does not take, and when it makes no order.
   */
  async issue(session: Amounts): Promise<IssuedOrder | undefined> {
    const purchases = await this.purchases(session.collectionId);
    const now = new Date().toISOString();
    const paid = purchases.filter((purchase) => purchase.paid !== null);
    const coverage = await this.#coverage(paid, session.collectionId, session.currency);
    if (covers(coverage, session.amount)) return undefined;
    const rest = difference(session.amount, coverage.confirmed);
    const price = await this.#price(rest, session.currency, rest !== session.amount);
    const orders = purchases.flatMap((purchase) => purchase.attempts);
    const latest = latestOf(orders, session.id);
    const current = latest?.price === price && servesStill(latest, now) ? latest : undefined;
    if (current !== undefined && isIssued(current)) return current;
    try {
      return await this.#coincoin.createOrder({
        paymentId: current?.paymentId ?? nextPaymentId(orders, session.id),
        reference: referenceOf(session.collectionId, paid.length + 1),
        price,
        metadata: {
          [CART_AMOUNT]: rest,
          [CART_CURRENCY]: session.currency,
          [CART_PROVIDER]: session.providerId,
        },
      });
    } catch (error) {
      // Paid or about to be, while we asked: the session stands for it.
      if (isCoinCoinError(error, "already_paid") || isCoinCoinError(error, "already_covered"))
        return undefined;
      throw asMedusaError(error);
    }
  }

  async #price(amount: string, currency: string, isRest: boolean): Promise<string> {
    const { currencies, convert } = this.#config;
    let price: string | undefined = currencies.includes(currency) ? amount : undefined;
    if (price === undefined && convert !== undefined) price = await convert({ amount, currency });
    if (price === undefined) {
      const known = currencies.map((code) => code.toUpperCase()).join(", ");
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        `CoinCoin cannot be paid in ${currency.toUpperCase()} here${known === "" ? "" : `, only in ${known}`}. The merchant may add the currency, or a conversion.`,
      );
    }
    if (!/^[0-9]+(\.[0-9]+)?$/.test(price) || !isPositive(price)) {
      const problem = `convert gave ${JSON.stringify(price)} for ${amount} ${currency}; a price like "28.40" was expected.`;
      throw asMedusaError(new CoinCoinError("price_invalid", problem));
    }
    // A rest below the gateway's minimum cannot be asked for alone; what is paid too much is told to the merchant.
    return isRest ? largest(priceOf(price), MINIMUM_PRICE) : priceOf(price);
  }
}

function latestOf(orders: readonly Order[], sessionId: string): Order | undefined {
  return orders.findLast((order) => sessionIdOf(order.paymentId) === sessionId);
}

/** Whether asking again under the same id is right: it still takes money, or was certainly never made. */
function servesStill(order: Order, now: string): boolean {
  if (isIssued(order)) return order.status === "receiving" && !order.invalidSeen && order.expiresAt > now;
  const { outcome, maybeMade } = order.creation;
  return outcome === "asking" || (outcome === "refused" && !maybeMade);
}

function nextPaymentId(orders: readonly Order[], sessionId: string): string {
  const issue = 1 + orders.filter((order) => sessionIdOf(order.paymentId) === sessionId).length;
  const paymentId = paymentIdOf(sessionId, issue);
  if (paymentId !== undefined) return paymentId;
  throw new MedusaError(
    MedusaError.Types.INVALID_DATA,
    `"${sessionId}" is no id of a payment session of this store.`,
  );
}
