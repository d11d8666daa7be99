// What "@coincoin/nestjs/health" offers. Written by scripts/api.ts.
declare class CoinCoinService extends CoinCoin implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  constructor({ http: _http, ...options }: CoinCoinModuleOptions);
  onApplicationBootstrap(): Promise<void>;
  onModuleDestroy(): Promise<void>;
  onApplicationShutdown(): Promise<void>;
}
export declare class CoinCoinHealthIndicator {
  #private;
  constructor(coincoin: CoinCoinService, indicators: HealthIndicatorService);
  isHealthy(key?: string, thresholds?: CoinCoinHealthThresholds): Promise<HealthIndicatorResult>;
}
export interface CoinCoinHealthThresholds {
  readonly oldestPendingMs?: number;
  readonly deadDeliveries?: number;
  readonly attention?: number;
}
export {};
import { CoinCoin, CoinCoinOptions } from "@coincoin/core";
import { HealthIndicatorResult, HealthIndicatorService } from "@nestjs/terminus";
import { NodeMountOptions } from "@coincoin/core/node";
import { OnApplicationBootstrap, OnApplicationShutdown, OnModuleDestroy } from "@nestjs/common";
interface CoinCoinModuleOptions extends CoinCoinOptions {
  readonly http?: CoinCoinHttpOptions | undefined;
}
type CoinCoinHttpOptions = Omit<NodeMountOptions, "basePath">;
