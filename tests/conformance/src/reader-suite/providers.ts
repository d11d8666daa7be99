import { inspect } from "node:util";
import { lookerOf, moneyOf, payFinally } from "./looking.ts";
import { type Behaviour, type Proxy, startProxy } from "./proxy.ts";
import type { ReaderSuite, ReaderWorld } from "./world.ts";

const KEY = "k3y-0f-a-merchant-1234567890";

/** What providers do at their worst. */
export function providers({ test, expect }: ReaderSuite): void {
  async function through(
    world: ReaderWorld,
    count: number,
    body: (...proxies: Proxy[]) => Promise<void>,
  ): Promise<void> {
    const proxies = await Promise.all(Array.from({ length: count }, () => startProxy(world.url)));
    try {
      await body(...proxies);
    } finally {
      for (const proxy of proxies) await proxy.close();
    }
  }

  const always =
    (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Behaviour =>
    async () => ({ status, body, headers });

  async function expectFailure(
    world: ReaderWorld,
    behaviour: Behaviour,
    expected: object,
    timeoutMs = 10_000,
  ): Promise<void> {
    await through(world, 1, async (proxy) => {
      proxy.behave(behaviour);
      const reader = world.reader([proxy.url], { timeoutMs });
      const { look } = await lookerOf(world, reader);
      await expect(look([await world.address()])).rejects.toMatchObject(expected);
    });
  }

  test("leaves a provider alone for as long as it asks to", async (world) => {
    await through(world, 1, async (proxy) => {
      proxy.behave(always(429, "slow down", { "retry-after": "7" }));
      const { look } = await lookerOf(world, world.reader([proxy.url]));
      const address = await world.address();
      await expect(look([address])).rejects.toMatchObject({ code: "busy", retryAfterMs: 7_000 });
      const asked = proxy.asked.length;
      await expect(look([address])).rejects.toMatchObject({ code: "busy" });
      expect(proxy.asked).toHaveLength(asked);
    });
  });

  test("follows no redirect", async (world) => {
    const elsewhere = always(302, "", { location: "http://127.0.0.1:9/" });
    await expectFailure(world, elsewhere, { code: "broken", message: expect.stringContaining("redirect") });
  });

  test("reads eight megabytes of an answer and no more", async (world) => {
    await expectFailure(world, always(200, `"${"x".repeat(9_000_000)}"`), { code: "broken" });
  });

  test("waits so long for an answer and no longer", async (world) => {
    await expectFailure(world, async () => "hang", { code: "unreachable" }, 300);
  });

  test("takes nonsense for nonsense, and not for an empty list", async (world) => {
    for (const body of [
      "",
      "null",
      "[]",
      "{}",
      "<html>",
      '{"jsonrpc":"2.0","id":9999,"result":[]}',
      "\u0000",
    ]) {
      await expectFailure(world, always(200, body), { code: "broken" });
    }
  });

  test("asks the next provider where one fails, and lets them take turns", async (world) => {
    await through(world, 2, async (first, second) => {
      const { look } = await lookerOf(world, world.reader([first.url, second.url]));
      const address = await world.address();
      await payFinally(world, address, "16");
      const names = [(await look([address])).provider, (await look([address])).provider];
      expect(new Set(names).size).toBe(2);
      first.behave(always(500, "no"));
      for (let turn = 0; turn < 2; turn += 1) {
        const { facts, provider } = await look([address]);
        expect(moneyOf(facts)).toEqual([`${address} 16 ${world.coin}`]);
        expect(second.url).toContain(provider);
      }
    });
  });

  test("never shows the URL of a provider or a key", async (world) => {
    await through(world, 1, async (proxy) => {
      const secret = `${proxy.url}/v2/${KEY}?token=${KEY}`;
      const shown: string[] = [];
      const reader = world.reader([secret], {
        timeoutMs: 300,
        onCall: (call) => void shown.push(inspect(call)),
      });
      const { look } = await lookerOf(world, reader);
      const answers = [
        always(401, `no such key: ${KEY}`),
        always(400, `POST ${secret} was refused`),
        always(
          500,
          JSON.stringify({ id: 1, error: { code: -32_000, message: `bad key ${KEY} at ${secret}` } }),
        ),
        async () => "hang" as const,
      ];
      for (const answer of answers) {
        proxy.behave(answer);
        await look([await world.address()]).catch(
          (error: unknown) => void shown.push(inspect(error, { depth: 9 })),
        );
        const [report] = await reader.check();
        shown.push(inspect(report, { depth: 9 }));
      }
      shown.push(inspect(reader, { depth: 9, showHidden: true }), JSON.stringify(reader));
      expect(shown.filter((text) => text.includes(KEY))).toEqual([]);
      expect(shown.length).toBeGreaterThan(answers.length);
    });
  });

  test("does not look where it is not told since when", async (world) => {
    const query = { addresses: [await world.address()], cursor: null, since: "yesterday" };
    await expect(world.reader([world.url]).look(query)).rejects.toMatchObject({ code: "config_invalid" });
  });

  test("stops when it is told to", async (world) => {
    await through(world, 1, async (proxy) => {
      proxy.behave(async () => "hang");
      const stop = new AbortController();
      const { look } = await lookerOf(world, world.reader([proxy.url]));
      const looking = look([await world.address()], { signal: stop.signal });
      setTimeout(() => stop.abort(), 50);
      await expect(looking).rejects.toMatchObject({ code: "aborted" });
    });
  });
}
