import { SandboxError } from "../engine/errors.ts";

/** What goes wrong with one provider of a pretend chain. The chain itself is not touched. */
export interface ProviderFaults {
  /** All of it is this many blocks behind. */
  readonly behind?: number;
  /** It lists transactions only up to so many blocks below its own head, and does not say so: the usual silent loss. */
  readonly lag?: number;
  /** It shows no transactions at all, and does not say so. */
  readonly isSilent?: boolean;
  /** It shows a transfer that never was, to every address that it is asked for. Units of the coin. */
  readonly invents?: bigint;
  /** It answers with this status: 429, 503, 403, 500. */
  readonly status?: number;
  /** With 429 and 503, seconds. */
  readonly retryAfter?: number;
  /** It answers never, or breaks the connection. */
  readonly dies?: "hang" | "reset";
  /** It takes so many blocks, addresses or results at once. */
  readonly maxRange?: number;
  readonly maxAddresses?: number;
  readonly maxResults?: number;
  /** It does not know which block is final. */
  readonly hasNoFinalized?: boolean;
  /** It is on another chain. */
  readonly chainId?: number;
  /** The token's contract says other decimals. */
  readonly decimals?: number;
}

const COUNTS = [
  "behind",
  "lag",
  "status",
  "retryAfter",
  "maxRange",
  "maxAddresses",
  "maxResults",
  "chainId",
  "decimals",
] as const;
const FLAGS = ["isSilent", "hasNoFinalized"] as const;

/** Reads faults that came as JSON; `invents` is a string of digits there. Throws `bad_option`. */
export function readFaults(fields: Readonly<Record<string, unknown>>): ProviderFaults {
  const faults: { -readonly [key in keyof ProviderFaults]: ProviderFaults[key] } = {};
  for (const [name, value] of Object.entries(fields)) {
    const count = COUNTS.find((one) => one === name);
    const flag = FLAGS.find((one) => one === name);
    if (count !== undefined && typeof value === "number" && Number.isInteger(value) && value >= 0)
      faults[count] = value;
    else if (flag !== undefined && typeof value === "boolean") faults[flag] = value;
    else if (name === "dies" && (value === "hang" || value === "reset")) faults.dies = value;
    else if (name === "invents" && typeof value === "string" && /^\d{1,40}$/.test(value))
      faults.invents = BigInt(value);
    else
      throw new SandboxError(
        "bad_option",
        `a provider of a chain cannot have the fault ${name}: ${JSON.stringify(value)}`,
      );
  }
  return faults;
}
