import type { KnownOrder } from "./bodies.ts";

/** One way in which the routes are mounted, and what an attacker is assumed to know of it. */
export interface Mount {
  /** "express", "express behind express.json()", "node:http". */
  readonly name: string;
  readonly port: number;
  /** Where the routes are: "/coincoin". */
  readonly path: string;
  readonly appId: string;
  /** The webhook's token: inputs that are to get past it are given it. */
  readonly token: string;
  readonly victim: KnownOrder;
  readonly victimKey: string;
  readonly partlyPaid: KnownOrder;
  readonly partlyPaidKey: string;
  /** When it was opened, in ms since 1970. */
  readonly now: number;
}

/** What must not change, and what must not grow. */
export interface Condition {
  /** Every order with all that is known of it, as JSON. */
  readonly orders: string;
  /** Bytes in use on the heap, after a collection. */
  readonly heapBytes: number;
  readonly openAttention: number;
  readonly parked: number;
}

export type TargetMessage =
  | { readonly type: "ready"; readonly mounts: readonly [Mount, ...Mount[]] }
  | { readonly type: "condition"; readonly condition: Condition }
  | { readonly type: "failed"; readonly reason: string };
