// What "@coincoin/cli" offers. Written by scripts/api.ts.
export declare function run(args: readonly string[], console?: Console): Promise<number>;
export type { Check, Console, DoctorReport };
interface Check {
  readonly name: string;
  readonly verdict: Verdict;
  readonly message: string;
}
interface Console {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
  readonly paint: (style: Style, text: string) => string;
}
interface DoctorReport {
  readonly ok: boolean;
  readonly checks: readonly Check[];
}
type Style = "green" | "yellow" | "red" | "dim" | "bold";
type Verdict = "ok" | "warning" | "failed" | "skipped";
