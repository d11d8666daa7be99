import { type ChainReader, type Cursor, nextLookMs } from "@coincoin/chain";
import { createEngine } from "@coincoin/sandbox";
import { readerOf, type WorldNetwork } from "../reader-worlds/readers.ts";
import { type InProcessChain, inProcessChain } from "./in-process.ts";

export interface Plan {
  readonly network: WorldNetwork;
  /** What the provider takes at once, if it says so. */
  readonly maxRange?: number;
}

export interface Measured {
  readonly looks: number;
  readonly calls: number;
  readonly byMethod: Readonly<Record<string, number>>;
  /** Calls a day that the reader says it needs, by what it learned of its provider. */
  readonly planned: number;
  /** Payments that were seen as final. */
  readonly found: number;
}

/** Looks for so long at so many open orders, each of which is paid once, and counts what a provider is asked. */
export async function measure(plan: Plan, orders: number, forMs: number): Promise<Measured> {
  const chain = inProcessChain(plan.network);
  if (plan.maxRange !== undefined)
    chain.chains.setFaults(plan.network, "first", { maxRange: plan.maxRange - 1 });
  const byMethod: Record<string, number> = {};
  const reader = readerOf(plan.network, [chain.url], {
    environment: chain.environment,
    onCall: ({ method }) => {
      byMethod[method] = (byMethod[method] ?? 0) + 1;
    },
  });
  const addresses = addressesOf(plan.network, orders);
  const { looks, found } = await day(plan, chain, reader, addresses, forMs);
  const calls = Object.values(byMethod).reduce((sum, count) => sum + count, 0);
  return { looks, calls, byMethod, planned: reader.callsADay(orders), found };
}

async function day(
  { network }: Plan,
  chain: InProcessChain,
  reader: ChainReader,
  addresses: readonly string[],
  forMs: number,
): Promise<{ readonly looks: number; readonly found: number }> {
  const { asks, tickMs } = reader.pace;
  const start = chain.now();
  const since = new Date(start - 600_000).toISOString();
  const dueAt = new Map(addresses.map((address) => [address, start]));
  const unpaid = [...addresses];
  const found = new Set<string>();
  let cursor: Cursor | null = null;
  let looks = 0;
  for (; chain.now() - start < forMs; chain.advance(tickMs)) {
    const age = chain.now() - start;
    while (unpaid.length > addresses.length * (1 - age / forMs)) {
      const to = unpaid.pop();
      if (to !== undefined) chain.chains.send(network, [{ to, amount: "1" }]);
    }
    const due =
      asks === "together" ? addresses : addresses.filter((one) => (dueAt.get(one) ?? 0) <= chain.now());
    if (due.length === 0) continue;
    const look = await reader.look({ addresses: due, cursor, since });
    cursor = look.cursor;
    looks += 1;
    for (const address of due) dueAt.set(address, chain.now() + nextLookMs(age));
    for (const { txId, index } of look.facts) found.add(`${txId}:${index}`);
  }
  return { looks, found: found.size };
}

/** Well-formed addresses of the network, from the gateway that makes them. */
function addressesOf(network: WorldNetwork, count: number): string[] {
  const coin = network === "bitcoin" ? "btc" : network === "bsc" ? "bnb" : "usdt";
  const engine = createEngine({
    now: 0,
    limits: { receivingOrders: count },
    coinFor: () => ({ network, coin }),
  });
  return Array.from({ length: count }, (_, place) => {
    const body = JSON.stringify({ payment_id: `EX${String(place).padStart(9, "0")}`, price: 20 });
    engine.createOrder({ headers: engine.merchantHeaders(), body });
    return engine.order(`EX${String(place).padStart(9, "0")}`)?.address ?? "";
  });
}
