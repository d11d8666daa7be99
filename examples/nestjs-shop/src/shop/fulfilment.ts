import { coversPrice, type EventOf } from "@coincoin/core";
import { OnCoinCoin } from "@coincoin/nestjs";
import { Injectable } from "@nestjs/common";
import { price, ShopDatabase } from "./shop.database.js";

/** What the shop does when CoinCoin has news of an order. Every method may be called twice for the same event. */
@Injectable()
export class Fulfilment {
  constructor(private readonly shop: ShopDatabase) {}

  /** The money is there: ship, if it pays for what the order costs now. */
  @OnCoinCoin("order.paid")
  paid(event: EventOf<"order.paid">): void {
    const order = this.shop.order(event.reference);
    if (order !== undefined && coversPrice(event.price, price(order.cents))) {
      this.shop.fulfil(event.id, event.reference, event.at);
    } else {
      this.shop.setStatus(event.reference, "needs a person");
    }
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
