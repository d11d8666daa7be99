import type { CoinCoin, CoinCoinOptions } from "@coincoin/core";
import { linkOf, type OrderLink, pathOf, readLink, readPath, type SecretKeys } from "./link.ts";

/** Addresses on the store's site by which what an order owes is paid. */
export class PayLinks {
  readonly #coincoin: Pick<CoinCoin, "checkoutUrl">;
  readonly #keys: SecretKeys;

  constructor(coincoin: Pick<CoinCoin, "checkoutUrl">, keys: SecretKeys) {
    this.#coincoin = coincoin;
    this.#keys = keys;
  }

  /** Good for 30 days. @throws CoinCoinError `public_url_missing` */
  urlOf(orderId: string, now: number): string {
    return this.#below(pathOf(linkOf(orderId, now), this.#keys));
  }

  /** The link that this is, where its key is right. It may be over. */
  read(orderId: string, search: string): OrderLink | undefined {
    return readLink(orderId, new URLSearchParams(search), this.#keys);
  }

  /** A payment page that knows the link its customer came by. */
  pageWith(link: OrderLink, checkoutUrl: string): string {
    return `${checkoutUrl}&back=${encodeURIComponent(pathOf(link, this.#keys))}`;
  }

  /** The link that a customer of this payment page came by. */
  backFrom(pageUrl: string): string | undefined {
    const back = new URLSearchParams(/\?(.*)$/.exec(pageUrl)?.[1]).get("back");
    return back !== null && readPath(back, this.#keys) !== undefined ? this.#below(back) : undefined;
  }

  #below(path: string): string {
    const checkoutUrl = this.#coincoin.checkoutUrl("order");
    return checkoutUrl.slice(0, checkoutUrl.lastIndexOf("/checkout/") + 1) + path;
  }
}

export function secretKeysOf({ secretKey }: CoinCoinOptions): SecretKeys {
  if (typeof secretKey === "string") return [secretKey];
  return secretKey ?? (process.env["COINCOIN_SECRET_KEY"] ?? "").split(",");
}
