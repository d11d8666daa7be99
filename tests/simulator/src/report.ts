import { CALM, type Knobs } from "./knobs.ts";
import type { Shortened } from "./shorten.ts";

/** What to print of a failing seed: the rule, what was needed for it, and what happened. */
export function describeFailure(seed: number, carts: number, { options, result, runs }: Shortened): string {
  const lines = [
    `seed ${seed} fails: ${result.violation?.message ?? "not any more"}`,
    `shortened in ${runs} runs to ${options.carts.length} of ${carts} carts, ${withFaults(options.knobs)}; what happened:`,
    ...result.trace.filter((line) => !isRoutine(line)).map((line) => `  ${line}`),
    `replay: pnpm simulate --seed ${seed} --orders ${carts}`,
  ];
  return lines.join("\n");
}

/** What background delivery does all the time, to no effect that is not told by itself. */
function isRoutine(line: string): boolean {
  return / (store (open|due|unclaimed|claim|renew|countOpen|takeRequests|countRequests|openAt|sharedAddresses|countParked|now|bringForward|pruneInbox)|spool list)$/.test(
    line,
  );
}

function withFaults(knobs: Knobs): string {
  const turned = Object.entries(knobs).filter(([name, value]) => !(name in CALM) || !isCalm(name, value));
  return turned.length === 0
    ? "without faults"
    : `with ${turned.map(([name, value]) => `${name} ${value}`).join(", ")}`;
}

function isCalm(name: string, value: unknown): boolean {
  return Object.entries(CALM).some(([calmName, calm]) => calmName === name && calm === value);
}
