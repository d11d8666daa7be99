import type { Backoff } from "../lib/backoff.ts";
import { oneOf, optionsOf, type Range, wholeNumber } from "./check.ts";
import type { DeliveryMode } from "./options.ts";

export interface DeliverySettings {
  readonly mode: DeliveryMode;
  readonly concurrency: number;
  readonly maxAttempts: number;
  readonly handlerTimeoutMs: number;
  readonly leaseMs: number;
  readonly retry: Backoff;
  readonly closeTimeoutMs: number;
}

/** Timers hold no more than 2^31 - 1 ms. */
const MAX_MS = 2_147_483_647;
const ms = (fallback: number, min = 1): Range => ({ min, max: MAX_MS, fallback });

export function readDelivery(value: unknown): DeliverySettings {
  const known = [
    "mode",
    "concurrency",
    "maxAttempts",
    "handlerTimeoutMs",
    "leaseMs",
    "retry",
    "closeTimeoutMs",
  ];
  const isMode = typeof value === "string";
  const delivery = isMode ? {} : optionsOf(value, "delivery", known);
  const mode = oneOf(
    isMode ? value : delivery["mode"],
    isMode ? "delivery" : "delivery.mode",
    ["background", "manual"],
    "background",
  );
  const retry = optionsOf(delivery["retry"], "delivery.retry", ["baseMs", "maxMs"]);
  return {
    mode,
    concurrency: wholeNumber(delivery["concurrency"], "delivery.concurrency", {
      min: 1,
      max: 1000,
      fallback: 8,
    }),
    maxAttempts: wholeNumber(delivery["maxAttempts"], "delivery.maxAttempts", {
      min: 1,
      max: 1000,
      fallback: 20,
    }),
    handlerTimeoutMs: wholeNumber(delivery["handlerTimeoutMs"], "delivery.handlerTimeoutMs", ms(30_000)),
    leaseMs: wholeNumber(delivery["leaseMs"], "delivery.leaseMs", ms(30_000)),
    retry: {
      baseMs: wholeNumber(retry["baseMs"], "delivery.retry.baseMs", ms(2000)),
      maxMs: wholeNumber(retry["maxMs"], "delivery.retry.maxMs", ms(21_600_000)),
    },
    closeTimeoutMs: wholeNumber(delivery["closeTimeoutMs"], "delivery.closeTimeoutMs", ms(10_000, 0)),
  };
}
