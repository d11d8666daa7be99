import type { EventOf } from "@coincoin/core";
import { OnCoinCoin } from "@coincoin/nestjs";
import { Injectable } from "@nestjs/common";
import { ShopDatabase } from "./shop.database.js";

/** What the shop does when CoinCoin has news of an order. Every method may be called twice for the same event. */
@Injectable()
export class Fulfilment {
  constructor(private readonly shop: ShopDatabase) {}

  @OnCoinCoin("order.paid")
  paid(event: EventOf<"order.paid">): void {
    this.shop.fulfil(event.id, event.reference, event.at);
  }

  /** All the money, after the deadline: the stock may be gone. A person decides, and finds it in the attention list. */
  @OnCoinCoin("order.paid_late")
  paidLate(event: EventOf<"order.paid_late">): void {
    this.shop.setStatus(event.reference, "needs a person");
  }

  @OnCoinCoin("order.underpaid")
  underpaid(event: EventOf<"order.underpaid">): void {
    this.shop.setStatus(event.reference, "needs a person");
  }

  @OnCoinCoin("order.expired")
  expired(event: EventOf<"order.expired">): void {
    this.shop.setStatus(event.reference, "not paid");
  }

  @OnCoinCoin("order.invalid")
  invalid(event: EventOf<"order.invalid">): void {
    this.shop.setStatus(event.reference, "not paid");
  }
}
