import type { ProviderReport } from "../reader.ts";
import { asChainError } from "./failure.ts";
import type { Host } from "./host.ts";

export interface Probed extends Pick<ProviderReport, "chain" | "decimals" | "mostBlocks"> {
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
    const { headAt, ...probed } = await probe();
    return { provider, problem: null, headAgeMs: now() - headAt * 1000, ...probed };
  } catch (error) {
    const unknown = { headAgeMs: null, finality: null, chain: null, decimals: {}, mostBlocks: null };
    return { provider, problem: asChainError(error, host), ...unknown };
  }
}
