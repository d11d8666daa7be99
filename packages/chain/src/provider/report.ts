import type { ProviderReport } from "../reader.ts";
import { asChainError } from "./failure.ts";
import type { Host } from "./host.ts";

export interface Probed {
  /** Time of the newest block, seconds since 1970. */
  readonly headAt: number;
  readonly finality: "reported" | "counted";
}

/** What becomes of a provider that is tried. Never rejects. */
export async function reportOf(
  host: Host,
  now: () => number,
  probe: () => Promise<Probed>,
): Promise<ProviderReport> {
  const provider = host.name;
  try {
    const { headAt, finality } = await probe();
    return { provider, problem: null, headAgeMs: now() - headAt * 1000, finality };
  } catch (error) {
    return { provider, problem: asChainError(error, host), headAgeMs: null, finality: null };
  }
}
