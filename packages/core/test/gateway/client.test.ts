import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { readFileSync } from "node:fs";
import { createServer as createTlsServer } from "node:https";
import { inspect } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { readDecimal } from "../../src/domain/amount.ts";
import { builtInNames } from "../../src/domain/names.ts";
import { type CreateOutcome, createGatewayClient } from "../../src/gateway/client.ts";
import { DailyBudget } from "../../src/gateway/daily-budget.ts";
import { verifySignature } from "../../src/gateway/signature.ts";
import { type Environment, systemEnvironment } from "../../src/lib/environment.ts";
import { Secret } from "../../src/lib/secret.ts";
import { memoryStore } from "../../src/store/memory/store.ts";
import {
  answerBody,
  closedPort,
  gatewayServer,
  made,
  paymentId,
  rawServer,
  status,
} from "./gateway-server.ts";

const appId = "app-1";
const secretKey = "the-secret-key-of-the-shop";
const previousKey = "the-key-before-it";

function price(text: string) {
  const value = readDecimal(text);
  if (value === undefined) throw new Error(text);
  return value;
}

/** Real time and sockets; waits between tries are as short as jitter allows. */
const quick: Environment = { ...systemEnvironment, random: () => 0 };

interface Settings {
  tryTimeoutMs?: number;
  deadlineMs?: number;
  requestsPerDay?: number;
  environment?: Environment;
}

function client(apiUrl: string, settings: Settings = {}) {
  const { tryTimeoutMs = 400, deadlineMs = 3000, requestsPerDay = 100_000, environment = quick } = settings;
  const store = memoryStore();
  const now = () => environment.now();
  const counted = async () => {};
  const counter = async () => store;
  const budget = new DailyBudget({ appId, counter, limit: requestsPerDay, now, counted });
  const options = {
    appId,
    secretKeys: [new Secret(secretKey), new Secret(previousKey)],
    apiUrl,
    gateway: { tryTimeoutMs, deadlineMs },
    webhook: { toleranceSeconds: 300 },
    names: builtInNames,
    environment,
  };
  return createGatewayClient(options, budget);
}

const request = { paymentId, price: price("100"), expiresInHours: 12 };
const ask = (url: string, settings: Settings = {}) => client(url, settings).createOrder(request);

function failed(outcome: CreateOutcome) {
  if (outcome.type === "made") throw new Error("the order was made");
  const { error } = outcome;
  const everything = `${inspect(error, { depth: 9, showHidden: true })} ${JSON.stringify(error)} ${error.stack}`;
  expect(everything).not.toContain(secretKey);
  expect(everything).not.toContain(previousKey);
  return { type: outcome.type, code: error.code, message: error.message, details: error.details };
}

