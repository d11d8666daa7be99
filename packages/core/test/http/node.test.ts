import { createHash } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import type { CoinCoin } from "../../src/coincoin.ts";
import { customerMessage } from "../../src/http/customer.ts";
import { toNodeMiddleware } from "../../src/http/node.ts";
import { notification, openCoinCoin, PAYMENT_ID, serving, tell, tokenOf } from "./support.ts";

/** What a body parser does before the middleware: reads the stream to its end and leaves something behind. */
function afterParser(coincoin: CoinCoin, leave: (bytes: Buffer) => object) {
  const middleware = toNodeMiddleware(coincoin);
  return (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      middleware(Object.assign(request, leave(Buffer.concat(chunks))), response);
    });
  };
}

/** As a test runner may have them, whose globals are not Node's. */
function foreign(bytes: Buffer): unknown {
  return runInNewContext("Uint8Array.from(bytes)", { bytes: [...bytes] });
}

async function post(
  url: string,
  coincoin: CoinCoin,
  body: string,
): Promise<{ status: number; json: unknown }> {
  const response = await fetch(`${url}/webhook/${tokenOf(coincoin)}`, { method: "POST", body });
  const json: unknown = await response.json();
  return { status: response.status, json };
}

describe("a probe", () => {
  const probe = async (url: string, token: string, body: string) => {
    const headers = { "coincoin-probe": "1" };
    const response = await fetch(`${url}/webhook/${token}`, { method: "POST", headers, body });
    const json: unknown = await response.json();
    return { status: response.status, json };
  };

  it("is told how its body arrived, and is not a notification", async () => {
    await using coincoin = openCoinCoin();
    await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    const body = '{ "probe": true, "amount": 1.10 }';
    const sha256 = createHash("sha256").update(body).digest("hex");
    await serving(toNodeMiddleware(coincoin), async (url) => {
      expect(await probe(url, tokenOf(coincoin), body)).toEqual({
        status: 200,
        json: { outcome: "probe", body: "raw", sha256, hasContact: false },
      });
      expect(await probe(url, "wrong", body)).toMatchObject({ status: 401 });
    });
    const parsed = afterParser(coincoin, (bytes) => ({ body: JSON.parse(bytes.toString()) as object }));
    await serving(parsed, async (url) => {
      expect(await probe(url, tokenOf(coincoin), body)).toEqual({
        status: 200,
        json: { outcome: "probe", body: "parsed", sha256: null, hasContact: false },
      });
    });
    expect(await coincoin.getOrder(PAYMENT_ID)).toMatchObject({ received: {} });
    expect([await coincoin.inbox.list(), await coincoin.attention.list()]).toMatchObject([
      { items: [] },
      { items: [] },
    ]);
  });

  it("is nothing but what says so in its body: the header makes no notification vanish", async () => {
    await using coincoin = openCoinCoin();
    await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    const kept = afterParser(coincoin, (bytes) => ({ body: JSON.parse(bytes.toString()) as object }));
    const probing = notification("50", 0).replace("{", '{"probe":true,');
    for (const [mount, body, outcome] of [
      [toNodeMiddleware(coincoin), notification("40", 0), "applied"],
      [kept, notification("41", 0), "applied"],
      [toNodeMiddleware(coincoin), probing, "applied"],
    ] as const) {
      await serving(mount, async (url) => {
        expect(await probe(url, tokenOf(coincoin), body)).toEqual({ status: 200, json: { outcome } });
      });
    }
    expect(await coincoin.getOrder(PAYMENT_ID)).toMatchObject({ received: { usdt: "50" } });
    await serving(toNodeMiddleware(coincoin), async (url) => {
      expect(await probe(url, tokenOf(coincoin), "no JSON")).toMatchObject({ status: 400 });
    });
    expect((await coincoin.attention.list()).items).toMatchObject([{ kind: "unreadable" }]);
  });
});

