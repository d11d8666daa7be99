import { createSandbox } from "@coincoin/sandbox";
import { expect, it } from "vitest";
import { agreedFacts, type Cursor, joinFacts, type Look, type Testimonies, tron } from "../src/index.ts";

/** An order in a sandbox whose chain is read through both of its providers. */
async function bench() {
  const sandbox = await createSandbox();
  const { address } = await sandbox.createOrder({ paymentId: "EX100100100", price: "100" });
  const since = new Date(sandbox.now() - 600_000).toISOString();
  const reader = tron({
    urls: (["first", "second"] as const).map((name) => ({ url: sandbox.chainUrl("tron", name), name })),
    environment: { now: () => sandbox.now() },
  });
  let cursor: Cursor | null = null;
  let known: Testimonies = new Map();
  return {
    sandbox,
    address,
    agreed: () => agreedFacts(known, 2).map(({ amount }) => amount),
    async look(): Promise<Look> {
      const look = await reader.look({ addresses: [address], cursor, since });
      cursor = look.cursor;
      known = joinFacts(known, look);
      return look;
    },
  };
}

it("money whose webhook was lost is found on the chain, and two providers agree on it", async () => {
  const { sandbox, look, agreed } = await bench();
  sandbox.setFaults({ nextDeliveries: ["drop", "drop"] });
  await sandbox.pay("EX100100100", { amount: "100" });
  await sandbox.advance({ ms: 6_000 });
  expect((await look()).glimpses).toMatchObject([{ amount: "100", confirmations: 2 }]);
  await sandbox.advance({ ms: 60_000 });
  expect((await look()).facts).toMatchObject([{ amount: "100", coin: "usdt" }]);
  expect(agreed()).toEqual([]);
  await look();
  expect(agreed()).toEqual(["100"]);
  await sandbox.close();
});

it("a webhook without money leaves no trace on the chain", async () => {
  const { sandbox, look } = await bench();
  await sandbox.pay("EX100100100", { amount: "100", onChain: false });
  await sandbox.advance({ ms: 600_000 });
  expect(await look()).toMatchObject({ facts: [], glimpses: [] });
  await sandbox.close();
});

it("money that one provider invents is never agreed on", async () => {
  const { sandbox, look, agreed } = await bench();
  sandbox.chains.setFaults("tron", "first", { invents: 100_000_000n });
  const looks = [await look(), await look(), await look(), await look()];
  expect(looks.map(({ facts }) => facts.length)).toEqual([1, 0, 1, 0]);
  expect(agreed()).toEqual([]);
  await sandbox.close();
});
