import { isIssued, type Purchase } from "@coincoin/core";
import type { Ledger } from "../ledger/ledger.ts";
import { type Collection, readPayments } from "../medusa/rows.ts";
import { type Account, type AccountFacts, accountOf, withoutPaymentOf, withoutRefund } from "./account.ts";
import type { GatewayAccounts } from "./gateway-accounts.ts";
import { referenceOf } from "./ids.ts";
import { isOurs } from "./providers.ts";
import { CART_PROVIDER } from "./worth.ts";

/** More parts than a cart is ever paid in. */
const MAX_PARTS = 50;

export interface Whose {
  readonly collectionId: string;
  /** Lower case. */
  readonly currency: string;
}

/** Reads what the account of a payment collection is made of, wherever it is kept. */
export class Accounts {
  readonly #gateways: GatewayAccounts;
  readonly #ledger: Ledger;

  constructor(gateways: GatewayAccounts, ledger: Ledger) {
    this.#gateways = gateways;
    this.#ledger = ledger;
  }

  /** Everything a payment collection has asked for and received, in the order in which it was asked. */
  async purchases(collectionId: string): Promise<Purchase[]> {
    const found: Purchase[] = [];
    for (const { coincoin } of this.#gateways.all) {
      for (let part = 1; part <= MAX_PARTS; part++) {
        const purchase = await coincoin.getPurchase(referenceOf(collectionId, part));
        if (purchase === undefined) break;
        found.push(purchase);
      }
    }
    return found.toSorted((a, b) => askedAt(a).localeCompare(askedAt(b)));
  }

  /** Whether anything ever came for it, or was assigned to it: of most carts nothing did. */
  async hasReceived(collectionId: string): Promise<boolean> {
    const purchases = await this.purchases(collectionId);
    const orders = purchases.flatMap((purchase) => purchase.attempts).filter(isIssued);
    if (orders.some((order) => Object.keys(order.received).length > 0)) return true;
    return Object.keys((await this.#ledger.entries(collectionId)).assigned).length > 0;
  }

  async facts({ collectionId, currency }: Whose): Promise<AccountFacts> {
    const [purchases, entries, payments] = await Promise.all([
      this.purchases(collectionId),
      this.#ledger.entries(collectionId),
      readPayments(collectionId),
    ]);
    return {
      currency,
      purchases,
      ...entries,
      payments: payments.filter((payment) => isOurs(payment.providerId) && !payment.isCanceled),
    };
  }

  async read(whose: Whose): Promise<Account> {
    return accountOf(await this.facts(whose), isoNow());
  }

  /** What a session may be captured of: what its own payment booked is not taken off. */
  async readFor({ id, ...whose }: Whose & { readonly id: string }): Promise<Account> {
    return accountOf(withoutPaymentOf(await this.facts(whose), id), isoNow());
  }

  /** Before Medusa's refund with this id. */
  async readBefore(refundId: string | undefined, whose: Whose): Promise<Account> {
    return accountOf(withoutRefund(await this.facts(whose), refundId), isoNow());
  }

  async heldFor({ id, currency }: Pick<Collection, "id" | "currency">): Promise<string> {
    return (await this.read({ collectionId: id, currency })).held;
  }

  /** The provider's entry that the customer was asked through last. */
  async providerOf(collectionId: string): Promise<string | undefined> {
    const orders = (await this.purchases(collectionId)).flatMap((purchase) => purchase.attempts);
    return orders.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt)).at(-1)?.metadata[CART_PROVIDER];
  }
}

function askedAt({ attempts }: Purchase): string {
  return attempts[0]?.createdAt ?? "";
}

function isoNow(): string {
  return new Date().toISOString();
}
