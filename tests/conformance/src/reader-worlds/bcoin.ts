import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import type { ReaderWorld, WorldFactory } from "../reader-suite/world.ts";
import { NETWORK_FACTS, readerOf } from "./readers.ts";

/** Hash of the first block of regtest, Bitcoin's network for tests on one machine. */
const REGTEST_GENESIS = "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206";
const CONFIRMATIONS = 6;

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** A real Bitcoin node, with the paths of the Esplora API in front, since no server of that API is published as a package. */
export function bcoinWorld(): WorldFactory {
  return { name: "bcoin", asks: "each", open: openBcoin };
}

async function openBcoin(): Promise<ReaderWorld> {
  const { coin, smallest, blockSeconds } = NETWORK_FACTS.bitcoin;
  const node = await startNode();
  return {
    network: "bitcoin",
    coin,
    smallest,
    blocksUntilFinal: CONFIRMATIONS - 1,
    showsWaiting: true,
    url: node.url,
    reader: (urls, options) => readerOf("bitcoin", urls, { ...options, genesis: REGTEST_GENESIS }),
    address: async () => await node.do<string>("address"),
    pay: async (payments) =>
      await node.do<string>(
        "pay",
        payments.map(({ to, amount }) => ({ to, value: satoshi(amount) })),
      ),
    mine: async (blocks) => await node.do("mine", blocks),
    pass: async (seconds) => await node.do("mine", Math.max(1, Math.round(seconds / blockSeconds))),
    reorg: async (depth) => await node.do("reorg", depth),
    sweep: async (_address, amount) => await node.do("sweep", satoshi(amount)),
    now: async () => (await node.do<number>("time")) * 1000,
    close: node.stop,
  };
}

function satoshi(amount: string): number {
  const [whole = "0", fraction = ""] = amount.split(".");
  return Number(whole + fraction.padEnd(8, "0"));
}

interface Node {
  readonly url: string;
  do<T = void>(op: string, ...args: readonly unknown[]): Promise<T>;
  stop(): Promise<void>;
}

async function startNode(): Promise<Node> {
  const script = path.join(import.meta.dirname, "bcoin-node.cjs");
  const child = fork(script, {
    execArgv: ["--no-deprecation"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  child.on("message", (message: Answer) => {
    const { id, result, error } = message;
    if (error === undefined) waiting.get(id)?.resolve(result);
    else waiting.get(id)?.reject(new Error(error));
    waiting.delete(id);
  });
  child.once("exit", () => {
    for (const { reject } of waiting.values()) reject(new Error("bcoin ended"));
  });
  const answerTo = async (id: number): Promise<unknown> =>
    await new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  const url = (await answerTo(0)) as string;
  return {
    url,
    async do<T>(op: string, ...args: readonly unknown[]) {
      lastId += 1;
      const answer = answerTo(lastId);
      child.send({ id: lastId, op, args });
      return (await answer) as T;
    },
    stop: async () => await stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.disconnect();
  await exited;
}
