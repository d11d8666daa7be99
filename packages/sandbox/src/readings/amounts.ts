import type { Reading } from "./reading.ts";

/** Other ways to tell what came in. */
export const amountReadings: readonly Reading[] = [
  {
    name: "keeps-fee",
    summary: "One percent is kept as a fee: `collected` has 99 when 100 were paid.",
    allowedBy:
      "`collected`: “Amount of cryptocurrency received”. By whom, and before or after a fee, is not said.",
    collected: ({ collected }) =>
      new Map([...collected].map(([coin, amount]) => [coin, (amount * 99n) / 100n])),
  },
  {
    name: "single-payments",
    summary: "`collected` has the payment that came last, not the sum of all.",
    allowedBy:
      "“When your customer makes multiple payments to an address, we will notify you multiple times”.",
    collected: ({ collected, latest }) =>
      latest === undefined ? collected : new Map([[latest.coin, latest.amount]]),
  },
  {
    name: "amounts-as-strings",
    summary: "Amounts are JSON strings.",
    allowedBy: "The tables of parameters name no types.",
    numbers: "string",
  },
];
