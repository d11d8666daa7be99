// What "@coincoin/nestjs/health" offers. Written by scripts/api.ts.
export declare class CoinCoinHealthIndicator {
  #private;
  constructor(modules: ModuleRef, indicators: HealthIndicatorService);
  isHealthy(key?: string, { timeoutMs, name, ...thresholds }?: CoinCoinHealthOptions): Promise<HealthIndicatorResult>;
}
export interface CoinCoinHealthOptions extends CoinCoinHealthThresholds {
  readonly timeoutMs?: number;
  readonly name?: string;
}
export interface CoinCoinHealthThresholds {
  readonly paidUndelivered?: number;
  readonly oldestPendingMs?: number;
  readonly deadDeliveries?: number;
  readonly attention?: number;
  readonly spooled?: number;
}
import { HealthIndicatorResult, HealthIndicatorService } from "@nestjs/terminus";
import { ModuleRef } from "@nestjs/core";
