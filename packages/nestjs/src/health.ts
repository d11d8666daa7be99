import type { Health } from "@coincoin/core";
import { Inject, Injectable } from "@nestjs/common";
import { type HealthIndicatorResult, HealthIndicatorService } from "@nestjs/terminus";
import { CoinCoinService } from "./coincoin.service.ts";

/** From when on what waits is a failure. Left out: it is reported, and does not make the check fail. */
export interface CoinCoinHealthThresholds {
  /** The oldest undelivered event may be this old, in ms. */
  readonly oldestPendingMs?: number;
  readonly deadDeliveries?: number;
  /** Open items of the attention list. */
  readonly attention?: number;
}

/** For `@nestjs/terminus`: the store, the oldest undelivered event, dead letters and open attention. */
@Injectable()
export class CoinCoinHealthIndicator {
  readonly #coincoin: CoinCoinService;
  readonly #indicators: HealthIndicatorService;

  constructor(
    @Inject(CoinCoinService) coincoin: CoinCoinService,
    @Inject(HealthIndicatorService) indicators: HealthIndicatorService,
  ) {
    this.#coincoin = coincoin;
    this.#indicators = indicators;
  }

  /** Down when the store is out of order, or a threshold is passed. */
  async isHealthy(
    key = "coincoin",
    thresholds: CoinCoinHealthThresholds = {},
  ): Promise<HealthIndicatorResult> {
    const check = this.#indicators.check(key);
    const health = await this.#coincoin.health();
    const figures = figuresOf(health);
    if (health.error !== null)
      return check.down({ ...figures, message: health.error.message, code: health.error.code });
    return isWithin(figures, thresholds) ? check.up({ ...figures }) : check.down({ ...figures });
  }
}

interface Figures {
  readonly oldestPendingMs: number | null;
  readonly deadDeliveries: number;
  readonly attention: number;
  readonly spooled: number | null;
}

function figuresOf({ store, oldestPendingMs, spooled }: Health): Figures {
  const attention = Object.values(store?.attention ?? {}).reduce((sum, count) => sum + count, 0);
  return { oldestPendingMs, deadDeliveries: store?.deadDeliveries ?? 0, attention, spooled };
}

function isWithin(figures: Figures, thresholds: CoinCoinHealthThresholds): boolean {
  const {
    oldestPendingMs = Number.POSITIVE_INFINITY,
    deadDeliveries = Number.POSITIVE_INFINITY,
    attention = Number.POSITIVE_INFINITY,
  } = thresholds;
  return (
    (figures.oldestPendingMs ?? 0) <= oldestPendingMs &&
    figures.deadDeliveries <= deadDeliveries &&
    figures.attention <= attention
  );
}
