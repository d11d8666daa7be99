import { createHash } from "node:crypto";
import { units } from "./decimal.ts";

/** What a webhook says, read apart from the code under test. */
export interface Told {
  /** As the gateway spells it. */
  readonly paymentId: string;
  readonly digest: string;
  readonly collected: ReadonlyMap<string, bigint>;
  readonly state: number;
}

/** Reads a body as any reading of the gateway's document spells it. Throws on anything the engine would not send whole. */
export function readTold(body: string): Told {
  const outer = record(JSON.parse(withTextNumbers(body)));
  const root = "data" in outer ? record(outer["data"]) : outer;
  const paymentId = record(root["payment"])["payment_id"];
  const state = Number(root["state"]);
  if (typeof paymentId !== "string" || !Number.isInteger(state)) {
    throw new SyntaxError(`not a webhook: ${body}`);
  }
  const collected = new Map<string, bigint>();
  for (const [coin, amount] of Object.entries(record(root["collected"] ?? {}))) {
    collected.set(coinCalled(coin), units(String(amount)));
  }
  return { paymentId, digest: createHash("sha256").update(body).digest("hex"), collected, state };
}

/** `JSON.parse` would make floats of them. */
function withTextNumbers(body: string): string {
  return body.replace(/([:[,]\s*)(-?\d[\d.eE+-]*)/g, '$1"$2"');
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) throw new SyntaxError("not a record");
  return { ...value };
}

/** "USDT-TRC20" is usdt. */
function coinCalled(name: string): string {
  return name.toLowerCase().replace(/[-_](trc|erc)20$/, "");
}

/** The codes under which an amount is sure. */
export type Confirming = "code" | "amount";

/** The largest totals told of one order: all of them, and those told with a code that makes them sure. */
export class Totals {
  readonly received = new Map<string, bigint>();
  readonly confirmed = new Map<string, bigint>();
  readonly states = new Set<number>();
  readonly #codes: ReadonlySet<number>;

  constructor(confirming: Confirming = "code") {
    this.#codes = new Set(confirming === "code" ? [1, 2] : [0, 1, 2]);
  }

  /** True when something grew. */
  join({ collected, state }: Pick<Told, "collected" | "state">): boolean {
    let grew = false;
    this.states.add(state);
    for (const [coin, amount] of collected) {
      if (amount > (this.received.get(coin) ?? 0n)) {
        this.received.set(coin, amount);
        grew = true;
      }
      if (this.#codes.has(state) && amount > (this.confirmed.get(coin) ?? 0n)) {
        this.confirmed.set(coin, amount);
      }
    }
    return grew;
  }

  get hasMoney(): boolean {
    return this.received.size > 0;
  }
}
