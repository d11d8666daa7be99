import { createSandbox } from "@coincoin/sandbox";
import type { ReaderWorld, WorldFactory } from "../reader-suite/world.ts";
import { NETWORK_FACTS, readerOf, type WorldNetwork } from "./readers.ts";

/** A pretend chain of the sandbox. Its blocks come with time, so mining is putting the clock forward. */
export function sandboxWorld(network: WorldNetwork): WorldFactory {
  return {
    name: `the sandbox's ${network}`,
    asks: network === "bitcoin" ? "each" : "together",
    open: () => openSandbox(network),
  };
}

async function openSandbox(network: WorldNetwork): Promise<ReaderWorld> {
  const start = Date.now();
  const sandbox = await createSandbox({ now: () => start, limits: { receivingOrders: 100_000 } });
  const { chains } = sandbox;
  const { coin, smallest } = NETWORK_FACTS[network];
  const blockMs = chains.blockMs(network);
  const { head, final } = chains.heights(network);
  sandbox.setAsset({ network, coin: network === "bsc" ? "bnb" : coin });
  let orders = 0;

  return {
    network,
    coin,
    smallest,
    blocksUntilFinal: head - final,
    showsWaiting: network === "bitcoin",
    url: sandbox.chainUrl(network),
    reader(urls, options) {
      return readerOf(network, urls, { ...options, environment: { now: () => sandbox.now() } });
    },
    async address() {
      orders += 1;
      const { address } = await sandbox.createOrder({
        paymentId: `EX${String(orders).padStart(9, "0")}`,
        price: "20",
      });
      return address;
    },
    pay: async (payments) => chains.send(network, payments),
    mine: async (blocks) => void (await sandbox.advance({ ms: blocks * blockMs })),
    pass: async (seconds) => void (await sandbox.advance({ ms: seconds * 1000 })),
    reorg: async (depth) => chains.reorg(network, depth),
    sweep: async (address, amount) => void chains.sweep(network, address, coin, amount),
    ...(network === "bitcoin" ? {} : { decoys: async (to: string) => decoys(to) }),
    now: async () => sandbox.now(),
    close: () => sandbox.close(),
  };

  function decoys(to: string): void {
    chains.send(network, [{ to, amount: "999", isFake: true }]);
    chains.send(network, [{ to, amount: "0" }]);
  }
}
