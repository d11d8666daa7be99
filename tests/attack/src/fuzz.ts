import { type Input, makeInput } from "./inputs.ts";
import { fault, isFaultyAlone } from "./judge.ts";
import { shrink } from "./shrink.ts";
import { Target } from "./target.ts";
import type { Condition } from "./target-protocol.ts";
import { Wire } from "./wire.ts";

export interface FuzzOptions {
  readonly seed: number;
  readonly inputs: number;
  /** Connections at once. Default 8. */
  readonly lanes?: number;
  readonly progress?: (line: string) => void;
}

export interface FuzzReport {
  readonly seed: number;
  readonly sent: number;
  readonly seconds: number;
  /** How often each status came; 0 is a connection closed without a word. */
  readonly statuses: Readonly<Record<number, number>>;
  readonly slowestMs: number;
  readonly heap: { readonly warmBytes: number; readonly endBytes: number };
  readonly bounds: Pick<Condition, "openAttention" | "parked">;
  readonly failures: readonly FuzzFailure[];
}

export interface FuzzFailure {
  readonly what: string;
  readonly index: number;
  readonly mount: string;
  /** The shrunk input, for `replay`. */
  readonly base64: string;
}

/** Orders and heap are looked at after each batch. */
const BATCH = 4_000;
const MAX_FAILURES = 5;

/** Sends inputs until they are all sent, and says what must not have been. */
export async function fuzz({ seed, inputs, lanes = 8, progress }: FuzzOptions): Promise<FuzzReport> {
  const target = await Target.open();
  try {
    return await run(target, seed, inputs, lanes, progress ?? (() => {}));
  } finally {
    await target.close();
  }
}

async function run(
  target: Target,
  seed: number,
  inputs: number,
  lanes: number,
  progress: (line: string) => void,
): Promise<FuzzReport> {
  const before = await target.condition();
  const statuses: Record<number, number> = {};
  const failures: FuzzFailure[] = [];
  const since = performance.now();
  let slowestMs = 0;
  let sent = 0;
  let warm = before;
  let now = before;
  const pool = Array.from(
    { length: lanes },
    () => new Map(target.mounts.map((mount) => [mount.name, new Wire(mount.port)])),
  );

  const send = async (wires: Map<string, Wire>, index: number): Promise<void> => {
    const input = makeInput(target.mounts, seed, index);
    const wire = wires.get(input.mount);
    if (wire === undefined) throw new Error(`no mount is called ${input.mount}`);
    const reaction = input.wellFormed
      ? await wire.request(input.bytes, input.isHead)
      : await wire.blurt(input.bytes);
    for (const status of reaction.statuses.length === 0 ? [0] : reaction.statuses) {
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
    if (fault(input, reaction) === undefined) {
      slowestMs = Math.max(slowestMs, reaction.ms);
      return;
    }
    const failure = await confirm(target, input, index);
    if (failure !== undefined) failures.push(failure);
  };

  for (let from = 0; from < inputs && failures.length < MAX_FAILURES; from += BATCH) {
    const indexes = Array.from({ length: Math.min(BATCH, inputs - from) }, (_, at) => from + at).values();
    await Promise.all(
      pool.map(async (wires) => {
        for (const index of indexes) {
          if (target.crash !== undefined || failures.length >= MAX_FAILURES) return;
          await send(wires, index);
          sent++;
        }
      }),
    );
    if (target.crash !== undefined) {
      failures.push({ what: `the process ${target.crash}`, index: from, mount: "any", base64: "" });
      break;
    }
    now = await target.condition();
    if (now.orders !== before.orders) {
      failures.push({
        what: `an order changed between inputs ${from} and ${from + BATCH}: ${difference(before.orders, now.orders)}`,
        index: from,
        mount: "any",
        base64: "",
      });
      break;
    }
    // What is kept for good has been seen in all its variants by then.
    if (from <= Math.min(inputs / 2, 100_000)) warm = now;
    progress(
      `${sent} of ${inputs} sent, heap ${megabytes(now.heapBytes)} MB, slowest ${slowestMs.toFixed(0)} ms`,
    );
  }
  for (const wires of pool) for (const wire of wires.values()) wire.drop();
  return {
    seed,
    sent,
    seconds: (performance.now() - since) / 1000,
    statuses,
    slowestMs,
    heap: { warmBytes: warm.heapBytes, endBytes: now.heapBytes },
    bounds: { openAttention: now.openAttention, parked: now.parked },
    failures,
  };
}

async function confirm(target: Target, input: Input, index: number): Promise<FuzzFailure | undefined> {
  const { port } = target.mountOf(input.mount);
  const what = await isFaultyAlone(port, input);
  if (what === undefined) return undefined;
  const bytes = await shrink(
    input.bytes,
    async (candidate) => {
      const smaller = { ...input, bytes: candidate };
      return target.crash === undefined && (await isFaultyAlone(port, smaller)) === what;
    },
    what.startsWith("no end") ? 20 : 300,
  );
  return { what, index, mount: input.mount, base64: bytes.toString("base64") };
}

function difference(before: string, after: string): string {
  let at = 0;
  while (at < before.length && before[at] === after[at]) at++;
  return `…${after.slice(Math.max(0, at - 80), at + 80)}…`;
}

export function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}

/** The heap may breathe; it must not grow with what is sent. */
export function heapGrew({ heap }: FuzzReport): boolean {
  return heap.endBytes - heap.warmBytes > Math.max(16 * 1024 * 1024, heap.warmBytes * 0.25);
}