describe("a body that something read before", () => {
  it.each<[string, (bytes: Buffer) => object]>([
    ["rawBody as bytes", (bytes) => ({ rawBody: bytes, body: { wrong: true } })],
    ["rawBody as text", (bytes) => ({ rawBody: bytes.toString() })],
    ["body as bytes", (bytes) => ({ body: bytes })],
    ["rawBody as bytes of another realm", (bytes) => ({ rawBody: foreign(bytes), body: { wrong: true } })],
    ["body as bytes of another realm", (bytes) => ({ body: foreign(bytes) })],
    ["body as an ArrayBuffer", (bytes) => ({ body: new Uint8Array(bytes).buffer })],
    ["body as text", (bytes) => ({ body: bytes.toString() })],
    ["body as parsed JSON", (bytes) => ({ body: JSON.parse(bytes.toString()) as object })],
  ])("is taken from %s", async (_name, leave) => {
    await using coincoin = openCoinCoin();
    await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    await serving(afterParser(coincoin, leave), async (url) => {
      expect(await post(url, coincoin, notification("40", 0))).toEqual({
        status: 200,
        json: { outcome: "applied" },
      });
    });
  });

  it("and that left nothing is an error that says so, loudly", async () => {
    const logged: string[] = [];
    const logger = {
      debug() {},
      info() {},
      warn() {},
      error: (_facts: object, text: string) => void logged.push(text),
    };
    await using coincoin = openCoinCoin({ logger });
    await serving(
      afterParser(coincoin, () => ({})),
      async (url) => {
        expect(await post(url, coincoin, notification("40", 0))).toMatchObject({
          status: 500,
          json: { code: "body_already_read" },
        });
      },
    );
    expect(logged).toEqual([expect.stringContaining("Mount CoinCoin before body parsers")]);
  });

  it("is not what a parser leaves on a request that it did not touch", async () => {
    await using coincoin = openCoinCoin();
    await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    const middleware = toNodeMiddleware(coincoin);
    await serving(
      (request, response) => middleware(Object.assign(request, { body: {} }), response),
      async (url) => {
        expect(await post(url, coincoin, notification("40", 0))).toEqual({
          status: 200,
          json: { outcome: "applied" },
        });
      },
    );
  });

  it("and nested deeper than JSON can be written is malformed, as it is from the socket", async () => {
    await using coincoin = openCoinCoin();
    const nested = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
    for (const listener of [
      afterParser(coincoin, (bytes) => ({ body: JSON.parse(bytes.toString()) as object })),
      toNodeMiddleware(coincoin),
    ]) {
      await serving(listener, async (url) => {
        expect(await post(url, coincoin, nested)).toMatchObject({
          status: 400,
          json: { code: "webhook_malformed" },
        });
      });
    }
  });

  it("is bounded like any other", async () => {
    await using coincoin = openCoinCoin({ limits: { bodyBytes: 300 } });
    await serving(
      afterParser(coincoin, (bytes) => ({ rawBody: bytes })),
      async (url) => {
        expect(await post(url, coincoin, notification("40", 0).padEnd(301))).toMatchObject({ status: 413 });
      },
    );
  });
});

describe("a refusal before the body has come", () => {
  it("reaches a client that reads only after it has sent everything", async () => {
    await using coincoin = openCoinCoin();
    await serving(toNodeMiddleware(coincoin), async (url) => {
      const { hostname, port } = new URL(url);
      const size = 600_000;
      const socket = connect(Number(port), hostname);
      let reply = "";
      socket.pause();
      socket.on("error", () => {});
      socket.on("data", (chunk) => {
        reply += chunk.toString();
      });
      socket.write(
        `POST /webhook/${tokenOf(coincoin)} HTTP/1.1\r\nhost: x\r\ncontent-length: ${size}\r\n\r\n`,
      );
      for (let sent = 0; sent < size; sent += 60_000) {
        socket.write(" ".repeat(60_000));
        await delay(10);
      }
      const closed = once(socket, "close");
      socket.resume();
      await closed;
      expect(reply).toMatch(/^HTTP\/1\.1 413 /);
      expect(reply).toContain("body_too_large");
    });
  });
});

