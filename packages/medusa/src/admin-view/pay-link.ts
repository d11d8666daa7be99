import type CoinCoinModuleService from "../modules/coincoin/service.ts";
import { readBill } from "../pay-links/bill.ts";

/** What an order owes, with the link by which its customer pays it. */
export interface PayLinkView {
  readonly url: string;
  readonly amount: string;
  readonly currency: string;
}

/** Null where the order owes nothing, or is not sold through CoinCoin. */
export async function payLinkOf(module: CoinCoinModuleService, orderId: string): Promise<PayLinkView | null> {
  const bill = await readBill(module, orderId);
  if (bill.type !== "due") return null;
  const { currency } = bill.order;
  return { url: module.payLinks.urlOf(orderId, Date.now()), amount: bill.rest, currency };
}
