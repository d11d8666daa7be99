import { setTimeout as delay } from "node:timers/promises";
import type { Bench, Suite } from "./bench.ts";
import { notification } from "./gateway.ts";
import { openRaw, sendRaw, statusIn } from "./raw-socket.ts";

const LIMIT = 64 * 1024;
const PAID = { paymentId: "EX100100100", collected: "100", state: 2 };

/** Sizes, pace, methods and paths. */
export function transport({ factory, describe, expect, test }: Suite): void {
  const order = { paymentId: "EX100100100", price: "100" };
  const head = (bench: Bench, ...more: string[]) => [
    `POST ${new URL(bench.webhookUrl).pathname} HTTP/1.1`,
    "content-type: application/json",
    ...more,
  ];

  describe("a body on its way", () => {
    test("64 KiB are taken, and one byte more is not", async (bench) => {
      await bench.coincoin.createOrder(order);
      const body = notification(PAID);
      expect((await bench.post(body.padEnd(LIMIT))).json).toEqual({ outcome: "applied" });
      const answer = await bench.post(body.padEnd(LIMIT + 1));
      expect([answer.status, answer.json]).toMatchObject([413, { code: "body_too_large" }]);
    });

    test("an announced size over the limit is refused before the body is sent", async (bench) => {
      const { socket, reply } = openRaw(bench.webhookUrl);
      socket.write(
        `${head(bench, "host: shop.example", "content-length: 10000000000").join("\r\n")}\r\n\r\n{`,
      );
      expect(statusIn(await reply)).toBe(413);
      socket.destroy();
    });

    test("one in chunks is put together, and is bounded all the same", async (bench) => {
      await bench.coincoin.createOrder(order);
      const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
      const body = notification(PAID);
      const chunked = `${chunk(body.slice(0, 7))}${chunk(body.slice(7, 60))}${chunk(body.slice(60))}0\r\n\r\n`;
      const lines = head(bench, "transfer-encoding: chunked");
      expect(statusIn(await sendRaw(bench.webhookUrl, lines, chunked))).toBe(200);
      expect(await bench.coincoin.getOrder("EX100100100")).toMatchObject({ coverage: "full" });
      const exact = `${chunk(body.padEnd(LIMIT))}0\r\n\r\n`;
      expect(statusIn(await sendRaw(bench.webhookUrl, lines, exact))).toBe(200);
      const long = `${chunk(body.padEnd(LIMIT))}${chunk(" ")}0\r\n\r\n`;
      expect(statusIn(await sendRaw(bench.webhookUrl, lines, long))).toBe(413);
    });

    test("a stranger is turned away before the body is read", async (bench) => {
      const { socket, reply } = openRaw(bench.url);
      const path = `${new URL(bench.url).pathname}/webhook/wrong`;
      socket.write(`POST ${path} HTTP/1.1\r\nhost: shop.example\r\ncontent-length: 60000\r\n\r\n{`);
      expect(statusIn(await reply)).toBe(401);
      socket.destroy();
    });

    test("one that dribbles in whole is taken", async (bench) => {
      await bench.coincoin.createOrder(order);
      const body = notification(PAID);
      const { socket, reply } = openRaw(bench.webhookUrl);
      socket.write(
        `${head(bench, "host: shop.example", `content-length: ${body.length}`).join("\r\n")}\r\n\r\n`,
      );
      for (let at = 0; at < body.length; at += 40) {
        socket.write(body.slice(at, at + 40));
        await delay(5);
      }
      expect(statusIn(await reply)).toBe(200);
      socket.destroy();
    });

    test(
      "one that does not arrive in time is given up",
      async (bench) => {
        const { socket, reply } = openRaw(bench.webhookUrl);
        socket.write(`${head(bench, "host: shop.example", "content-length: 100").join("\r\n")}\r\n\r\n{`);
        expect(statusIn(await reply)).toBe(408);
        socket.destroy();
      },
      { options: { limits: { bodyTimeoutMs: 100 } } },
    );

    test("one that is cut off changes nothing, and the server goes on", async (bench) => {
      await bench.coincoin.createOrder(order);
      const body = notification(PAID);
      for (const sent of [0, 1, body.length - 1]) {
        const { socket } = openRaw(bench.webhookUrl);
        socket.write(
          `${head(bench, "host: shop.example", `content-length: ${body.length}`).join("\r\n")}\r\n\r\n`,
        );
        socket.write(body.slice(0, sent));
        await delay(20);
        socket.destroy();
      }
      await delay(50);
      expect(await bench.coincoin.getOrder("EX100100100")).toMatchObject({ received: {} });
      expect((await bench.post(body)).json).toEqual({ outcome: "applied" });
    });
  });

  describe("methods and paths", () => {
    test("a webhook is posted, and everything else is told so", async (bench) => {
      for (const method of ["GET", "HEAD", "PUT", "DELETE", "PATCH"]) {
        const answer = await bench.get(`/webhook/${bench.token}`, { method });
        expect([method, answer.status, answer.headers.get("allow")]).toEqual([method, 405, "POST"]);
        if (method !== "HEAD") expect(answer.json).toMatchObject({ code: "method_not_allowed" });
      }
      const view = await bench.get("/orders/EX100100100", { method: "POST", body: "{}" });
      expect([view.status, view.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    });

    // A router that decodes paths for itself may know nothing at such a path, before we are asked.
    const refusal = factory.malformedPath ?? 400;
    test("malformed percent-encoding is a bad request", async (bench) => {
      for (const path of ["/webhook/%", "/webhook/%zz", "/webhook/%C3%28"]) {
        const url = bench.url + path;
        const lines = [`POST ${new URL(bench.url).pathname}${path} HTTP/1.1`, "content-length: 2"];
        expect([path, statusIn(await sendRaw(url, lines, "{}"))]).toEqual([path, refusal]);
      }
      const lines = [`GET ${new URL(bench.url).pathname}/orders/%E0%A4%A HTTP/1.1`];
      expect(statusIn(await sendRaw(bench.url, lines))).toBe(refusal);
    });

    test("a slash at the end of the pasted address does no harm", async (bench) => {
      await bench.coincoin.createOrder(order);
      expect((await bench.post(notification(PAID), { token: `${bench.token}/` })).status).toBe(200);
    });

    test("so does a slash too many before it", async (bench) => {
      await bench.coincoin.createOrder(order);
      const path = `${new URL(bench.url).pathname}//webhook/${bench.token}`;
      const body = notification(PAID);
      const lines = [
        `POST ${path} HTTP/1.1`,
        "content-type: application/json",
        `content-length: ${body.length}`,
      ];
      const isRedirected = factory.redirectsSlashes === true;
      expect(statusIn(await sendRaw(bench.url, lines, body))).toBe(isRedirected ? 308 : 200);
      const coverage = isRedirected ? "none" : "full";
      expect(await bench.coincoin.getOrder("EX100100100")).toMatchObject({ coverage });
    });

    if (factory.mountsTwice === true) {
      test(
        "a request that meets the router twice is answered once, and one that is none of ours passes it",
        async (bench) => {
          await bench.coincoin.createOrder(order);
          expect((await bench.post(notification(PAID))).json).toEqual({ outcome: "applied" });
          expect((await bench.get("/nothing/here")).status).toBe(404);
          expect((await bench.get("/orders/EX100100100")).status).toBe(404);
        },
        { twice: true },
      );
    }

    test("detours in a path lead nowhere", async (bench) => {
      await bench.coincoin.createOrder(order);
      const { pathname } = new URL(bench.url);
      const key = bench.coincoin.viewKey("EX100100100");
      const doubled = `/orders//EX100100100?key=${key}`;
      const slashed = `/orders/EX100100100/?key=${key}`;
      for (const path of [
        doubled,
        `/ORDERS/EX100100100?key=${key}`,
        slashed,
        `/orders/x%2F..%2FEX100100100?key=${key}`,
        `/orders/EX100100100%00?key=${key}`,
        `/orders/EX100100100;x?key=${key}`,
      ]) {
        const status = statusIn(
          await sendRaw(bench.url, [`GET ${pathname}${path} HTTP/1.1`, "connection: close"]),
        );
        const isRedirected = factory.redirectsSlashes === true && [doubled, slashed].includes(path);
        expect([path, status]).toEqual([path, isRedirected ? 308 : 404]);
      }
    });

    test("a path that is none of ours is not answered with anything of ours", async (bench) => {
      expect((await bench.get("/nothing/here")).status).toBe(404);
      expect((await bench.get("/")).status).toBe(404);
    });
  });
}
