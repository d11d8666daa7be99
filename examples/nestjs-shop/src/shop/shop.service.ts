import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { isCoinCoinError, isIssued } from "@coincoin/core";
import { CoinCoinService } from "@coincoin/nestjs";
import { Injectable, Logger, NotFoundException } from "@nestjs/common";
import { type Product, price, ShopDatabase, type ShopOrder } from "./shop.database.js";

@Injectable()
export class ShopService {
  private readonly logger = new Logger("payments");

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

  /**
   * The same page while the payment is open; after it has expired a new one, which asks for what has not come yet. Where there is none,
   * the order's own with the reason: who bought something must not lose their order over it.
   */
  async paymentPage(orderId: string, customer: string): Promise<string> {
    const { id, cents } = this.order(orderId);
    try {
      const { paymentId } = await this.coincoin.createOrder({ reference: id, price: price(cents), customer });
      return this.coincoin.checkoutUrl(paymentId);
    } catch (error) {
      if (!isCoinCoinError(error)) throw error;
      this.logger.warn(`No payment page for ${id}: ${error.code}: ${error.message}`);
      return `/orders/${id}?payment=${error.code}`;
    }
  }

  /** After `order_busy` the order goes on being asked for: its payment page once it is there, and whether it may still come. */
  async preparation(orderId: string): Promise<{ readonly pageUrl?: string; readonly isUnderWay: boolean }> {
    const latest = (await this.coincoin.getPurchase(orderId))?.attempts.at(-1);
    if (latest === undefined) return { isUnderWay: false };
    if (isIssued(latest)) return { pageUrl: this.coincoin.checkoutUrl(latest.paymentId), isUnderWay: false };
    const { outcome, leaseUntil } = latest.creation;
    return { isUnderWay: outcome === "asking" && Date.parse(leaseUntil) > Date.now() };
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
