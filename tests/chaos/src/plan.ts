import { exact, plain } from "./decimal.ts";
import { between, type Random } from "./random.ts";

export const KINDS = ["all", "parts", "part", "over", "over-later", "late", "rest-late", "nothing"] as const;
export type Kind = (typeof KINDS)[number];

/** What one customer is going to do. */
export interface Plan {
  readonly reference: string;
  readonly kind: Kind;
  /** 10 to 500, at most two places. */
  readonly price: string;
  /** Shares of the amount due, in thousandths, paid one after the other before the deadline; `null`: the rest. */
  readonly inTime: readonly (number | null)[];
  /** The same, after the deadline. */
  readonly late: readonly (number | null)[];
}

/** Per hundred customers. */
const SHARES: Readonly<Record<Kind, number>> = {
  all: 42,
  parts: 16,
  part: 10,
  over: 6,
  "over-later": 6,
  late: 7,
  "rest-late": 6,
  nothing: 7,
};

export function planFor(index: number, random: Random): Plan {
  const kind = drawn(random);
  const price = `${between(random, 10, 500)}.${between(random, 10, 99)}`;
  const share = between(random, 200, 800);
  const less = between(random, 100, 400);
  const payments: Readonly<Record<Kind, Pick<Plan, "inTime" | "late">>> = {
    all: { inTime: [null], late: [] },
    parts: { inTime: [less, less, null], late: [] },
    part: { inTime: [share], late: [] },
    over: { inTime: [1000 + share], late: [] },
    "over-later": { inTime: [less, null, less], late: [] },
    late: { inTime: [], late: [null] },
    "rest-late": { inTime: [share], late: [null] },
    nothing: { inTime: [], late: [] },
  };
  return { reference: `cart-${index}`, kind, price, ...payments[kind] };
}

function drawn(random: Random): Kind {
  let left = random() * 100;
  for (const kind of KINDS) {
    left -= SHARES[kind];
    if (left < 0) return kind;
  }
  return "all";
}

const COIN_UNIT = exact("0.000001");

/** Thousandths of the amount due, or the rest of it, in whole units of the coin. */
export function amountOf(share: number | null, amountDue: string, remaining: string): string {
  if (share === null) return remaining;
  const units = (exact(amountDue) * BigInt(share)) / 1000n;
  return plain(units - (units % COIN_UNIT));
}
