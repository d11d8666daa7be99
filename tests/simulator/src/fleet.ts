import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import type { Told } from "./worker.ts";

/** After so many runs a worker is replaced, so that nothing a run left behind adds up. */
const RUNS_PER_WORKER = 200;

export interface Fleet {
  readonly seeds: readonly number[];
  readonly orders: number;
  /** Hears of each run as it ends. */
  tell(told: Told): void;
  /** True when no more need to run. */
  enough?(): boolean;
  /** Default: the worker beside this file. */
  readonly worker?: string;
}

/** Runs seeds on all processors, until all ran or it is enough. */
export async function runSeeds(fleet: Fleet): Promise<void> {
  const left = [...fleet.seeds];
  const lane = async () => {
    while (left.length > 0 && fleet.enough?.() !== true) await runWorker(left, fleet);
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), left.length) }, lane));
}

function runWorker(left: number[], fleet: Fleet): Promise<void> {
  const { orders, worker: path = new URL("worker.ts", import.meta.url) } = fleet;
  return new Promise((resolve, reject) => {
    const worker = fork(path, { execArgv: ["--conditions=coincoin-source"] });
    let runs = 0;
    const next = () => {
      const seed = runs++ < RUNS_PER_WORKER && fleet.enough?.() !== true ? left.shift() : undefined;
      if (seed === undefined) worker.disconnect();
      else worker.send({ seed, orders });
    };
    worker.on("message", (message) => {
      if (isTold(message)) fleet.tell(message);
      next();
    });
    worker.on("error", reject);
    worker.on("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`a worker ended with code ${code}`));
    });
    next();
  });
}

function isTold(message: unknown): message is Told {
  return typeof message === "object" && message !== null && "seed" in message && "rule" in message;
}
