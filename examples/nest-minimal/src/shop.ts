import { coversPrice, type EventOf } from "@coincoin/core";
import { CoinCoinModule, CoinCoinService, OnCoinCoin } from "@coincoin/nestjs";
import { sqliteStore } from "@coincoin/sql/sqlite";
import { Controller, Injectable, Module, Param, Post, Redirect } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";

/** What a cart costs is for the shop to say, never for the browser. */
function priceOf(_cart: string): string {
  return "25.00";
}

@Injectable()
class Fulfilment {
  @OnCoinCoin("order.paid")
  ship(event: EventOf<"order.paid">): void {
    // A cart may have grown after its address was shown: compare what was paid with what it costs now.
    const isEnough = coversPrice(event.price, priceOf(event.reference));
    console.log(isEnough ? "ship" : "ask a person about", event.reference, "once, under", event.id);
  }
}

@Controller("buy")
class BuyController {
  constructor(private readonly coincoin: CoinCoinService) {}

  @Post(":cart")
  @Redirect()
  async buy(@Param("cart") cart: string): Promise<{ url: string; statusCode: number }> {
    const order = await this.coincoin.createOrder({ reference: cart, price: priceOf(cart) });
    return { url: this.coincoin.checkoutUrl(order.paymentId), statusCode: 303 };
  }
}

@Module({
  imports: [CoinCoinModule.forRoot({ store: sqliteStore(process.env.DATABASE ?? "coincoin.db") })],
  controllers: [BuyController],
  providers: [Fulfilment],
})
class ShopModule {}

const app = await NestFactory.create(ShopModule);
app.enableShutdownHooks();
await app.listen(process.env.PORT ?? 3000);
console.log("webhook address:", app.get(CoinCoinService).webhookUrl());
