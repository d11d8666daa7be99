import { createHash } from "node:crypto";
import { units } from "./decimal.ts";

/** What a webhook says, read apart from the code under test. */
export interface Told {
  readonly paymentId: string;
  readonly digest: string;
  readonly collected: ReadonlyMap<string, bigint>;
  readonly state: number;
}

/** Reads the gateway's body. Throws on anything the engine would not send whole. */
export function readTold(body: string): Told {
  const paymentId = /"payment_id"\s*:\s*"([^"]+)"/.exec(body)?.[1];
  const state = /"state"\s*:\s*(-?\d+)\s*}$/.exec(body)?.[1];
  const inside = /"collected"\s*:\s*{([^}]*)}/.exec(body)?.[1];
  if (paymentId === undefined || state === undefined || inside === undefined) {
    throw new SyntaxError(`not a webhook: ${body}`);
  }
  const collected = new Map<string, bigint>();
  for (const [, coin = "", amount = ""] of inside.matchAll(/"([^"]+)"\s*:\s*"?([-+.0-9eE]+)"?/g)) {
    collected.set(coin.toLowerCase(), units(amount));
  }
  return {
    paymentId,
    digest: createHash("sha256").update(body).digest("hex"),
    collected,
    state: Number(state),
  };
}

/** The largest totals told of one order: all of them, and those told with a code of settlement or completion. */
export class Totals {
  readonly received = new Map<string, bigint>();
  readonly confirmed = new Map<string, bigint>();
  readonly states = new Set<number>();

  /** True when something grew. */
  join({ collected, state }: Told): boolean {
    let grew = false;
    this.states.add(state);
    for (const [coin, amount] of collected) {
      if (amount > (this.received.get(coin) ?? 0n)) {
        this.received.set(coin, amount);
        grew = true;
      }
      if ((state === 1 || state === 2) && amount > (this.confirmed.get(coin) ?? 0n)) {
        this.confirmed.set(coin, amount);
      }
    }
    return grew;
  }

  get hasMoney(): boolean {
    return this.received.size > 0;
  }
}