describe("toNodeMiddleware and the one who comes next", () => {
  it("calls next for what is not its own, and only then", async () => {
    await using coincoin = openCoinCoin();
    const middleware = toNodeMiddleware(coincoin, { basePath: "/pay" });
    const passed: (string | undefined)[] = [];
    await serving(
      (request, response) =>
        middleware(request, response, () => {
          passed.push(request.url);
          response.end("next");
        }),
      async (url) => {
        for (const path of ["/pay/other", "/pay", "/webhook/x", "/payments/webhook/x"]) {
          expect(await (await fetch(url + path)).text()).toBe("next");
        }
        expect((await fetch(`${url}/pay/webhook/x`, { method: "POST" })).status).toBe(401);
        expect((await fetch(`${url}/pay/webhook/x`)).status).toBe(405);
        expect((await fetch(`${url}/pay/orders/${PAYMENT_ID}`)).status).toBe(404);
      },
    );
    expect(passed).toEqual(["/pay/other", "/pay", "/webhook/x", "/payments/webhook/x"]);
  });

  it("hands on an error that nobody expected, and answers it alone where there is nobody", async () => {
    await using coincoin = openCoinCoin();
    const broken = new TypeError("the shop's own mistake");
    const middleware = toNodeMiddleware(coincoin, { resolveOrder: () => Promise.reject(broken) });
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
    const errors: unknown[] = [];
    await serving(
      (request, response) =>
        middleware(request, response, (error) => {
          errors.push(error);
          response.end();
        }),
      async (url) => {
        await fetch(`${url}/orders`, init);
      },
    );
    expect(errors).toEqual([broken]);
    await serving(
      (request, response) => middleware(request, response),
      async (url) => {
        const response = await fetch(`${url}/orders`, init);
        expect(response.status).toBe(500);
        expect(await response.text()).not.toContain("mistake");
      },
    );
  });

  it("does not answer what was answered already", async () => {
    const logged: string[] = [];
    const log = (_facts: object, text: string) => void logged.push(text);
    await using coincoin = openCoinCoin({ logger: { debug() {}, info() {}, warn: log, error: log } });
    const middleware = toNodeMiddleware(coincoin, {
      resolveOrder: async (request: IncomingMessage & { response?: ServerResponse }) => {
        request.response?.writeHead(504).end("too late");
        return undefined;
      },
    });
    await serving(
      (request, response) => middleware(Object.assign(request, { response }), response),
      async (url) => {
        const headers = { "content-type": "application/json" };
        const response = await fetch(`${url}/orders`, { method: "POST", headers, body: "{}" });
        expect([response.status, await response.text()]).toEqual([504, "too late"]);
      },
    );
    expect(logged).toEqual([]);
  });

  it("keeps a message that is for the merchant out of the reply", async () => {
    await using coincoin = openCoinCoin({
      environment: { fetch: async () => new Response('{"error":"bad key"}', { status: 401 }) },
    });
    const middleware = toNodeMiddleware(coincoin, {
      resolveOrder: () => ({ reference: "cart-1", price: "100" }),
    });
    await serving(middleware, async (url) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(`${url}/orders`, { method: "POST", headers, body: "{}" });
      expect([response.status, await response.json()]).toEqual([
        502,
        { code: "gateway_unauthorized", message: customerMessage("gateway_unauthorized") },
      ]);
    });
  });
});

describe("mounting", () => {
  it("starts delivery on its own", async () => {
    await using coincoin = openCoinCoin({ delivery: {} });
    const paid: string[] = [];
    coincoin.on("order.paid", (event) => void paid.push(event.paymentId));
    await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    await serving(toNodeMiddleware(coincoin), async (url) => {
      await post(url, coincoin, notification("100", 1));
      await expect.poll(() => paid).toEqual([PAYMENT_ID]);
    });
  });

  it("refuses what is not a CoinCoin", () => {
    const impostor = { appId: "x", start: async () => {}, webhookUrl: () => "" };
    expect(() => toNodeMiddleware(impostor)).toThrow(expect.objectContaining({ code: "config_invalid" }));
  });
});

describe("a stand-in for a response, as serverless platforms have them", () => {
  it("whose write returns nothing gets the whole stream of an order that is over", async () => {
    await using coincoin = openCoinCoin();
    await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    await tell(coincoin, "100", 1);
    const middleware = toNodeMiddleware(coincoin);
    await serving(
      (request, response) => {
        const write: (chunk: string) => boolean = response.write.bind(response);
        Object.assign(response, { write: (chunk: string) => void write(chunk) });
        middleware(request, response);
      },
      async (url) => {
        const key = coincoin.viewKey(PAYMENT_ID);
        const signal = AbortSignal.timeout(2_000);
        const answer = await fetch(`${url}/orders/${PAYMENT_ID}/events?key=${key}`, { signal });
        expect(await answer.text()).toContain('"status":"completed"');
      },
    );
  });
});
