import { lookerOf, moneyOf, payFinally } from "./looking.ts";
import type { ReaderSuite } from "./world.ts";

/** What a reader sees of payments. */
export function seeing({ test, expect }: ReaderSuite): void {
  test("shows nothing at an address that got nothing, and which block is final", async (world) => {
    const { look } = await lookerOf(world);
    const seen = await look([await world.address()]);
    expect(seen).toMatchObject({ network: world.network, facts: [], glimpses: [], unread: [] });
    expect(seen.head.number).toBeGreaterThan(seen.final.number);
    expect(seen.head.hash).not.toBe(seen.final.hash);
  });

  test("shows a payment as a glimpse at first, and as a fact once it is final", async (world) => {
    const { look } = await lookerOf(world);
    const address = await world.address();
    const txId = await world.pay([{ to: address, amount: "12.5" }]);
    const waiting = await look([address]);
    expect(moneyOf(waiting.glimpses)).toEqual(world.showsWaiting ? [`${address} 12.5 ${world.coin}`] : []);
    if (world.showsWaiting) expect(waiting.glimpses).toMatchObject([{ block: null, confirmations: 0 }]);
    await world.mine(1);
    const first = await look([address]);
    expect(first.facts).toEqual([]);
    expect(first.glimpses).toMatchObject([
      { txId, address, amount: "12.5", coin: world.coin, confirmations: 1 },
    ]);
    await world.mine(1);
    expect((await look([address])).glimpses).toMatchObject([{ txId, confirmations: 2 }]);
    await world.mine(world.blocksUntilFinal - 2);
    expect((await look([address])).facts).toEqual([]);
    await world.mine(1);
    const final = await look([address]);
    expect(final.glimpses).toEqual([]);
    expect(final.facts).toMatchObject([
      { network: world.network, txId, address, amount: "12.5", coin: world.coin },
    ]);
    expect(final.facts[0]?.block).toEqual(first.glimpses[0]?.block);
    expect(Math.abs(Date.parse(final.facts[0]?.at ?? "") - (await world.now()))).toBeLessThan(86_400_000);
  });

  test("keeps every digit of an amount", async (world) => {
    const { look } = await lookerOf(world);
    const address = await world.address();
    const amounts = ["1", `7${world.smallest.slice(1)}`, "0.5", "123.12345"];
    for (const amount of amounts) await world.pay([{ to: address, amount }]);
    await world.mine(1 + world.blocksUntilFinal);
    expect(moneyOf((await look([address])).facts)).toEqual(
      amounts.map((amount) => `${address} ${amount} ${world.coin}`).sort(),
    );
  });

  test("counts each of two payments to one address in one transaction", async (world) => {
    const { look } = await lookerOf(world);
    const [address, other] = [await world.address(), await world.address()];
    const txId = await world.pay([
      { to: address, amount: "3" },
      { to: other, amount: "4" },
      { to: address, amount: "3" },
    ]);
    await world.mine(1 + world.blocksUntilFinal);
    const { facts } = await look([address, other]);
    expect(moneyOf(facts)).toEqual(
      [`${address} 3 ${world.coin}`, `${address} 3 ${world.coin}`, `${other} 4 ${world.coin}`].sort(),
    );
    expect(new Set(facts.map((fact) => `${fact.txId}:${fact.index}`)).size).toBe(3);
    expect(new Set(facts.map((fact) => fact.txId))).toEqual(new Set([txId]));
  });

  test("finds all of many payments to one address", async (world) => {
    const { look } = await lookerOf(world);
    const address = await world.address();
    const amounts = Array.from({ length: 42 }, (_, place) => `1.${place + 101}`);
    for (const [place, amount] of amounts.entries()) {
      await world.pay([{ to: address, amount: amount.replace(/0+$/, "") }]);
      if (place % 14 === 13) await world.mine(1);
    }
    await world.mine(world.blocksUntilFinal);
    expect((await look([address])).facts).toHaveLength(42);
  });

  test("says nothing of addresses that were not asked for", async (world) => {
    const { look } = await lookerOf(world);
    const [address, other] = [await world.address(), await world.address()];
    await world.pay([
      { to: address, amount: "1" },
      { to: other, amount: "2" },
    ]);
    await world.mine(1 + world.blocksUntilFinal);
    expect(moneyOf((await look([other])).facts)).toEqual([`${other} 2 ${world.coin}`]);
  });

  test("reads the other addresses where one is misspelled", async (world) => {
    const { look } = await lookerOf(world);
    const address = await world.address();
    await payFinally(world, address, "5");
    const wrong = "not-an-address";
    const { facts, unread } = await look([wrong, address]);
    expect(moneyOf(facts)).toEqual([`${address} 5 ${world.coin}`]);
    expect(unread).toEqual([wrong]);
  });

  test("still shows money that was sent on", async (world) => {
    const { look } = await lookerOf(world);
    const address = await world.address();
    await payFinally(world, address, "6");
    await world.sweep(address, "6");
    await world.mine(1 + world.blocksUntilFinal);
    expect(moneyOf((await look([address])).facts)).toEqual([`${address} 6 ${world.coin}`]);
  });

  test("takes a glimpse back together with its block", async (world) => {
    const { look } = await lookerOf(world);
    const address = await world.address();
    await world.pay([{ to: address, amount: "8" }]);
    await world.mine(1);
    expect((await look([address])).glimpses).toHaveLength(1);
    await world.reorg(1);
    await world.mine(1);
    const after = await look([address]);
    expect(after.facts).toEqual([]);
    expect(after.glimpses.filter(({ block }) => block !== null)).toEqual([]);
  });

  test("shows the same facts at every look, under the same keys", async (world) => {
    const { look } = await lookerOf(world);
    const address = await world.address();
    await payFinally(world, address, "9");
    const first = await look([address]);
    const second = await look([address]);
    expect(second.facts).toEqual(first.facts);
    expect(first.facts).toHaveLength(1);
  });
}
