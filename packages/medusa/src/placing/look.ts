import { collectionIdsOfCart, collectionIdsOfOrder } from "../medusa/rows.ts";
import type CoinCoinModuleService from "../modules/coincoin/service.ts";

type Module = Pick<CoinCoinModuleService, "accounts" | "settlement" | "log">;

/** Something happened to an order in the store: looks again at the money that came for it. */
export async function lookAtOrder(module: Module, orderId: string): Promise<void> {
  await lookAt(module, await collectionIdsOfOrder(orderId));
}

/** As `lookAtOrder`. A cart that costs less now may be covered by what came for it. */
export async function lookAtCart(module: Module, cartId: string): Promise<void> {
  await lookAt(module, await collectionIdsOfCart(cartId));
}

export async function lookAt(
  { accounts, settlement, log }: Module,
  collectionIds: readonly string[],
): Promise<void> {
  for (const collectionId of collectionIds) {
    if (!(await accounts.hasReceived(collectionId))) continue;
    try {
      await settlement.place(collectionId);
    } catch (error) {
      // CoinCoin's own events try again; this one is only early.
      log.warn({ err: error, collection: collectionId }, "a payment collection could not be looked at");
    }
  }
}
