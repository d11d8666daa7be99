import { setTimeout as delay } from "node:timers/promises";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import type { Bench, Suite } from "./bench.ts";
import { notification } from "./gateway.ts";
import { openRaw, statusIn } from "./raw-socket.ts";

const PAID = { paymentId: "EX100100100", collected: "100", state: 2 };

/** What comes with the right URL and cannot be read: it is refused, and a person is told each time. */
export function lost({ describe, expect, test }: Suite): void {
  const order = { paymentId: "EX100100100", price: "100" };
  const text = notification(PAID);

  async function expectTold(bench: Bench, what: string): Promise<void> {
    // The reply may come before the item, where nobody is there to be answered.
    const items = async () => (await bench.coincoin.attention.list()).items;
    for (let tries = 0; tries < 100 && (await items()).length === 0; tries++) await delay(10);
    expect((await items()).map(({ kind }) => kind)).toEqual(["unreadable"]);
    expect((await items())[0]?.message).toContain(what);
  }

  describe("an authentic body that cannot be read", () => {
    const unreadable: [string, Uint8Array, number, string][] = [
      ["in GBK", Buffer.from([0x7b, 0x22, 0xb1, 0xd2, 0x22, 0x3a, 0x31, 0x7d]), 400, "must be UTF-8"],
      ["in Latin-1", Buffer.from('{"a":"é"}', "latin1"), 400, "must be UTF-8"],
      ["in UTF-16", Buffer.from(`\ufeff${text}`, "utf16le"), 400, "must be UTF-8"],
      ["that is not JSON", Buffer.from("state=1"), 400, "not JSON"],
      ["that is empty", Buffer.from(""), 400, "not JSON"],
      ["that is too large", Buffer.alloc(64 * 1024 + 1, " "), 413, "at most 65536 bytes"],
    ];
    for (const [name, body, status, what] of unreadable) {
      test(`${name} leaves an item`, async (bench) => {
        expect((await bench.post(body)).status).toBe(status);
        await expectTold(bench, what);
        expect((await bench.post(body, { token: "x" })).status).toBe(401);
        expect(await bench.attentionKinds()).toEqual(["unreadable"]);
      });
    }

    test(
      "that is too slow leaves an item",
      async (bench) => {
        const { socket, reply } = openRaw(bench.webhookUrl);
        socket.write(`${head(bench, 100)}{`);
        expect(statusIn(await reply)).toBe(408);
        socket.destroy();
        await expectTold(bench, "must arrive within");
      },
      { options: { limits: { bodyTimeoutMs: 100 } } },
    );

    test("that is cut off leaves an item", async (bench) => {
      const { socket } = openRaw(bench.webhookUrl);
      socket.write(`${head(bench, text.length)}${text.slice(0, 20)}`);
      await delay(50);
      socket.destroy();
      await expectTold(bench, "sender closed the connection");
    });
  });

  describe("a body that is still compressed", () => {
    for (const [encoding, body] of [
      ["gzip", gzipSync(text)],
      ["deflate", deflateSync(text)],
      ["br", brotliCompressSync(text)],
    ] as const) {
      test(`is inflated: ${encoding}`, async (bench) => {
        await bench.coincoin.createOrder(order);
        const answer = await bench.post(body, { headers: { "content-encoding": encoding } });
        expect([answer.status, answer.json]).toEqual([200, { outcome: "applied" }]);
        expect(await bench.coincoin.getOrder("EX100100100")).toMatchObject({ received: { usdt: "100" } });
      });
    }

    test("is not inflated beyond the limit", async (bench) => {
      const bomb = gzipSync(Buffer.alloc(10_000_000, " "));
      const answer = await bench.post(bomb, { headers: { "content-encoding": "gzip" } });
      expect(answer.status).toBe(413);
      await expectTold(bench, "at most 65536 bytes");
    });
  });

  describe("the header of a probe", () => {
    test("makes no notification vanish", async (bench) => {
      await bench.coincoin.createOrder(order);
      const answer = await bench.post(text, { headers: { "coincoin-probe": "1" } });
      expect([answer.status, answer.json]).toEqual([200, { outcome: "applied" }]);
    });

    test("is answered where the body is one, leaves nothing, and is not an attempt", async (bench) => {
      const body = '{ "probe": true, "amount": 1.10 }';
      const headers = { "coincoin-probe": "1" };
      expect((await bench.post(body, { headers })).json).toMatchObject({ outcome: "probe" });
      expect((await bench.post(body, { headers, token: "x" })).status).toBe(401);
      expect([await bench.attentionKinds(), (await bench.coincoin.inbox.list()).items]).toEqual([[], []]);
      expect((await bench.coincoin.health()).refused).toEqual({});
      expect((await bench.post(body, { token: "x" })).status).toBe(401);
      expect((await bench.coincoin.health()).refused).toEqual({ wrong_token: 1 });
    });
  });
}

function head(bench: Bench, length: number): string {
  const { pathname } = new URL(bench.webhookUrl);
  return `POST ${pathname} HTTP/1.1\r\nhost: shop.example\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
}
