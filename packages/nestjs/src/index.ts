export { CoinCoinModule } from "./coincoin.module.ts";
export { CoinCoinService } from "./coincoin.service.ts";
export { OnCoinCoin } from "./on-coincoin.ts";
export type {
  CoinCoinHttpOptions,
  CoinCoinModuleExtras,
  CoinCoinModuleOptions,
  CoinCoinOptionsFactory,
} from "./options.ts";
export { CoinCoinNotification, CoinCoinWebhookGuard, type TakenNotification } from "./webhook.guard.ts";
