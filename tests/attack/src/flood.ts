import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Target } from "./target.ts";
import type { Mount } from "./target-protocol.ts";

/** `pipelined`: many requests to a packet, which Node's parser takes in one go. */
export type FloodMode = "steady" | "pipelined";

export interface FloodReport {
  readonly mount: string;
  readonly mode: FloodMode;
  readonly seconds: number;
  /** Unauthenticated requests that were answered, by status. */
  readonly refused: Readonly<Record<string, number>>;
  /** For each authentic webhook in between, from its first byte to its 200. */
  readonly stored: {
    readonly count: number;
    readonly p50Ms: number;
    readonly p99Ms: number;
    readonly maxMs: number;
  };
  /** Replies to authentic webhooks that were no 200. */
  readonly lost: readonly string[];
  /** What the order says it received; the total of the last webhook. */
  readonly received: string;
  readonly expected: string;
  readonly heap: { readonly beforeBytes: number; readonly afterBytes: number };
}

const EVERY_MS = 100;

/** Floods a shop on SQLite from another process, and sends a true webhook ten times a second meanwhile. */
export async function flood(
  mountName: string,
  seconds: number,
  mode: FloodMode = "steady",
): Promise<FloodReport> {
  const folder = await mkdtemp(join(tmpdir(), "coincoin-flood-"));
  const target = await Target.open(folder);
  const mount = target.mountOf(mountName);
  const before = await target.condition();
  const flooder = fork(
    join(import.meta.dirname, "flooder-process.ts"),
    [String(mount.port), mount.path, mode],
    {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    },
  );
  try {
    await once(flooder, "message");
    const times: number[] = [];
    const lost: string[] = [];
    const until = performance.now() + seconds * 1000;
    let total = 0;
    while (performance.now() < until) {
      total++;
      const since = performance.now();
      const problem = await tell(mount, total);
      const ms = performance.now() - since;
      if (problem === undefined) times.push(ms);
      else lost.push(problem);
      await delay(Math.max(0, EVERY_MS - ms));
    }
    flooder.send("report");
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own process speaks
    const [{ statuses }] = (await once(flooder, "message")) as [{ statuses: Record<string, number> }];
    flooder.kill("SIGKILL");
    const after = await target.condition();
    times.sort((a, b) => a - b);
    const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
    return {
      mount: mountName,
      mode,
      seconds,
      refused: statuses,
      stored: { count: times.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) },
      lost,
      received: receivedIn(after.orders, mount.victim.paymentId),
      expected: String(total),
      heap: { beforeBytes: before.heapBytes, afterBytes: after.heapBytes },
    };
  } finally {
    flooder.kill("SIGKILL");
    await target.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A true notification that this much was received by now. Undefined: stored. */
async function tell({ port, path, token, victim }: Mount, usdt: number): Promise<string | undefined> {
  const body = JSON.stringify({
    payment: {
      payment_id: victim.paymentId,
      address: victim.address,
      network: "tron",
      coin: "usdt",
      amount: 100,
    },
    collected: { usdt: usdt / 1000 },
    state: 0,
  });
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}/webhook/${token}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    const text = await response.text();
    return response.status === 200 && text === '{"outcome":"applied"}'
      ? undefined
      : `${response.status} ${text}`;
  } catch (error) {
    return String(error);
  }
}

function receivedIn(orders: string, paymentId: string): string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own process wrote it
  const mounts = JSON.parse(orders) as { paymentId: string; received?: Record<string, string> }[][];
  const order = mounts.flat().find((one) => one.paymentId === paymentId);
  const received = Number(order?.received?.["usdt"] ?? 0);
  return String(Math.round(received * 1000));
}

export function describeFlood(report: FloodReport): string {
  const requests = Object.values(report.refused).reduce((sum, count) => sum + count, 0);
  const { count, p50Ms, p99Ms, maxMs } = report.stored;
  return `${report.mount}, ${report.mode}: ${requests} strangers refused in ${report.seconds} s (${Math.round(requests / report.seconds)}/s); ${count} true webhooks stored: p50 ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms, slowest ${maxMs.toFixed(0)} ms`;
}
