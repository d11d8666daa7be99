import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { CoinCoinService } from "@coincoin/nestjs";
import { Injectable, NotFoundException } from "@nestjs/common";
import { type Product, price, ShopDatabase, type ShopOrder } from "./shop.database.js";

@Injectable()
export class ShopService {
  constructor(
    private readonly shop: ShopDatabase,
    private readonly coincoin: CoinCoinService,
  ) {}

  products(): Product[] {
    return this.shop.products();
  }

  /** Places an order of the shop's own, and gives the page on which its customer pays it. */
  async buy(productId: string, customer: string): Promise<string> {
    const product = this.shop.product(productId);
    if (product === undefined) throw new NotFoundException("There is no such product.");
    // Long enough that nobody finds another's order by trying.
    const id = `order-${randomBytes(12).toString("hex")}`;
    this.shop.place(id, product);
    return this.paymentPage(id, customer);
  }

  /** The same page while the payment is open; after it has expired a new one, which asks for what has not come yet. */
  async paymentPage(orderId: string, customer: string): Promise<string> {
    const { id, cents } = this.order(orderId);
    const { paymentId } = await this.coincoin.createOrder({ reference: id, price: price(cents), customer });
    return this.coincoin.checkoutUrl(paymentId);
  }

  order(id: string): ShopOrder {
    const order = this.shop.order(id);
    if (order === undefined) throw new NotFoundException("There is no such order.");
    return order;
  }

  /** Which order of the shop a payment is for, told to whoever has the key of its payment page. */
  async orderOf(paymentId: string, key: unknown): Promise<string> {
    const payment = same(String(key), this.coincoin.viewKey(paymentId))
      ? await this.coincoin.getOrder(paymentId)
      : undefined;
    if (payment === undefined) throw new NotFoundException("There is no such payment.");
    return payment.reference;
  }
}

function same(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
