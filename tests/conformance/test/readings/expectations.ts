import type { CoinCoinOptions } from "@coincoin/core";
import type { SandboxOptions } from "@coincoin/sandbox";
import type { Mishap, Step } from "./journey.ts";

/**
 * How a purchase ends. `paid`: the shop is told to ship, once. `held`: nothing is shipped, and a person is told. `refused`:
 * no address was shown, the shop hears why, and a person is told.
 */
export type Ending = "paid" | "held" | "refused";

/** What happens to a shop at a gateway of one reading. */
export interface Expectation {
  /** A reading of the sandbox. */
  readonly reading: string;
  /** What else is so, for the titles: "with a wrong key". */
  readonly when?: string;
  readonly mishap?: Mishap;
  /** What else the gateway is started with. */
  readonly gateway?: SandboxOptions;
  readonly inFull: Ending;
  readonly inHalves: Ending;
  /** Words of what a person is told within the hour where the purchase is held or refused: they name the way out. */
  readonly told?: RegExp;
  /** Words of what a person is told all the same where it is paid. Default: nothing is said. */
  readonly remarked?: { readonly inFull?: RegExp; readonly inHalves?: RegExp };
  /** Each on its own leads out. */
  readonly waysOut?: readonly WayOut[];
}

export interface WayOut {
  /** For the table. */
  readonly words: string;
  /** Where options help: with them, both customers have paid. */
  readonly options?: CoinCoinOptions;
  /** Where a person's step helps: after it, both customers have paid. */
  readonly step?: Step;
}

const paid = { inFull: "paid", inHalves: "paid" } as const;
const held = { inFull: "held", inHalves: "held" } as const;
const refused = { inFull: "refused", inHalves: "refused" } as const;

const reconcile: WayOut = {
  words: "`reconcile` with what CoinCoin's site says",
  step: (coincoin, paymentId) =>
    coincoin.reconcile(paymentId, { collected: { usdt: "100" }, state: "completed", by: "Ada" }),
};
const signatureOff = {
  words: '`webhook: { signature: "off" }`',
  options: { webhook: { signature: "off" } },
} as const;
const accept: WayOut = {
  words: "`inbox.accept` for what was held",
  step: (coincoin, paymentId) => coincoin.inbox.accept({ by: "Ada", paymentId }),
};
/** A signature that differs from the documented one like this. */
const signedOtherwise = (difference: string) => ({
  ...held,
  told: new RegExp(`fit like this: ${difference}\\.[^]*signature: "off"[^]*inbox\\.accept`),
  waysOut: [signatureOff, accept],
});
const withoutAmounts = { ...held, told: /reconcile/, waysOut: [reconcile] };

/** Every reading of the sandbox, and what becomes of a purchase there. */
export const EXPECTATIONS: readonly Expectation[] = [
  { reading: "default", ...paid },
  { reading: "signs-body", ...signedOtherwise("the body signed") },
  { reading: "signs-other-text", ...signedOtherwise("no colon between app id and time") },
  { reading: "signs-base64", ...signedOtherwise("base64 in place of hex") },
  { reading: "signs-sha256", ...signedOtherwise("HMAC-SHA256 in place of HMAC-SHA1") },
  { reading: "signs-seconds", ...signedOtherwise("its time in seconds") },
  { reading: "signs-nothing", ...paid },
  {
    reading: "signs-first-only",
    inFull: "paid",
    inHalves: "held",
    told: /signature: "off"/,
    remarked: { inFull: /signature: "off"/ },
    waysOut: [signatureOff, accept],
  },
  { reading: "response-table", ...paid },
  {
    reading: "only-state-0",
    ...held,
    told: /confirmedBy: "amount"/,
    waysOut: [{ words: '`confirmedBy: "amount"`', options: { confirmedBy: "amount" } }],
  },
  { reading: "part-is-completed", ...paid, remarked: { inHalves: /code of settlement/ } },
  { reading: "closes-without-collected", ...withoutAmounts },
  { reading: "closes-with-empty-collected", ...withoutAmounts },
  { reading: "closes-with-null-collected", ...withoutAmounts },
  {
    reading: "keeps-fee",
    ...held,
    told: /underpaymentTolerance/,
    waysOut: [{ words: '`underpaymentTolerance: "0.01"`', options: { underpaymentTolerance: "0.01" } }],
  },
  { reading: "single-payments", inFull: "paid", inHalves: "held", told: /reconcile/, waysOut: [reconcile] },
  { reading: "amounts-as-strings", ...paid },
  { reading: "errors-in-200", ...paid },
  {
    reading: "errors-in-200",
    when: "the key is wrong",
    gateway: { secretKey: "another secret" },
    ...refused,
    told: /401/,
    waysOut: [{ words: "`appId` and `secretKey`" }],
  },
  {
    reading: "errors-in-200",
    when: "it refuses the order",
    gateway: { faults: { creates: { refuse: 1 } } },
    ...refused,
    told: /400/,
    waysOut: [{ words: "what CoinCoin said is quoted" }],
  },
  { reading: "wrapped-answers", ...paid },
  {
    reading: "wrapped-answers",
    when: "the key is wrong",
    gateway: { secretKey: "another secret" },
    ...refused,
    told: /401/,
    waysOut: [{ words: "`appId` and `secretKey`" }],
  },
  { reading: "times-in-seconds", ...paid },
  { reading: "other-hours", ...paid },
  {
    reading: "created-in-state-1",
    ...refused,
    told: /state/,
    waysOut: [{ words: "look at the order on CoinCoin's site" }],
  },
  {
    reading: "shared-address",
    when: "another order is open",
    mishap: "another order is open",
    ...paid,
    remarked: { inFull: /address/, inHalves: /address/ },
    waysOut: [{ words: "ask CoinCoin for an address for each order" }],
  },
  { reading: "network-trc20", ...paid },
  { reading: "network-TRC20-in-webhooks", ...paid },
  { reading: "coin-usdt_trc20", ...paid },
  { reading: "coin-USDT-TRC20-in-webhooks", ...paid },
  {
    reading: "coin-dollar-token",
    ...refused,
    told: /names/,
    waysOut: [
      {
        words: '`names: { coins: { "dollar-token": "usdt" } }`',
        options: { names: { coins: { "dollar-token": "usdt" } } },
      },
    ],
  },
  {
    reading: "network-main-in-webhooks",
    ...held,
    told: /names/,
    waysOut: [
      {
        words: '`names: { networks: { "tron-main": "tron" } }`',
        options: { names: { networks: { "tron-main": "tron" } } },
      },
    ],
  },
  { reading: "lower-case-ids", ...paid },
  { reading: "sends-once", when: "the database is down", mishap: "the database is down", ...paid },
  {
    reading: "resends-first-stamp",
    when: "the shop is unreachable for 20 minutes",
    mishap: "the shop is unreachable for 20 minutes",
    ...paid,
  },
  { reading: "wrapped-webhooks", ...paid },
  { reading: "json-as-text", ...paid },
  { reading: "json-as-form", ...paid },
  { reading: "form", ...held, told: /reconcile/, waysOut: [reconcile] },
  { reading: "gbk", ...held, told: /reconcile/, waysOut: [reconcile] },
];
