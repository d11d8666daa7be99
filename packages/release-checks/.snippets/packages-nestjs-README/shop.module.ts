import { coversPrice, type EventOf } from "@coincoin/core";
import { CoinCoinModule, CoinCoinService, OnCoinCoin } from "@coincoin/nestjs";
import { sqliteStore } from "@coincoin/sql/sqlite";
import { Controller, Injectable, Module, Param, Post, Redirect } from "@nestjs/common";

/** What a cart costs is the shop's to say, never the browser's. */
function priceOf(_cart: string): string {
  return "25.00";
}

@Injectable()
export class Fulfilment {
  @OnCoinCoin("order.paid")
  async ship(event: EventOf<"order.paid">): Promise<void> {
    // A cart that grew after its address was shown is paid at the price that was asked.
    const isEnough = coversPrice(event.price, priceOf(event.reference));
    console.log(isEnough ? "ship" : "ask a person about", event.reference, "once, under", event.id);
  }
}

@Controller("buy")
export class BuyController {
  constructor(private readonly coincoin: CoinCoinService) {}

  @Post(":cart")
  @Redirect()
  async buy(@Param("cart") cart: string): Promise<{ url: string; statusCode: number }> {
    const order = await this.coincoin.createOrder({ reference: cart, price: priceOf(cart) });
    return { url: this.coincoin.checkoutUrl(order.paymentId), statusCode: 303 };
  }
}

@Module({
  imports: [CoinCoinModule.forRoot({ store: sqliteStore("coincoin.db") })],
  controllers: [BuyController],
  providers: [Fulfilment],
})
export class ShopModule {}
export {};
