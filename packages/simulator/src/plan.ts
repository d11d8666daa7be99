import { randomStream } from "./random.ts";

const MINUTE = 60_000;

/** What a customer does about one cart, drawn from the seed and the cart's number alone, so that carts can be left out. */
export interface Plan {
  readonly reference: string;
  /** Chosen by the shop, or left to core. */
  readonly paymentId: string | undefined;
  readonly startMs: number;
  readonly price: string;
  readonly hours: number;
  readonly payments: readonly PlannedPayment[];
  /** After the order lapsed: asks again, and pays what is then asked for. */
  readonly again: "no" | "pays" | "pays less" | "leaves";
  /** Asks twice at once. */
  readonly impatient: boolean;
  /** The cart changes while the first order is open. */
  readonly newPrice: string | undefined;
  readonly forged: number;
}

export interface PlannedPayment {
  readonly afterMs: number;
  /** Share of what is due. */
  readonly share: number;
  /** In a coin that is not asked for. */
  readonly wrongCoin: boolean;
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

export function planOf(seed: number, number: number): Plan {
  const random = randomStream(seed, `cart ${number}`);
  const below = (count: number) => Math.floor(random() * count);
  const way = WAYS[below(WAYS.length)] ?? [];
  const wrongCoin = random() < 0.05;
  const isLate = random() < 0.1;
  const reference = `cart ${number}`;
  const price = `${10 + below(190)}${random() < 0.5 ? "" : `.${10 + below(90)}`}`;
  return {
    reference,
    paymentId:
      random() < 0.4 ? `pay_${String(number).padStart(6, "0")}_${random() < 0.3 ? "1" : "a"}` : undefined,
    startMs: below(150) * MINUTE + below(MINUTE),
    price,
    hours: 1 + below(2),
    payments: way.map((share, index) => ({
      afterMs: (isLate && index === way.length - 1 ? 150 + below(60) : below(50)) * MINUTE + below(MINUTE),
      share,
      wrongCoin: wrongCoin && index === 0,
    })),
    again: (["no", "no", "pays", "pays less", "leaves"] as const)[below(5)] ?? "no",
    impatient: random() < 0.3,
    newPrice: random() < 0.08 ? String(10 + below(190)) : undefined,
    forged: random(),
  };
}