describe("the request", () => {
  it("is what the gateway documents, signed with the newest key", async () => {
    const server = await gatewayServer(made);
    const outcome = await client(server.url).createOrder({
      ...request,
      price: price("12345678901234567890.05"),
    });
    expect(outcome).toMatchObject({ type: "made", answer: { paymentId, amount: "100", coin: "usdt" } });
    expect(server.seen).toHaveLength(1);
    const [seen] = server.seen;
    expect(seen).toMatchObject({ method: "POST", url: "/v1/order/create" });
    expect(seen?.body).toBe(`{"payment_id":"${paymentId}","price":12345678901234567890.05,"expired":12}`);
    expect(seen?.headers["content-type"]).toBe("application/json");
    expect(seen?.headers["cc-app-id"]).toBe(appId);
    const timestamp = String(seen?.headers["cc-timespan"]);
    const signature = String(seen?.headers["cc-sign"]);
    expect(verifySignature({ appId, timestamp, signature, secretKey })).toBe("valid");
  });

  it("carries a fresh timestamp and signature at every try", async () => {
    const server = await gatewayServer(status(500), status(500), made);
    let now = Date.now();
    const environment = { ...quick, now: () => now++ };
    expect((await ask(server.url, { environment })).type).toBe("made");
    const proofs = server.seen.map(
      ({ headers }) => [String(headers["cc-timespan"]), String(headers["cc-sign"])] as const,
    );
    expect(proofs).toHaveLength(3);
    expect(new Set(proofs.map(([timestamp]) => timestamp)).size).toBe(3);
    for (const [timestamp, signature] of proofs) {
      expect(verifySignature({ appId, timestamp, signature, secretKey })).toBe("valid");
    }
    expect(new Set(server.seen.map(({ body }) => body)).size).toBe(1);
  });

  it.each([
    "http://api.coin2.cc/v1",
    "http://127.0.0.1.evil.example/v1",
    "http://localhost@evil.example/v1",
    "http://localhost.evil.example/v1",
    "ftp://127.0.0.1/",
    "nonsense",
  ])("is never made to %s", (url) => {
    expect(() => client(url)).toThrow(/https/);
  });

  it("is not made when the document would not allow it", async () => {
    const server = await gatewayServer(made);
    const { createOrder } = client(server.url);
    const wrong = [
      [{ ...request, paymentId: "a-b" }, "payment_id_invalid"],
      [{ ...request, price: price("9.99") }, "price_too_low"],
      [{ ...request, expiresInHours: 49 }, "expiry_invalid"],
    ] as const;
    for (const [one, code] of wrong)
      expect(failed(await createOrder(one))).toMatchObject({ type: "refused", code });
    expect(server.seen).toHaveLength(0);
  });

  it("is not made beyond the day's budget, which begins again at midnight UTC", async () => {
    const server = await gatewayServer(made);
    let now = Date.UTC(2026, 0, 1, 23, 59, 59);
    const { createOrder } = client(server.url, {
      requestsPerDay: 2,
      environment: { ...quick, now: () => now },
    });
    expect((await createOrder(request)).type).toBe("made");
    expect((await createOrder(request)).type).toBe("made");
    expect(failed(await createOrder(request))).toMatchObject({
      type: "refused",
      code: "daily_limit_reached",
    });
    now = Date.UTC(2026, 0, 2);
    expect((await createOrder(request)).type).toBe("made");
    expect(server.seen).toHaveLength(3);
  });
});

describe("a refusal", () => {
  it("made nothing and is not tried again", async () => {
    const server = await gatewayServer(status(400, '{"message":"price\n too\tlow"}'));
    expect(failed(await ask(server.url))).toMatchObject({
      type: "refused",
      code: "gateway_refused",
      details: { status: 400 },
      message: expect.stringContaining('saying: {"message":"price too low"}'),
    });
    expect(server.seen).toHaveLength(1);
  });

  it("is quoted without secrets, controls or length", async () => {
    const server = await gatewayServer((reply, seen) => {
      reply.writeHead(400);
      reply.end(
        `\u001b[31m${secretKey} ${String(seen.headers["cc-sign"])} ${previousKey}\u202e ${"x".repeat(9000)}`,
      );
    });
    const { message } = failed(await ask(server.url));
    expect(message).toContain("[secret] [secret] [secret]");
    expect(message).not.toContain(String(server.seen[0]?.headers["cc-sign"]));
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(message.length).toBeLessThan(400);
  });

  it("names apiUrl when the path is unknown, and a new payment id when it is taken", async () => {
    expect(failed(await ask((await gatewayServer(status(404))).url)).message).toMatch(/apiUrl/);
    const taken = failed(await ask((await gatewayServer(status(409))).url));
    expect(taken).toMatchObject({ type: "refused", code: "gateway_refused", details: { status: 409 } });
    expect(taken.message).toMatch(/new payment id/);
  });

  it.each([401, 403])("of key or signature (%s) says where to look", async (code) => {
    const server = await gatewayServer(status(code, "no"));
    expect(failed(await ask(server.url))).toMatchObject({
      type: "refused",
      code: "gateway_unauthorized",
      message: expect.stringMatching(/saying: no\. Check app id/),
    });
    expect(server.seen).toHaveLength(1);
  });

  it.each([
    [-47 * 60_000, /clock is 47 minutes behind/],
    [6 * 60_000, /clock is 6 minutes ahead/],
    [-200_000, /Check app id/],
  ])("says so when this machine's clock is off by %s ms", async (skew, expected) => {
    const server = await gatewayServer(status(401));
    const environment = { ...quick, now: () => Date.now() + skew };
    expect(failed(await ask(server.url, { environment })).message).toMatch(expected);
  });

  it("does not blame the clock when the reply has no readable date", async () => {
    const server = await gatewayServer((reply) => {
      reply.sendDate = false;
      reply.writeHead(401, { date: "yesterday" });
      reply.end();
    });
    const environment = { ...quick, now: () => Date.now() - 3_600_000 };
    expect(failed(await ask(server.url, { environment })).message).toMatch(/Check app id/);
  });

  it("stands although the rest of the reply never comes", async () => {
    const server = await gatewayServer((reply) => {
      reply.writeHead(400, { "content-length": "100" });
      reply.write("half");
    });
    expect(failed(await ask(server.url))).toMatchObject({ type: "refused", code: "gateway_refused" });
  });

  it.each([301, 307, 308])("by redirect (%s) sends nothing anywhere else", async (code) => {
    const elsewhere = await gatewayServer(made);
    const server = await gatewayServer(status(code, "", { location: `${elsewhere.url}/order/create` }));
    const outcome = failed(await ask(server.url));
    expect(outcome).toMatchObject({ type: "refused", code: "gateway_refused" });
    expect(outcome.message).toContain(new URL(elsewhere.url).host);
    expect(elsewhere.seen).toHaveLength(0);
  });

  it("by 302 or 303 may come after the order was made: unknown, and still nothing is sent elsewhere", async () => {
    for (const code of [302, 303]) {
      const elsewhere = await gatewayServer(made);
      const server = await gatewayServer(status(code, "", { location: `${elsewhere.url}/` }));
      expect(failed(await ask(server.url))).toMatchObject({ type: "unknown", code: "outcome_unknown" });
      expect(elsewhere.seen).toHaveLength(0);
      expect(server.seen).toHaveLength(1);
    }
  });
});

