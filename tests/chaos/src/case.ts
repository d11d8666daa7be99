import type { Evidence } from "./evidence.ts";
import type { Told } from "./told.ts";

export type Report = (rule: string, about: string, detail: string) => void;

/** What the gateway's record says the shop has to have made of one of its orders. */
export interface Expected {
  readonly paymentId: string;
  readonly told: readonly Told[];
  readonly due: bigint;
  /** The largest total in anything that counts; and in anything that counts and says settled or completed. */
  readonly received: bigint;
  readonly confirmed: bigint;
  /** Null: not paid, as far as the shop was told. */
  readonly paid: "order.paid" | "order.paid_late" | null;
  /** The totals with which it may have become paid. */
  readonly paying: readonly bigint[];
}

export interface Case {
  readonly evidence: Evidence;
  readonly expected: ReadonlyMap<string, Expected>;
  readonly report: Report;
}
