import type { EventOf } from "@coincoin/core";
import { OnCoinCoin } from "@coincoin/nestjs";
import { Injectable } from "@nestjs/common";

@Injectable()
export class Reminders {
  @OnCoinCoin(["order.underpaid", "order.expired"])
  async remind(event: EventOf<"order.underpaid" | "order.expired">): Promise<void> {
    console.log("remind the customer of", event.reference, "because of", event.type);
  }
}
export {};
