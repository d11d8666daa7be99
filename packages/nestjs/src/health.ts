import type { Health } from "@coincoin/core";
import { Inject, Injectable } from "@nestjs/common";
import { ModuleRef } from "@nestjs/core";
import { type HealthIndicatorResult, HealthIndicatorService } from "@nestjs/terminus";
import { getCoinCoinToken } from "./tokens.ts";

/** From when on what waits is a failure. Left out: it is reported, and does not make the check fail. */
export interface CoinCoinHealthThresholds {
  /** Orders that are paid and were not fulfilled yet. */
  readonly paidUndelivered?: number;
  /** The oldest undelivered event may be this old, in ms. */
  readonly oldestPendingMs?: number;
  readonly deadDeliveries?: number;
  /** Open items of the attention list. */
  readonly attention?: number;
  /** Webhooks that wait on the disk, because the store did not take them. */
  readonly spooled?: number;
}

export interface CoinCoinHealthOptions extends CoinCoinHealthThresholds {
  /** Down when the store has not answered by then, in ms. Default 1,000, as Nest's own indicators. */
  readonly timeoutMs?: number;
  /** The account, where it has a name. */
  readonly name?: string;
}

/** For `@nestjs/terminus`: the store, what is paid and not fulfilled, what waits, dead letters and open attention. */
@Injectable()
export class CoinCoinHealthIndicator {
  readonly #modules: ModuleRef;
  readonly #indicators: HealthIndicatorService;

  constructor(
    @Inject(ModuleRef) modules: ModuleRef,
    @Inject(HealthIndicatorService) indicators: HealthIndicatorService,
  ) {
    this.#modules = modules;
    this.#indicators = indicators;
  }

  /** Down when the store is out of order or does not answer in time, or a threshold is passed. */
  async isHealthy(
    key = "coincoin",
    { timeoutMs = 1_000, name, ...thresholds }: CoinCoinHealthOptions = {},
  ): Promise<HealthIndicatorResult> {
    const check = this.#indicators.check(key);
    const coincoin = this.#modules.get(getCoinCoinToken(name), { strict: false });
    const health = await coincoin.health({ timeoutMs });
    const figures = figuresOf(health);
    if (health.error !== null)
      return check.down({ ...figures, message: health.error.message, code: health.error.code });
    return isWithin(figures, thresholds) ? check.up({ ...figures }) : check.down({ ...figures });
  }
}

type Figures = { readonly [Name in keyof CoinCoinHealthThresholds]-?: number | null };

function figuresOf({ store, paidUndelivered, oldestPendingMs, spooled }: Health): Figures {
  const attention = Object.values(store?.attention ?? {}).reduce((sum, count) => sum + count, 0);
  const deadDeliveries = store?.deadDeliveries ?? 0;
  return { paidUndelivered, oldestPendingMs, deadDeliveries, attention, spooled };
}

function isWithin(figures: Figures, thresholds: CoinCoinHealthThresholds): boolean {
  const limits = new Map<string, number | undefined>(Object.entries(thresholds));
  return Object.entries(figures).every(([name, figure]) => {
    const limit = limits.get(name);
    return limit === undefined || (figure ?? 0) <= limit;
  });
}
