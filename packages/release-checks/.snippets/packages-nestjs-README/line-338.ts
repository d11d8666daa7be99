import { CoinCoinNotification, CoinCoinWebhookGuard, type TakenNotification } from "@coincoin/nestjs";
import { Controller, HttpCode, Post, UseGuards } from "@nestjs/common";

@Controller("hooks")
export class HooksController {
  @Post("coincoin/:token")
  @HttpCode(200)
  @UseGuards(CoinCoinWebhookGuard)
  taken(@CoinCoinNotification() { outcome, notification }: TakenNotification): string {
    return `${notification.paymentId}: ${outcome}`;
  }
}
export {};
