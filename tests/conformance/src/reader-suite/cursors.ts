import { lookerOf, moneyOf, payFinally } from "./looking.ts";
import { rpcResult, startProxy } from "./proxy.ts";
import type { ReaderSuite, ReaderWorld } from "./world.ts";

const MINUTE = 60;

/** So many minutes of the chain's time, with something done in each. */
async function minutes(world: ReaderWorld, count: number, each: () => Promise<unknown>): Promise<void> {
  for (let minute = 0; minute < count; minute += 1) {
    await world.pass(MINUTE);
    await each();
  }
}

/** Where a look begins. Only for readers that ask for all addresses together. */
export function cursors({ test, expect }: ReaderSuite): void {
  test("moves its cursor to what was final ten minutes before, and not further", async (world) => {
    const { look, cursor } = await lookerOf(world);
    const address = await world.address();
    const finals = new Map<number, number>();
    await minutes(world, 40, async () => {
      const { final } = await look([address]);
      finals.set(final.number, Date.parse(final.at) / 1000);
    });
    const newest = Math.max(...finals.values());
    const reached = finals.get((cursor()?.next ?? 0) - 1);
    expect(reached).toBeLessThanOrEqual(newest - 10 * MINUTE);
    expect(reached).toBeGreaterThan(newest - 14 * MINUTE);
  });

  test("finds what a lagging provider left out without a word", async (world) => {
    const proxy = await startProxy(world.url);
    try {
      const { look } = await lookerOf(world, world.reader([proxy.url]));
      const address = await world.address();
      await look([address]);
      await payFinally(world, address, "11");
      proxy.behave(async (request, forward) =>
        request.method === "eth_getLogs" ? rpcResult(request, []) : await forward(),
      );
      // The blocks are final and were read without an error, and without the money.
      await minutes(world, 5, async () => expect((await look([address])).facts).toEqual([]));
      proxy.behave(async (_request, forward) => await forward());
      expect(moneyOf((await look([address])).facts)).toEqual([`${address} 11 ${world.coin}`]);
    } finally {
      await proxy.close();
    }
  });

  test("catches up after a day in which nobody looked", async (world) => {
    const { look } = await lookerOf(world);
    const address = await world.address();
    await look([address]);
    await payFinally(world, address, "12");
    await world.pass(86_400);
    expect(moneyOf((await look([address])).facts)).toEqual([`${address} 12 ${world.coin}`]);
  });

  test("does not move its cursor past what it could not read", async (world) => {
    const proxy = await startProxy(world.url);
    try {
      const { look, cursor } = await lookerOf(world, world.reader([proxy.url]));
      const address = await world.address();
      await look([address]);
      const before = cursor();
      await payFinally(world, address, "13");
      proxy.behave(async (request, forward) =>
        request.method === "eth_getLogs" ? { status: 500, body: "{}" } : await forward(),
      );
      await minutes(world, 20, async () => await expect(look([address])).rejects.toThrow("failed (500)"));
      expect(cursor()).toEqual(before);
      proxy.behave(async (_request, forward) => await forward());
      expect(moneyOf((await look([address])).facts)).toEqual([`${address} 13 ${world.coin}`]);
    } finally {
      await proxy.close();
    }
  });

  test("finds what came to an address before it was watched, where it is asked for without a cursor", async (world) => {
    const { look } = await lookerOf(world);
    const [watched, late] = [await world.address(), await world.address()];
    await look([watched]);
    await payFinally(world, late, "18");
    await minutes(world, 30, async () => await look([watched]));
    const since = new Date((await world.now()) - 7_200_000).toISOString();
    const { facts } = await world.reader([world.url]).look({ addresses: [late], cursor: null, since });
    expect(moneyOf(facts)).toEqual([`${late} 18 ${world.coin}`]);
  });

  test("is not led astray by the cursor that a wrong provider made", async (world) => {
    const address = await world.address();
    const since = new Date((await world.now()) - 600_000).toISOString();
    await payFinally(world, address, "17");
    const wrong = { number: 10 ** 9, at: Math.floor(Date.parse(since) / 1000) };
    const reader = world.reader([world.url]);
    const look = await reader.look({
      addresses: [address],
      cursor: { next: wrong.number, finals: [wrong] },
      since,
    });
    expect(moneyOf(look.facts)).toEqual([`${address} 17 ${world.coin}`]);
    expect(look.cursor?.next).toBeLessThan(wrong.number);
  });

  test("refuses a provider that has not reached what was read before", async (world) => {
    const { look, cursor } = await lookerOf(world);
    const address = await world.address();
    const old = await look([address]);
    await minutes(world, 30, async () => await look([address]));
    const proxy = await startProxy(world.url);
    try {
      const block = {
        number: hex(old.head.number),
        hash: `0x${old.head.hash.replace(/^0x/, "")}`,
        timestamp: hex(Date.parse(old.head.at) / 1000),
      };
      proxy.behave(async (request, forward) =>
        request.method === "eth_getBlockByNumber" ? rpcResult(request, block) : await forward(),
      );
      const query = { addresses: [address], cursor: cursor(), since: old.head.at };
      await expect(world.reader([proxy.url]).look(query)).rejects.toMatchObject({ code: "behind" });
    } finally {
      await proxy.close();
    }
  });
}

function hex(number: number): string {
  return `0x${number.toString(16)}`;
}
