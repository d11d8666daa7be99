/**
 * Readings of the gateway's document (`@coincoin/sandbox`) that a run may meet. Left out are those that only differ in how bytes
 * are encoded, which the adapters' own tests cover, and a gateway with one address for all, which no account can be kept of.
 */
export const SIMULATED_READINGS = [
  "signs-body",
  "signs-other-text",
  "signs-base64",
  "signs-sha256",
  "signs-seconds",
  "signs-nothing",
  "signs-first-only",
  "only-state-0",
  "part-is-completed",
  "closes-without-collected",
  "closes-with-empty-collected",
  "closes-with-null-collected",
  "keeps-fee",
  "single-payments",
  "amounts-as-strings",
  "errors-in-200",
  "wrapped-answers",
  "wrapped-webhooks",
  "times-in-seconds",
  "other-hours",
  "created-in-state-1",
  "network-trc20",
  "network-TRC20-in-webhooks",
  "coin-usdt_trc20",
  "coin-USDT-TRC20-in-webhooks",
  "network-main-in-webhooks",
  "coin-dollar-token",
  "lower-case-ids",
  "resends-first-stamp",
] as const;

export type SimulatedReading = "default" | (typeof SIMULATED_READINGS)[number];
