import { coversPrice, type EventOf } from "@coincoin/core";
import { CoinCoinModule, type CoinCoinService, InjectCoinCoin, OnCoinCoin } from "@coincoin/nestjs";
import { Injectable, Module } from "@nestjs/common";

@Injectable()
export class Orders {
  constructor(
    @InjectCoinCoin("eu") private readonly eu: CoinCoinService,
    @InjectCoinCoin("us") private readonly us: CoinCoinService,
  ) {}

  create(region: "eu" | "us", reference: string) {
    return this[region].createOrder({ reference, price: "25.00" });
  }

  @OnCoinCoin("order.paid", { name: "eu" })
  shipFromBerlin({ reference, price }: EventOf<"order.paid">): void {
    console.log(coversPrice(price, "25.00") ? "ship from Berlin" : "ask a person about", reference);
  }

  @OnCoinCoin("order.paid", { name: "us" })
  shipFromAustin({ reference, price }: EventOf<"order.paid">): void {
    console.log(coversPrice(price, "25.00") ? "ship from Austin" : "ask a person about", reference);
  }
}

@Module({
  imports: [
    CoinCoinModule.forRoot({ name: "eu", path: "pay/eu", publicUrl: "https://shop.example/pay/eu" }),
    CoinCoinModule.forRoot({ name: "us", path: "pay/us", publicUrl: "https://shop.example/pay/us" }),
  ],
  providers: [Orders],
})
export class OrdersModule {}
export {};