describe("slowing down", () => {
  it("is tried again after 429, until it is answered", async () => {
    const server = await gatewayServer(status(429), status(429), made);
    expect((await ask(server.url)).type).toBe("made");
    expect(server.seen).toHaveLength(3);
  });

  it("waits as many seconds as Retry-After says", async () => {
    const server = await gatewayServer(status(429, "", { "retry-after": "1" }), made);
    expect((await ask(server.url)).type).toBe("made");
    const [first, second] = server.seen;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it("waits until the date Retry-After names", async () => {
    // Dates have whole seconds: two ahead is at least one.
    const date = new Date(Date.now() + 2000).toUTCString();
    const server = await gatewayServer(status(503, "", { "retry-after": date }), made);
    expect((await ask(server.url, { deadlineMs: 5000 })).type).toBe("made");
    expect(server.seen[1]?.at).toBeGreaterThanOrEqual(Date.parse(date) - 10);
  });

  it("gives up at once when it would have to wait past the deadline", async () => {
    const server = await gatewayServer(status(429, "", { "retry-after": "3600" }));
    const start = performance.now();
    expect(failed(await ask(server.url))).toMatchObject({ type: "refused", code: "gateway_rate_limited" });
    expect(performance.now() - start).toBeLessThan(1000);
    expect(server.seen).toHaveLength(1);
  });

  it("is refused in the end: nothing was made", async () => {
    const server = await gatewayServer(status(429, "", { "retry-after": "soon" }));
    expect(failed(await ask(server.url))).toMatchObject({ type: "refused", code: "gateway_rate_limited" });
    expect(server.seen).toHaveLength(8);
  });
});

describe("an unknown outcome", () => {
  const unknown = { type: "unknown", code: "outcome_unknown" };

  it.each([500, 502, 503, 504, 408, 425])(
    "is what status %s leaves, and is tried again with the same id",
    async (code) => {
      const server = await gatewayServer(status(code, "oops"), status(code, "oops"), made);
      expect((await ask(server.url)).type).toBe("made");
      expect(server.seen).toHaveLength(3);
      const hopeless = await gatewayServer(status(code, "oops"));
      const outcome = failed(await ask(hopeless.url));
      expect(outcome).toMatchObject({ ...unknown, details: { paymentId, status: code } });
      expect(outcome.message).toMatch(/oops.*same reference/);
    },
  );

  it.each([
    ["an error in a 200", '{"code":1001,"message":"order exists"}'],
    ["a list", "[]"],
    ["another order", answerBody({ payment_id: "EX100100101" })],
    ["no address", answerBody({ address: "" })],
    ["an amount of 0", answerBody({ amount: 0 })],
  ])("is what a 200 with %s leaves, which is not asked for again", async (_, body) => {
    const server = await gatewayServer(status(200, body));
    expect(failed(await ask(server.url))).toMatchObject({
      ...unknown,
      details: { lastError: "not_understood" },
    });
    expect(server.seen).toHaveLength(1);
  });

  it.each([
    ["garbage", "<html>It works</html>"],
    ["nothing", ""],
    ["a body cut in two", answerBody().slice(0, 60)],
  ])("is what a 200 with %s leaves, which may be whole the next time", async (_, body) => {
    const server = await gatewayServer(status(200, body));
    expect(failed(await ask(server.url))).toMatchObject(unknown);
    expect(server.seen.length).toBeGreaterThan(1);
  });

  it("is what bytes that are not UTF-8 leave", async () => {
    const server = await gatewayServer((reply) =>
      reply.end(Buffer.from(answerBody().replace("tron", "tr\u00ff"), "latin1")),
    );
    expect(failed(await ask(server.url))).toMatchObject(unknown);
  });

  it("is what a body without end leaves, of which little is read", async () => {
    let sent = 0;
    const server = await gatewayServer((reply) => {
      const more = () => {
        while (!reply.destroyed && sent < 50_000_000) {
          sent += 65_536;
          if (!reply.write(" ".repeat(65_536))) break;
        }
      };
      reply.on("drain", more);
      more();
    });
    expect(failed(await ask(server.url, { deadlineMs: 700, tryTimeoutMs: 600 }))).toMatchObject(unknown);
    expect(sent).toBeLessThan(40_000_000);
  });

  it("is what silence leaves, no longer than a try may take and no longer than the deadline", async () => {
    const server = await gatewayServer(() => {});
    const start = performance.now();
    expect(failed(await ask(server.url, { tryTimeoutMs: 200, deadlineMs: 700 }))).toMatchObject({
      ...unknown,
      details: { reason: "timeout" },
    });
    expect(performance.now() - start).toBeLessThan(1200);
    expect(server.seen.length).toBeGreaterThanOrEqual(2);
  });

  it("leaves no connection open behind it", async () => {
    let closed = 0;
    const server = await gatewayServer((reply) => void reply.on("close", () => closed++));
    await ask(server.url, { tryTimeoutMs: 100, deadlineMs: 150 });
    await expect.poll(() => closed).toBe(server.seen.length);
  });

  it("is what a slow drip leaves", async () => {
    const server = await gatewayServer((reply) => {
      reply.writeHead(200);
      const drip = setInterval(() => reply.write(" "), 20);
      reply.on("close", () => clearInterval(drip));
    });
    const start = performance.now();
    expect(failed(await ask(server.url, { tryTimeoutMs: 200, deadlineMs: 300 }))).toMatchObject(unknown);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it("is what a reset leaves, before and in the middle of an answer", async () => {
    const before = await rawServer((socket) => socket.resetAndDestroy());
    expect(failed(await ask(before.url))).toMatchObject(unknown);
    expect(before.connections()).toBe(8);
    const amid = await rawServer((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n${answerBody()}`, () =>
        socket.resetAndDestroy(),
      );
    });
    expect(failed(await ask(amid.url))).toMatchObject(unknown);
  });

  it("is what a closed connection and what no HTTP leave", async () => {
    const closing = await rawServer((socket) => socket.end());
    expect(failed(await ask(closing.url))).toMatchObject(unknown);
    const garbage = await rawServer((socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n"));
    expect(failed(await ask(garbage.url))).toMatchObject(unknown);
  });

  it.each([
    ["refusal", status(400)],
    ["conflict", status(409)],
    ["refusal of the key", status(401)],
    ["call to slow down", status(429, "", { "retry-after": "3600" })],
  ])("stays one after a later %s, which does not say that the first try made nothing", async (_, later) => {
    const server = await gatewayServer(status(500, "first"), later);
    const outcome = failed(await ask(server.url));
    expect(outcome).toMatchObject(unknown);
    expect(outcome.message).toMatch(/first.*A later try/);
    expect(server.seen).toHaveLength(2);
  });

  it("stays one when the day's budget ends", async () => {
    const server = await gatewayServer(status(500));
    expect(failed(await ask(server.url, { requestsPerDay: 1 }))).toMatchObject({
      ...unknown,
      details: { lastError: "daily_limit_reached" },
    });
  });

  it("ends when a later try is answered", async () => {
    const server = await gatewayServer((reply) => reply.destroy(), made);
    expect((await ask(server.url)).type).toBe("made");
  });

  it("is what an error of a foreign fetch leaves, of which nothing is quoted", async () => {
    const failures = [
      new Error(`boom ${secretKey}`),
      "text",
      null,
      Object.assign(new Error("x"), { code: "ENOTFOUND" }),
    ];
    for (const failure of failures) {
      const environment = {
        ...quick,
        fetch: async () => {
          throw failure;
        },
      };
      expect(failed(await ask("https://api.example/v1", { environment }))).toMatchObject(unknown);
    }
  });

  it("does not depend on a fetch that heeds signals", async () => {
    const environment: Environment = { ...quick, fetch: () => new Promise(() => {}) };
    const outcome = await ask("https://api.example/v1", { environment, tryTimeoutMs: 50, deadlineMs: 100 });
    expect(failed(outcome)).toMatchObject(unknown);
  });
});

describe("a gateway that is not reached", () => {
  it("was sent nothing: refused, after it was tried again", async () => {
    const port = await closedPort();
    let tries = 0;
    const environment: Environment = {
      ...quick,
      fetch: (...input) => {
        tries += 1;
        return fetch(...input);
      },
    };
    expect(failed(await ask(`http://127.0.0.1:${port}/v1`, { environment }))).toMatchObject({
      type: "refused",
      code: "gateway_unreachable",
      details: { reason: "ECONNREFUSED" },
    });
    expect(tries).toBe(8);
  });

  it("was sent nothing when its certificate is not good", async () => {
    const pem = (name: string) => readFileSync(new URL(`fixtures/self-signed-${name}.pem`, import.meta.url));
    let requests = 0;
    const server = createTlsServer({ key: pem("key"), cert: pem("cert") }, (_, reply) => {
      requests += 1;
      reply.end(answerBody());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const outcome = failed(await ask(`https://127.0.0.1:${port}/v1`));
    expect(outcome).toMatchObject({ type: "refused", code: "gateway_unreachable" });
    expect(outcome.message).toMatch(/certificate/);
    expect(requests).toBe(0);
  });

  it("may come back in time", async () => {
    const server = await gatewayServer(made);
    const port = await closedPort();
    let tries = 0;
    const environment: Environment = {
      ...quick,
      fetch: (url, init) => {
        tries += 1;
        return fetch(tries < 3 ? `http://127.0.0.1:${port}/` : url, init);
      },
    };
    expect((await ask(server.url, { environment })).type).toBe("made");
  });
});

describe("waiting", () => {
  it("spreads tries with full jitter, under a ceiling that doubles", async () => {
    const server = await gatewayServer(status(500));
    const waits: number[] = [];
    const environment: Environment = {
      ...systemEnvironment,
      random: () => 0.5,
      sleep: async (ms, signal) => {
        if (ms === 400) return systemEnvironment.sleep(ms, signal);
        waits.push(ms);
      },
    };
    await ask(server.url, { environment, deadlineMs: 60_000 });
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000]);
  });

  it("ends when the instance closes: nothing is sent any more, and what was sent may still be answered", async () => {
    const server = await gatewayServer((...input) => void setTimeout(() => made(...input), 100));
    const { createOrder } = client(server.url);
    expect(failed(await createOrder(request, { signal: AbortSignal.abort() }))).toMatchObject({
      type: "refused",
      code: "closed",
    });
    expect(server.seen).toHaveLength(0);
    expect((await createOrder(request, { signal: AbortSignal.timeout(20) })).type).toBe("made");
    expect(server.seen).toHaveLength(1);
  });

  it("ends between tries, with what the last try said", async () => {
    const server = await gatewayServer(status(429, "", { "retry-after": "2" }));
    const outcome = await client(server.url).createOrder(request, { signal: AbortSignal.timeout(100) });
    expect(failed(outcome)).toMatchObject({ type: "refused", code: "gateway_rate_limited" });
  });
});

describe("diagnostics", () => {
  it("tell of every try, without secrets", async () => {
    const heard: unknown[] = [];
    const listen = (message: unknown) => heard.push(message);
    subscribe("coincoin:gateway", listen);
    onTestFinished(() => void unsubscribe("coincoin:gateway", listen));
    const server = await gatewayServer(status(500), made);
    await ask(server.url);
    expect(heard).toMatchObject([
      { appId, paymentId, try: 1, result: "unknown", status: 500, code: "outcome_unknown" },
      { appId, paymentId, try: 2, result: "made", status: 200, code: null },
    ]);
    expect(inspect(heard, { depth: 9 })).not.toContain(secretKey);
    for (const { headers } of server.seen) expect(inspect(heard)).not.toContain(String(headers["cc-sign"]));
  });
});
