import { ChainError } from "../errors.ts";
import type { Host } from "./host.ts";

/** An error of our own code says nothing of the provider, but it must not stop the look of the others. */
export function asChainError(error: unknown, host: Host): ChainError {
  if (error instanceof ChainError) return error;
  const name = error instanceof Error ? error.name : typeof error;
  return new ChainError("broken", `${host.name} gave an answer that could not be read (${name}).`, {
    provider: host.name,
    cause: error,
  });
}
