import type { PretendChain } from "./chain.ts";
import type { ProviderFaults } from "./faults.ts";

/** A chain as one provider sees it at a moment. */
export interface View {
  readonly chain: PretendChain;
  readonly faults: ProviderFaults;
  readonly now: number;
  readonly head: number;
  readonly final: number;
}

export function viewOf(chain: PretendChain, faults: ProviderFaults, now: number): View {
  const behind = faults.behind ?? 0;
  return { chain, faults, now, head: chain.head(now) - behind, final: chain.final(now) - behind };
}

/** An error as JSON-RPC has them. */
export class RpcProblem extends Error {
  override readonly name = "RpcProblem";
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function idOf(value: unknown): string | number | null {
  return typeof value === "string" || typeof value === "number" ? value : null;
}
