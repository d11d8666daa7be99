import type { CheckoutView } from "../../src/index.ts";

export const tronAddress = "TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf";
export const evmAddress = "0x52908400098527886E0F7030069857D2E4169EE7";
export const bitcoinAddress = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";

/** An order of 100 USDT on Tron, made a moment ago, with most of an hour to go. */
export function exampleView(changes: Partial<CheckoutView> = {}, now = Date.now()): CheckoutView {
  const at = (ms: number): string => new Date(now + ms).toISOString();
  return {
    paymentId: "EX100100100",
    status: "receiving",
    coverage: "none",
    paid: false,
    late: false,
    address: tronAddress,
    network: "tron",
    coin: "usdt",
    amountDue: "100",
    received: "0",
    remaining: "100",
    otherCoins: {},
    waitingFor: null,
    createdAt: at(-60_000),
    expiresAt: at(50 * 60_000),
    paymentUri: null,
    checkoutUrl: null,
    now: at(0),
    ...changes,
  };
}

/** Each stage of an order as core tells it. */
export const stageChanges = {
  preparing: {
    status: "pending",
    address: null,
    network: null,
    coin: null,
    amountDue: null,
    remaining: null,
    expiresAt: null,
  },
  waiting: {},
  partial: { coverage: "partial", received: "40", remaining: "60" },
  "wrong-coin": { otherCoins: { trx: "55" } },
  confirming: { coverage: "full", received: "100", remaining: "0" },
  received: { status: "settling", coverage: "full", received: "100", remaining: "0", paid: true },
  settled: { status: "completed", coverage: "full", received: "100", remaining: "0", paid: true },
  over: { status: "settling", coverage: "over", received: "120", remaining: "0", paid: true },
  late: { status: "settling", coverage: "full", received: "100", remaining: "0", paid: true, late: true },
  underpaid: { status: "expired", coverage: "partial", received: "40", remaining: "60", address: null },
  expired: { status: "expired", address: null },
  invalid: { status: "invalid", address: null },
} as const satisfies Record<string, Partial<CheckoutView>>;
