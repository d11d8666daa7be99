import type { Environment } from "../lib/environment.ts";

/** How one attempt ended. `lost`: the lease is another's. `aborted`: it was told to stop. */
export type AttemptEnd =
  | { readonly type: "done" }
  | { readonly type: "failed"; readonly error: unknown }
  | { readonly type: "aborted"; readonly error: unknown }
  | { readonly type: "lost"; readonly error: unknown };

export interface AttemptOptions {
  readonly environment: Pick<Environment, "now" | "sleep">;
  readonly timeoutMs: number;
  readonly leaseMs: number;
  /** When the lease ends, ms since the epoch. */
  readonly leaseUntil: number;
  /** Prolongs the lease; false when it is lost. May reject: it is tried again while the lease holds. */
  renew(leaseUntil: number): Promise<boolean>;
  /** Aborts when the attempt has to stop. */
  readonly signal: AbortSignal;
}

/**
 * Runs `work` until it ends, takes too long, loses its lease or is told to stop, whichever comes first. Unless
 * it was done its signal aborts, and what it still does is not waited for. Renews the lease while it runs. Never rejects.
 */
export async function runAttempt(
  work: (signal: AbortSignal) => Promise<void>,
  options: AttemptOptions,
): Promise<AttemptEnd> {
  const { environment, timeoutMs, signal } = options;
  if (signal.aborted) return { type: "aborted", error: signal.reason };
  if (environment.now() >= options.leaseUntil) return { type: "lost", error: leaseLost() };
  const forWork = new AbortController();
  const over = new AbortController();
  const ended = await Promise.race([
    endOf(work(forWork.signal)),
    environment.sleep(timeoutMs, over.signal).then((): Cut => "timeout"),
    leaseEnd(options, over.signal),
    new Promise<Cut>((resolve) => {
      signal.addEventListener("abort", () => resolve("aborted"), { once: true, signal: over.signal });
    }),
  ]);
  // With a reason of its own, since the default one is an error with a stack, made for every event.
  over.abort("over");
  const end = typeof ended === "string" ? cutShort(ended, options) : ended;
  if (end.type !== "done") forWork.abort(end.error);
  return end;
}

/** What ends an attempt before its work does. */
type Cut = "timeout" | "lost" | "aborted";

function cutShort(cut: Cut, { timeoutMs, signal }: AttemptOptions): AttemptEnd {
  if (cut === "aborted") return { type: "aborted", error: signal.reason };
  if (cut === "lost") return { type: "lost", error: leaseLost() };
  const error = new DOMException(`the handler took longer than ${timeoutMs} ms`, "TimeoutError");
  return { type: "failed", error };
}

async function endOf(work: Promise<void>): Promise<AttemptEnd> {
  try {
    await work;
    return { type: "done" };
  } catch (error) {
    return { type: "failed", error };
  }
}

/** Keeps the lease; resolves only when it is lost, or `over` aborted. */
async function leaseEnd(options: AttemptOptions, over: AbortSignal): Promise<Cut> {
  const { environment, leaseMs } = options;
  let until = options.leaseUntil;
  for (;;) {
    // Of what is left: when the claim took long, little is.
    await environment.sleep(Math.min(leaseMs, until - environment.now()) / 3, over);
    if (over.aborted) break;
    const now = environment.now();
    const next = now + leaseMs;
    // Undefined when the store is out of order: what matters then is whether the lease still holds.
    const held = await Promise.race([
      options.renew(next).catch(() => undefined),
      environment.sleep(until - now, over).then(() => undefined),
    ]);
    if (held === false || (held === undefined && environment.now() >= until)) break;
    if (held === true) until = next;
  }
  return "lost";
}

function leaseLost(): Error {
  return new Error("the lease ran out: another process may be delivering this event");
}
