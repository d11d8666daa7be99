import { lookerOf, moneyOf, payFinally } from "./looking.ts";
import { type Behaviour, type Passing, type Proxy, rpcError, startProxy } from "./proxy.ts";
import type { ReaderSuite, ReaderWorld } from "./world.ts";

interface LogFilter {
  readonly fromBlock: string;
  readonly toBlock: string;
  readonly topics: readonly [string, null, readonly string[]];
}

function filterOf({ params: [filter] }: Passing): LogFilter {
  return filter as LogFilter;
}

/** How much a provider gives at once. Only for readers that ask for all addresses together. */
export function limits({ test, expect }: ReaderSuite): void {
  async function underLimit(world: ReaderWorld, behaviour: Behaviour, count: number): Promise<Proxy> {
    const proxy = await startProxy(world.url);
    try {
      const addresses = await Promise.all(Array.from({ length: count }, () => world.address()));
      const { look } = await lookerOf(world, world.reader([proxy.url]));
      for (let first = 0; first < count; first += 20) {
        await world.pay(addresses.slice(first, first + 20).map((to) => ({ to, amount: "2" })));
      }
      await world.mine(1 + world.blocksUntilFinal);
      proxy.behave(behaviour);
      const { facts, unread } = await look(addresses);
      expect(unread).toEqual([]);
      expect(moneyOf(facts)).toEqual(addresses.map((address) => `${address} 2 ${world.coin}`).sort());
      proxy.asked.length = 0;
      expect((await look(addresses)).facts).toHaveLength(count);
      return proxy;
    } finally {
      await proxy.close();
    }
  }

  test("asks once for 500 addresses", async (world) => {
    const { asked } = await underLimit(world, async (_request, forward) => await forward(), 500);
    expect(asked.filter(({ method }) => method === "eth_getLogs")).toHaveLength(1);
    expect(asked.length).toBeLessThanOrEqual(4);
  });

  test("asks for nothing beyond the newest block that this provider gave", async (world) => {
    const proxy = await startProxy(world.url);
    try {
      const { look } = await lookerOf(world, world.reader([proxy.url]));
      const { head } = await look([await world.address()]);
      const last = proxy.asked
        .filter(({ method }) => method === "eth_getLogs")
        .map((one) => filterOf(one).toBlock);
      expect(last.map(Number)).toEqual([head.number]);
    } finally {
      await proxy.close();
    }
  });

  test("learns how many blocks a provider gives at once", async (world) => {
    const most = 500;
    const { asked } = await underLimit(
      world,
      async (request, forward) => {
        if (request.method !== "eth_getLogs") return await forward();
        const { fromBlock, toBlock } = filterOf(request);
        const blocks = Number(toBlock) - Number(fromBlock) + 1;
        return blocks > most
          ? rpcError(request, -32_602, `exceed max block range: ${most}`)
          : await forward();
      },
      3,
    );
    const blocks = asked
      .filter(({ method }) => method === "eth_getLogs")
      .map((request) => Number(filterOf(request).toBlock) - Number(filterOf(request).fromBlock) + 1);
    expect(Math.max(...blocks)).toBeLessThanOrEqual(most);
  });

  test("learns how many addresses a provider takes at once, and does not cut the blocks for it", async (world) => {
    const { asked } = await underLimit(
      world,
      async (request, forward) => {
        if (request.method !== "eth_getLogs" || filterOf(request).topics[2].length <= 100)
          return await forward();
        return rpcError(request, -32_602, "exceed max addresses or topics per search position");
      },
      300,
    );
    const calls = asked.filter(({ method }) => method === "eth_getLogs");
    expect(calls.length).toBeLessThanOrEqual(5);
    expect(new Set(calls.map((request) => filterOf(request).fromBlock)).size).toBe(1);
  });

  test("asks for less where there are too many results", async (world) => {
    await underLimit(
      world,
      async (request, forward) => {
        const reply = await forward();
        if (request.method !== "eth_getLogs") return reply;
        const { result = [] }: { result?: unknown[] } = JSON.parse(reply.body);
        return result.length > 30 ? rpcError(request, -32_005, "query returned more than 30 results") : reply;
      },
      100,
    );
  });

  test("counts blocks where a provider does not know which is final", async (world) => {
    const proxy = await startProxy(world.url);
    try {
      proxy.behave(async (request, forward) =>
        request.params[0] === "finalized" ? rpcError(request, -32_000, "Unknown block") : await forward(),
      );
      const reader = world.reader([proxy.url]);
      const { look } = await lookerOf(world, reader);
      const address = await world.address();
      await payFinally(world, address, "14");
      await world.mine(70);
      expect(moneyOf((await look([address])).facts)).toEqual([`${address} 14 ${world.coin}`]);
      expect(await reader.check()).toMatchObject([{ problem: null, finality: "counted" }]);
    } finally {
      await proxy.close();
    }
  });

  test("does not take another token or a transfer of nothing for money", async (world) => {
    const { look } = await lookerOf(world);
    const address = await world.address();
    await world.decoys?.(address);
    await payFinally(world, address, "15");
    expect(moneyOf((await look([address])).facts)).toEqual([`${address} 15 ${world.coin}`]);
  });

  test("refuses a provider on another chain", async (world) => {
    await expectRefusal(world, "eth_chainId", "0x2a", "is on chain 42");
  });

  test("refuses a provider that knows other decimals of the token", async (world) => {
    await expectRefusal(world, "eth_call", `0x${"7".padStart(64, "0")}`, "decimals");
  });

  async function expectRefusal(
    world: ReaderWorld,
    method: string,
    result: string,
    words: string,
  ): Promise<void> {
    const proxy = await startProxy(world.url);
    try {
      proxy.behave(async (request, forward) => {
        if (request.method !== method) return await forward();
        const { id }: { id?: unknown } = JSON.parse(request.body);
        return { status: 200, body: JSON.stringify({ jsonrpc: "2.0", id, result }) };
      });
      const reader = world.reader([proxy.url]);
      const { look } = await lookerOf(world, reader);
      await expect(look([await world.address()])).rejects.toMatchObject({ code: "broken" });
      const [report] = await reader.check();
      expect(report?.problem?.message).toContain(words);
    } finally {
      await proxy.close();
    }
  }
}
