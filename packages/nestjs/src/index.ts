export { CoinCoinModule } from "./coincoin.module.ts";
export { CoinCoinService } from "./coincoin.service.ts";
export { CoinCoinExceptionFilter } from "./exception.filter.ts";
export { OnCoinCoin, type OnCoinCoinOptions } from "./on-coincoin.ts";
export type {
  CoinCoinHttpOptions,
  CoinCoinModuleAsyncOptions,
  CoinCoinModuleExtras,
  CoinCoinModuleOptions,
  CoinCoinOptionsFactory,
} from "./options.ts";
export { getCoinCoinOptionsToken, getCoinCoinToken, InjectCoinCoin } from "./tokens.ts";
export { CoinCoinNotification, CoinCoinWebhookGuard, type TakenNotification } from "./webhook.guard.ts";
