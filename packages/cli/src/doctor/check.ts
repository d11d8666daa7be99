export type Verdict = "ok" | "warning" | "failed" | "skipped";

/** One thing that was looked at. */
export interface Check {
  /** Stable, for programs: "keys", "gateway", "clock", "router", "token", "body", "contact", "store", "sales", "signatures", "attention", and where chains are read "chain" (one a provider), "cursor" (one a network), "policy". */
  readonly name: string;
  readonly verdict: Verdict;
  /** What was seen, and the way out where something is wrong. */
  readonly message: string;
}

export interface DoctorReport {
  /** False when a check failed. Warnings do not count. */
  readonly ok: boolean;
  readonly checks: readonly Check[];
}

export function check(name: string, verdict: Verdict, message: string): Check {
  return { name, verdict, message };
}
