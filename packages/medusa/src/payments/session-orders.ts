import { setTimeout } from "node:timers/promises";
import {
  type CoinCoin,
  type CreateOrderRequest,
  type IssuedOrder,
  isCoinCoinError,
  isIssued,
  type Order,
  type Purchase,
} from "@coincoin/core";
import { MedusaError } from "@medusajs/framework/utils";
import { customerIdOf, readCollection, type Session } from "../medusa/rows.ts";
import { dueOf } from "../placing/decision.ts";
import { type AccountFacts, accountOf, covers, withoutPaymentOf } from "./account.ts";
import type { Accounts } from "./accounts.ts";
import type { GatewayAccounts } from "./gateway-accounts.ts";
import { paymentIdOf, referenceOf, sessionIdOf } from "./ids.ts";
import { difference, isPositive, smallest } from "./money.ts";
import { priceOf } from "./price.ts";
import { CART_AMOUNT, CART_CURRENCY, CART_PROVIDER, worthOf } from "./worth.ts";

/** A customer waits for their address no longer than this. */
const LONGEST_WAIT_MS = 15_000;
const ASK_AGAIN_MS = 1_000;

type Asking = Pick<Session, "id" | "collectionId" | "amount" | "currency" | "providerId">;

/** The CoinCoin orders of payment sessions, of which a payment collection may have had several. */
export class SessionOrders {
  readonly #gateways: GatewayAccounts;
  readonly #accounts: Accounts;

  constructor(gateways: GatewayAccounts, accounts: Accounts) {
    this.#gateways = gateways;
    this.#accounts = accounts;
  }

  /**
   * The order that a customer of this session pays now: the one the session names, else the latest that was made for
   * it, else for its collection. Undefined where the session is covered, or has no order in its currency.
   */
  async current(session: Pick<Session, "id" | "collectionId" | "amount" | "currency" | "data">) {
    const facts = await this.#accounts.facts(session);
    const account = accountOf(withoutPaymentOf(facts, session.id), isoNow());
    const orders = ordersIn(facts, session.currency);
    const named = orders.find((order) => order.paymentId === session.data["payment_id"]);
    const order = named ?? latestOf(orders, session.id) ?? orders.at(-1);
    return { order, isCovered: covers(account, session.amount) };
  }

  /**
   * The order to pay for what is still missing of the session's amount; undefined when nothing is.
   * @throws MedusaError for a currency that CoinCoin does not take here, CoinCoinError when it makes no order.
   */
  async issue(session: Asking): Promise<IssuedOrder | undefined> {
    const facts = withoutPaymentOf(await this.#accounts.facts(session), session.id);
    const now = isoNow();
    const due = await this.#due(session, facts);
    if (!isPositive(due) || covers(accountOf(facts, now), due)) return undefined;
    const { coincoin, prices } = this.#gateways.ofProvider(session.providerId);
    const { purchases } = facts;
    // What came to a purchase that is not paid yet is taken off by CoinCoin's own rules, as its credit.
    const isOwn = (purchase: Purchase) => purchase.appId === coincoin.appId;
    const paid = purchases.filter((purchase) => isOwn(purchase) && purchase.paid !== null);
    const elsewhere = purchases.filter((purchase) => !isOwn(purchase));
    const asked = difference(due, accountOf({ ...facts, purchases: paid }, now).free);
    // Another account of the store's knows nothing of this one: what was seen there is not asked for again.
    const rest = difference(asked, worthOf(elsewhere, session.currency, "received"));
    if (!isPositive(rest)) return undefined;
    const { price, amount } = await priceOf(
      { amount: rest, currency: session.currency },
      prices,
      rest !== session.amount,
    );
    const orders = purchases.flatMap((purchase) => purchase.attempts);
    const reference = referenceOf(session.collectionId, paid.length + 1);
    const metadata = {
      [CART_AMOUNT]: amount,
      [CART_CURRENCY]: session.currency,
      [CART_PROVIDER]: session.providerId,
    };
    const serves = (order: Order, index: number) =>
      order.appId === coincoin.appId &&
      order.reference === reference &&
      order.price === price &&
      Object.entries(metadata).every(([name, value]) => order.metadata[name] === value) &&
      servesStill(order, session.id, now) &&
      !orders.slice(index + 1).some(gotAnything);
    try {
      const order = await create(coincoin, {
        paymentId: orders.findLast(serves)?.paymentId ?? nextPaymentId(orders, session.id),
        reference,
        price,
        customer: await customerIdOf(session.collectionId),
        metadata,
      });
      // What came before may pay the price that is asked now.
      return order.paid === null ? order : undefined;
    } catch (error) {
      // Paid or about to be, while we asked: the session stands for it.
      if (isCoinCoinError(error, "already_paid") || isCoinCoinError(error, "already_covered"))
        return undefined;
      throw error;
    }
  }

  /** A session of an order that was paid in part is for all of its collection, and may be asked for the rest only. */
  async #due({ amount, collectionId }: Asking, { payments }: AccountFacts): Promise<string> {
    if (payments.length === 0) return amount;
    const collection = await readCollection(collectionId);
    return collection === undefined ? amount : smallest(amount, dueOf(collection));
  }
}

/** While CoinCoin is slow, core refuses with `order_busy` and asks on: the same call finds the order a little later. */
async function create(coincoin: CoinCoin, request: CreateOrderRequest): Promise<IssuedOrder> {
  const until = performance.now() + LONGEST_WAIT_MS;
  for (;;) {
    try {
      return await coincoin.createOrder(request);
    } catch (error) {
      if (!isCoinCoinError(error, "order_busy") || performance.now() > until) throw error;
      await setTimeout(ASK_AGAIN_MS);
    }
  }
}

function ordersIn({ purchases }: AccountFacts, currency: string): readonly Order[] {
  return purchases
    .flatMap((purchase) => purchase.attempts)
    .filter((order) => order.metadata[CART_CURRENCY] === currency);
}

function latestOf(orders: readonly Order[], sessionId: string): Order | undefined {
  return orders.findLast((order) => sessionIdOf(order.paymentId) === sessionId);
}

/**
 * Whether asking again under the same id is right: it still takes money, was certainly never made for this session, or is being asked
 * for right now, for whichever session: who presses again before CoinCoin has answered gets the order of the first press.
 */
function servesStill(order: Order, sessionId: string, now: string): boolean {
  if (isIssued(order)) return !order.lapsed && !order.invalidSeen && order.expiresAt > now;
  const { outcome, maybeMade, leaseUntil } = order.creation;
  if (outcome === "asking" && leaseUntil > now) return true;
  const isOwn = sessionIdOf(order.paymentId) === sessionId;
  return isOwn && (outcome === "asking" || (outcome === "refused" && !maybeMade));
}

/** An order that was made before this one asks for what came to this one once more. */
function gotAnything(order: Order): boolean {
  return isIssued(order) && Object.values(order.received).some(isPositive);
}

function nextPaymentId(orders: readonly Order[], sessionId: string): string {
  const issue = 1 + orders.filter((order) => sessionIdOf(order.paymentId) === sessionId).length;
  const paymentId = paymentIdOf(sessionId, issue);
  if (paymentId !== undefined) return paymentId;
  throw new MedusaError(
    MedusaError.Types.INVALID_DATA,
    `"${sessionId}" is not an id of a payment session of this store.`,
  );
}

function isoNow(): string {
  return new Date().toISOString();
}
