import { CoinCoin, memoryStore } from "@coincoin/core";
import { APP, OTHER_SECRET, SECRET, type Suite } from "./bench.ts";
import { notification, signedHeaders } from "./gateway.ts";
import { sendRaw, statusIn } from "./raw-socket.ts";

const PAYMENT = { paymentId: "EX100100100", collected: "40", state: 0 };
const MINUTE = 60_000;

/** Who may say that money came. */
export function authentication({ describe, expect, test }: Suite): void {
  const order = { paymentId: "EX100100100", price: "100" };

  describe("the URL's token", () => {
    test("a wrong, a shortened, a longer and a missing one are refused, and nothing changes", async (bench) => {
      await bench.coincoin.createOrder(order);
      const { token } = bench;
      const wrong = [
        `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`,
        token.slice(0, -1),
        `${token}A`,
        "%20",
        "x",
      ];
      for (const candidate of wrong) {
        const answer = await bench.post(notification(PAYMENT), { token: candidate });
        expect([candidate, answer.status]).toEqual([candidate, 401]);
        expect(answer.json).toMatchObject({ code: "webhook_unauthorized" });
        expect(answer.text).not.toContain(token);
      }
      const bare = await bench.get("/webhook", { method: "POST", body: notification(PAYMENT) });
      expect(bare.status).toBe(401);
      expect(await bench.coincoin.getOrder("EX100100100")).toMatchObject({ received: {} });
    });

    test("another app's token is refused", async (bench) => {
      const other = new CoinCoin({
        appId: "another-app",
        secretKey: SECRET,
        apiUrl: bench.gateway.apiUrl,
        publicUrl: "https://shop.example/coincoin",
        store: memoryStore(),
      });
      const token = new URL(other.webhookUrl()).pathname.split("/").at(-1) ?? "";
      await other.close();
      expect(token).not.toBe(bench.token);
      expect((await bench.post(notification(PAYMENT), { token })).status).toBe(401);
    });

    test("a right signature does not stand in for it", async (bench) => {
      const headers = signedHeaders(APP, SECRET);
      expect((await bench.post(notification(PAYMENT), { token: "x", headers })).status).toBe(401);
    });

    test(
      "after the key was replaced, what the old key signed is still taken",
      async (bench) => {
        await bench.coincoin.createOrder(order);
        const old = await bench.post(notification(PAYMENT), { headers: signedHeaders(APP, SECRET) });
        expect(old.json).toEqual({ outcome: "applied" });
        const fresh = await bench.post(notification({ ...PAYMENT, collected: "41" }), {
          headers: signedHeaders(APP, OTHER_SECRET),
        });
        expect(fresh.json).toEqual({ outcome: "applied" });
        const stranger = signedHeaders(APP, "neither of them");
        const held = await bench.post(notification({ ...PAYMENT, collected: "99" }), { headers: stranger });
        expect(held.json).toEqual({ outcome: "held" });
      },
      { options: { secretKey: [OTHER_SECRET, SECRET] } },
    );
  });

  describe("the signature", () => {
    const unknown: [string, (body: string) => Record<string, string>][] = [
      ["nobody's digest", () => ({ ...signedHeaders(APP, SECRET), "cc-sign": "0".repeat(40) })],
      ["another app", () => signedHeaders("another-app", SECRET)],
      ["another key", () => signedHeaders(APP, "another key")],
      ["base64", () => signedHeaders(APP, SECRET, Date.now(), { encoding: "base64" })],
      ["SHA-256", () => signedHeaders(APP, SECRET, Date.now(), { algorithm: "sha256" })],
      ["its body", (body) => signedHeaders(APP, SECRET, Date.now(), { text: body })],
      ["seconds", () => signedHeaders(APP, SECRET, Math.floor(Date.now() / 1000))],
      ["more than a day ago", () => signedHeaders(APP, SECRET, Date.now() - 25 * 60 * MINUTE)],
    ];
    for (const [name, sign] of unknown) {
      test(`one that is not understood waits for a person, with all that came: ${name}`, async (bench) => {
        await bench.coincoin.createOrder(order);
        const body = notification({ ...PAYMENT, collected: "100", state: 2 });
        const headers = { ...sign(body), "x-more": "a secret of the sender" };
        const answer = await bench.post(body, { headers });
        expect([answer.status, answer.json]).toEqual([200, { outcome: "held" }]);
        expect(await bench.coincoin.getOrder("EX100100100")).toMatchObject({ received: {} });
        expect(await bench.attentionKinds()).toEqual(["held"]);
        const { items } = await bench.coincoin.inbox.list({ outcome: "held" });
        expect(items).toMatchObject([{ body, paymentId: "EX100100100" }]);
        expect(items[0]?.proofs.mismatch?.headers).toEqual(
          expect.arrayContaining(["cc-app-id", "cc-sign", "cc-timespan", "x-more"]),
        );
        expect(JSON.stringify(items)).not.toContain("a secret of the sender");
        expect((await bench.coincoin.health()).store?.held).toBe(1);
        expect((await bench.post(body, { headers, token: "x" })).status).toBe(401);
        expect(await bench.coincoin.inbox.accept({ by: "Ada", all: true })).toMatchObject({ applied: 1 });
        expect(await bench.coincoin.getOrder("EX100100100")).toMatchObject({ received: { usdt: "100" } });
      });
    }

    test("an old and a future one of a day at most are taken, and so is what is incomplete, on the token", async (bench) => {
      await bench.coincoin.createOrder(order);
      const proofs = [
        { "cc-app-id": APP },
        signedHeaders(APP, SECRET, Date.now() - 10 * MINUTE),
        signedHeaders(APP, SECRET, Date.now() + 23 * 60 * MINUTE),
      ];
      for (const [index, headers] of proofs.entries()) {
        const answer = await bench.post(notification({ ...PAYMENT, collected: String(40 + index) }), {
          headers,
        });
        expect(answer.json).toEqual({ outcome: "applied" });
      }
      const { items } = await bench.coincoin.inbox.list();
      expect(items.map((entry) => entry.proofs.signature).sort()).toEqual(["incomplete", "stale", "stale"]);
    });

    test(
      "where it is required, what has none waits for a person, and without the token it is refused",
      async (bench) => {
        await bench.coincoin.createOrder(order);
        const none: Record<string, string> = {};
        for (const headers of [none, { "cc-app-id": APP }]) {
          const held = await bench.post(notification(PAYMENT), { headers });
          expect([held.status, held.json]).toEqual([200, { outcome: "held" }]);
          expect((await bench.post(notification(PAYMENT), { headers, token: "x" })).status).toBe(401);
        }
        const answer = await bench.post(notification(PAYMENT), { headers: signedHeaders(APP, SECRET) });
        expect(answer.json).toEqual({ outcome: "applied" });
      },
      { options: { webhook: { signature: "required" } } },
    );

    test("what is sent by `coincoin trigger` does not make others wait, though it is signed", async (bench) => {
      await bench.coincoin.createOrder(order);
      const headers = { ...signedHeaders(APP, SECRET), "coincoin-trigger": "1" };
      expect((await bench.post(notification(PAYMENT), { headers })).json).toEqual({ outcome: "applied" });
      const unsigned = await bench.post(notification({ ...PAYMENT, collected: "50" }));
      expect(unsigned.json).toEqual({ outcome: "applied" });
    });

    test("once one was signed, what is not signed waits for a person", async (bench) => {
      await bench.coincoin.createOrder(order);
      expect((await bench.post(notification(PAYMENT))).json).toEqual({ outcome: "applied" });
      await bench.post(notification({ ...PAYMENT, collected: "50" }), {
        headers: signedHeaders(APP, SECRET),
      });
      const held = await bench.post(notification({ ...PAYMENT, collected: "100", state: 1 }));
      expect([held.status, held.json]).toEqual([200, { outcome: "held" }]);
      expect(await bench.coincoin.getOrder("EX100100100")).toMatchObject({ received: { usdt: "50" } });
      expect(await bench.attentionKinds()).toContain("held");
    });

    test("header names count without case, and a header that came twice is not a signature", async (bench) => {
      await bench.coincoin.createOrder(order);
      const signed = signedHeaders(APP, SECRET);
      const body = notification(PAYMENT);
      const head = [
        `POST ${new URL(bench.webhookUrl).pathname} HTTP/1.1`,
        "Content-Type: application/json",
        `CONTENT-LENGTH: ${Buffer.byteLength(body)}`,
        `Cc-App-Id: ${signed["cc-app-id"]}`,
        `CC-TIMESPAN: ${signed["cc-timespan"]}`,
        `cC-sIgN: ${signed["cc-sign"]}`,
      ];
      expect(statusIn(await sendRaw(bench.webhookUrl, head, body))).toBe(200);
      const { items } = await bench.coincoin.inbox.list();
      expect(items[0]?.proofs.signature).toBe("valid");
      const other = notification({ ...PAYMENT, collected: "99" });
      const twice = [...head, `cc-sign: ${"0".repeat(40)}`];
      expect(statusIn(await sendRaw(bench.webhookUrl, twice, other))).toBe(200);
      expect(await bench.coincoin.getOrder("EX100100100")).toMatchObject({ received: { usdt: "40" } });
    });
  });
}
