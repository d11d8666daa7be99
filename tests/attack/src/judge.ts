import type { Input } from "./inputs.ts";
import { HANG_MS, type Reaction, Wire } from "./wire.ts";

/** What must never be: an answer that blames us, none at all, or one that takes too long. Undefined: all is well. */
export function fault(input: Pick<Input, "wellFormed">, reaction: Reaction): string | undefined {
  if (reaction.hung) return `no end within ${HANG_MS} ms`;
  const bad = reaction.statuses.find((status) => status >= 500 && !isBoundReached(status, reaction));
  if (bad !== undefined) return `answered ${bad}`;
  if (input.wellFormed && reaction.statuses.length === 0) return "closed without an answer";
  return undefined;
}

/** The one 503 that is right: what waits for unknown orders is bounded, and says so by name. */
function isBoundReached(status: number, { text }: Reaction): boolean {
  return status === 503 && text.includes('"code":"parked_full"');
}

/** Sends an input again, alone and on a new connection; a hang must be seen each time, for machines are busy. */
export async function isFaultyAlone(port: number, input: Input): Promise<string | undefined> {
  let found: string | undefined;
  for (let tries = 0; tries < 3; tries++) {
    const wire = new Wire(port);
    const reaction = input.wellFormed
      ? await wire.request(input.bytes, input.isHead)
      : await wire.blurt(input.bytes);
    wire.drop();
    found = fault(input, reaction);
    if (found === undefined || !reaction.hung) return found;
  }
  return found;
}
