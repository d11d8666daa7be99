import { randomStream } from "./random.ts";

const MINUTE = 60_000;

/** What a customer does about one cart, drawn from the seed and the cart's number alone, so that carts can be left out. */
export interface Plan {
  readonly reference: string;
  /** The shop chooses the payment ids, one for each price; else core does. */
  readonly ownIds: string | undefined;
  readonly startMs: number;
  readonly price: string;
  readonly hours: number;
  readonly payments: readonly PlannedPayment[];
  /** After the order lapsed: asks again, and pays what is then asked for. */
  readonly again: "no" | "pays" | "pays less" | "leaves";
  /** Asks twice at once. */
  readonly impatient: boolean;
  /** How the cart shrinks and grows while its orders are open, beside the payments. */
  readonly changes: readonly PlannedChange[];
  readonly forged: number;
}

export interface PlannedChange {
  readonly afterMs: number;
  readonly price: string;
}

export interface PlannedPayment {
  readonly afterMs: number;
  /** Share of what is due. */
  readonly share: number;
  /** In a coin that is not asked for. */
  readonly wrongCoin: boolean;
  /** To which of the addresses that were shown, the newest being 0. */
  readonly back: number;
}

const WAYS: readonly (readonly number[])[] = [
  [1],
  [1],
  [1],
  [0.5, 0.5],
  [0.3, 0.3, 0.4],
  [0.5],
  [0.997],
  [1.2],
  [0.6, 0.6],
  [],
];

/** With a cart that changes, more is worth telling apart. */
const WAYS_OF_CHANGING: readonly (readonly number[])[] = [
  ...WAYS,
  [1, 1],
  [2],
  [0.4, 1],
  [1, 0.5, 0.5],
  [10],
];

/** What a cart costs after a change, as a share of its first price. */
const CHANGES = [0.1, 0.5, 0.9, 1, 1, 1.1, 2, 10] as const;

export function planOf(seed: number, number: number): Plan {
  const random = randomStream(seed, `cart ${number}`);
  const below = (count: number) => Math.floor(random() * count);
  const isChanging = random() < 0.35;
  const ways = isChanging ? WAYS_OF_CHANGING : WAYS;
  const way = ways[below(ways.length)] ?? [];
  const wrongCoin = random() < 0.05;
  const isLate = random() < 0.1;
  const reference = `cart ${number}`;
  const price = `${10 + below(190)}${random() < 0.5 ? "" : `.${10 + below(90)}`}`;
  return {
    reference,
    ownIds:
      random() < 0.4 ? `pay_${String(number).padStart(6, "0")}_${random() < 0.3 ? "1" : "a"}` : undefined,
    startMs: below(150) * MINUTE + below(MINUTE),
    price,
    hours: 1 + below(2),
    payments: way.map((share, index) => ({
      afterMs: (isLate && index === way.length - 1 ? 150 + below(60) : below(50)) * MINUTE + below(MINUTE),
      share,
      wrongCoin: wrongCoin && index === 0,
      back: isChanging ? below(3) : 0,
    })),
    again: (["no", "no", "pays", "pays less", "leaves"] as const)[below(5)] ?? "no",
    impatient: random() < 0.3,
    changes: Array.from({ length: isChanging ? 1 + below(3) : 0 }, () => ({
      afterMs: below(40) * MINUTE + below(MINUTE),
      price: changed(price, CHANGES[below(CHANGES.length)] ?? 1),
    })),
    forged: random(),
  };
}

/** In whole cents, and never below the gateway's minimum. */
function changed(price: string, share: number): string {
  const cents = Math.max(1000, Math.round(Number(price) * 100 * share));
  return (cents / 100).toFixed(2);
}
