import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { toNodeMiddleware } from "../../src/http/node.ts";
import { notification, openCoinCoin, PAYMENT_ID, serving, tokenOf } from "./support.ts";

const asking = (path: string, body = "") =>
  `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`;

async function connected(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

/** The replies' statuses and bodies, once so many have come or the connection is closed. */
async function replies(socket: Socket, wanted: number): Promise<string[]> {
  let text = "";
  const found = () => [...text.matchAll(/HTTP\/1\.1 (\d{3}) [^{]*(\{[^}]*\})/g)];
  await new Promise<void>((resolve) => {
    socket.on("close", resolve).on("data", (chunk) => {
      text += chunk.toString();
      if (found().length >= wanted) resolve();
    });
  });
  return found().map(([, status = "", body = ""]) => `${status} ${body}`);
}

describe("several requests in one packet", () => {
  it("are all answered, in their order", async () => {
    await using coincoin = openCoinCoin();
    await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    await serving(toNodeMiddleware(coincoin), async (url) => {
      const socket = await connected(url);
      const path = `/webhook/${tokenOf(coincoin)}`;
      const [partly, whole] = [notification("40", 0), notification("100", 1)];
      socket.write(
        asking(path, partly) + asking("/webhook/wrong") + asking(path, whole) + asking(path, whole),
      );
      expect(await replies(socket, 4)).toEqual([
        '200 {"outcome":"applied"}',
        expect.stringMatching(/^401 /),
        '200 {"outcome":"applied"}',
        '200 {"outcome":"duplicate"}',
      ]);
      socket.destroy();
    });
    expect(await coincoin.getOrder(PAYMENT_ID)).toMatchObject({ received: { usdt: "100" } });
  });

  it("let other connections have their turn in between", async () => {
    await using coincoin = openCoinCoin();
    const middleware = toNodeMiddleware(coincoin);
    const finished: string[] = [];
    await serving(
      (request, response) => {
        response.on("finish", () => finished.push(request.url ?? ""));
        middleware(request, response);
      },
      async (url) => {
        const [greedy, modest] = [await connected(url), await connected(url)];
        const warm = [replies(greedy, 1), replies(modest, 1)];
        for (const socket of [greedy, modest]) socket.write(asking("/webhook/warm"));
        await Promise.all(warm);
        finished.length = 0;
        const all = [replies(greedy, 10), replies(modest, 1)];
        greedy.write(asking("/webhook/greedy").repeat(10));
        modest.write(asking("/webhook/modest"));
        await Promise.all(all);
        greedy.destroy();
        modest.destroy();
      },
    );
    expect(finished).toHaveLength(11);
    expect(finished.indexOf("/webhook/modest")).toBeLessThan(5);
  });

  it("end the connection when they are more than anybody sends", async () => {
    await using coincoin = openCoinCoin();
    await serving(toNodeMiddleware(coincoin), async (url) => {
      const socket = await connected(url);
      const answered = replies(socket, 64);
      socket.write(asking("/webhook/wrong").repeat(64));
      expect((await answered).length).toBeLessThanOrEqual(17);
      expect(socket.destroyed || socket.readableEnded || socket.closed).toBe(true);
    });
  });

  it("do not wait for what is behind them, where something before us answers them in another order", async () => {
    await using coincoin = openCoinCoin();
    const middleware = toNodeMiddleware(coincoin);
    await serving(
      (request, response) => {
        // As a session's lookup would, which takes long for one and not for the other.
        setTimeout(() => middleware(request, response), request.url?.includes("slow") === true ? 50 : 0);
      },
      async (url) => {
        const socket = await connected(url);
        const all = replies(socket, 4);
        socket.write(["slow", "a", "slow", "b"].map((name) => asking(`/webhook/${name}`)).join(""));
        expect((await all).map((reply) => reply.slice(0, 3))).toEqual(["401", "401", "401", "401"]);
        socket.destroy();
      },
    );
  });

  it("are answered each once, however often they meet the middleware", async () => {
    await using coincoin = openCoinCoin();
    const outer = toNodeMiddleware(coincoin, { basePath: "/elsewhere" });
    const inner = toNodeMiddleware(coincoin, { basePath: "/coincoin" });
    await serving(
      (request, response) =>
        outer(request, response, () => outer(request, response, () => inner(request, response))),
      async (url) => {
        const socket = await connected(url);
        const all = replies(socket, 3);
        socket.write(asking("/coincoin/webhook/a") + asking("/nothing") + asking("/coincoin/webhook/b"));
        expect((await all).map((reply) => reply.slice(0, 3))).toEqual(["401", "404", "401"]);
        socket.destroy();
      },
    );
  });
});
