import { Inject, type InjectionToken } from "@nestjs/common";
import { CoinCoinService } from "./coincoin.service.ts";

/** What `CoinCoinService` is injected by: the class, or for an account with a name a token of its own. */
export function getCoinCoinToken(name?: string): InjectionToken<CoinCoinService> {
  return name === undefined ? CoinCoinService : `CoinCoinService:${name}`;
}

/** What the options are provided under: for `overrideProvider()` in tests. */
export function getCoinCoinOptionsToken(name?: string): string {
  return name === undefined ? "CoinCoinOptions" : `CoinCoinOptions:${name}`;
}

/** Injects the `CoinCoinService` of an account with a name: `forRoot({ name })`. */
export function InjectCoinCoin(name?: string): ReturnType<typeof Inject> {
  return Inject(getCoinCoinToken(name));
}
