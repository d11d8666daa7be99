import { CoinCoinService } from "@coincoin/nestjs";
import { type CanActivate, Controller, Post, Req, UseGuards } from "@nestjs/common";

class SignedIn implements CanActivate {
  canActivate = () => true;
}

@Controller("cart")
export class CartController {
  constructor(private readonly coincoin: CoinCoinService) {}

  @Post("order")
  @UseGuards(SignedIn)
  async order(@Req() request: { readonly session: { readonly cart: string } }) {
    const order = await this.coincoin.createOrder({ reference: request.session.cart, price: "25.00" });
    return { ...this.coincoin.publicOrder(order), viewKey: this.coincoin.viewKey(order.paymentId) };
  }
}
export {};
