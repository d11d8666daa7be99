import { describe, expect, it } from "vitest";
import type { CoinCoin } from "../../src/coincoin.ts";
import { hostOf } from "../../src/http/host.ts";
import type { StreamReply, SurfaceRequest } from "../../src/http/message.ts";
import { createSurface } from "../../src/http/surface.ts";
import { openCoinCoin, PAYMENT_ID, tell } from "./support.ts";

/** A clock that a test moves, and sleeps that end when it says so. */
function steppedTime() {
  const sleepers = new Set<() => void>();
  let now = Date.parse("2026-01-01T00:00:00.000Z");
  return {
    environment: {
      now: () => now,
      sleep: (_ms: number, signal?: AbortSignal) =>
        new Promise<void>((resolve) => {
          const wake = () => {
            sleepers.delete(wake);
            resolve();
          };
          sleepers.add(wake);
          signal?.addEventListener("abort", wake);
          if (signal?.aborted === true) wake();
        }),
    },
    advance(ms: number) {
      now += ms;
      for (const wake of sleepers) wake();
    },
  };
}

function requestOf(coincoin: CoinCoin): SurfaceRequest {
  return {
    method: "GET",
    path: `/orders/${PAYMENT_ID}/events`,
    search: `key=${coincoin.viewKey(PAYMENT_ID)}`,
    headers: {},
    signal: new AbortController().signal,
    readBody: async () => ({ type: "aborted" }),
    original: undefined,
  };
}

async function openStream(coincoin: CoinCoin): Promise<StreamReply> {
  const reply = await createSurface(hostOf(coincoin), {})(requestOf(coincoin));
  if (reply?.type !== "stream") throw new Error("No stream was answered.");
  return reply;
}

function reader({ chunks }: StreamReply) {
  const iterator = chunks[Symbol.asyncIterator]();
  return async (): Promise<string> => {
    const next = await iterator.next();
    return next.done === true ? "end" : next.value;
  };
}

describe("the events route", () => {
  it("gives a slow reader the latest view and no queue of old ones", async () => {
    await using coincoin = openCoinCoin();
    await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    const stream = await openStream(coincoin);
    const read = reader(stream);
    expect(await read()).toMatch(/^retry: \d+\n\n$/);
    expect(await read()).toContain('"received":"0"');
    for (const collected of ["10", "20", "30", "40"]) await tell(coincoin, collected, 0);
    expect(await read()).toContain('"received":"40"');
    await tell(coincoin, "100", 1);
    expect(await read()).toContain('"status":"completed"');
    expect(await read()).toBe("end");
  });

  it("beats while nothing happens", async () => {
    const time = steppedTime();
    await using coincoin = openCoinCoin({ environment: time.environment });
    await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100", expiresInHours: 1 });
    const stream = await openStream(coincoin);
    const read = reader(stream);
    await read();
    await read();
    for (let beats = 0; beats < 2; beats++) {
      const beat = read();
      time.advance(15_000);
      expect(await beat).toBe(":\n\n");
    }
    stream.close();
  });

  it("ends when it has lived as long as it may, and the page comes back", async () => {
    const time = steppedTime();
    await using coincoin = openCoinCoin({ environment: time.environment, limits: { streamMs: 20_000 } });
    await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    const read = reader(await openStream(coincoin));
    await read();
    await read();
    const beat = read();
    time.advance(15_000);
    expect(await beat).toBe(":\n\n");
    const end = read();
    time.advance(5_000);
    expect(await end).toBe("end");
  });

  it("is left out where the shop says so: a browser is told to stay away, and the page asks", async () => {
    await using coincoin = openCoinCoin({ limits: { streams: 0 } });
    await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    const reply = await createSurface(hostOf(coincoin), {})(requestOf(coincoin));
    expect(reply).toMatchObject({ type: "whole", status: 204 });
  });

  it("notices the deadline on its own, and waits a while for money that was sent in time", async () => {
    const time = steppedTime();
    await using coincoin = openCoinCoin({ environment: time.environment });
    await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100", expiresInHours: 1 });
    const read = reader(await openStream(coincoin));
    await read();
    expect(await read()).toContain('"status":"receiving"');
    let beat = read();
    time.advance(3_600_000);
    expect(await beat).toBe(":\n\n");
    expect(await read()).toContain('"status":"expired"');
    await tell(coincoin, "100", 0);
    expect(await read()).toContain('"coverage":"full"');
    beat = read();
    time.advance(15_000);
    expect(await beat).toBe(":\n\n");
    await coincoin.close();
    expect(await read()).toBe("end");
  });

  it("follows an order that is called invalid, since it can still be paid", async () => {
    await using coincoin = openCoinCoin();
    await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    const read = reader(await openStream(coincoin));
    await read();
    await read();
    await tell(coincoin, "0", -1);
    expect(await read()).toContain('"status":"invalid"');
    await tell(coincoin, "100", 1);
    expect(await read()).toContain('"paid":true');
    expect(await read()).toBe("end");
  });

  it("follows an order that is called completed until the amount that came in full is confirmed", async () => {
    await using coincoin = openCoinCoin();
    await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    const read = reader(await openStream(coincoin));
    await read();
    await read();
    await tell(coincoin, "100", 0);
    await tell(coincoin, "40", 1);
    expect(await read()).toContain('"status":"completed"');
    await tell(coincoin, "100", 1);
    expect(await read()).toContain('"paid":true');
    expect(await read()).toBe("end");
  });

  it.each([
    ["an expired", () => Promise.resolve()],
    ["an invalid", (coincoin: CoinCoin) => tell(coincoin, "0", -1)],
  ])("ends %s order's stream when money in time would have been seen", async (_, before) => {
    const time = steppedTime();
    await using coincoin = openCoinCoin({ environment: time.environment });
    await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100", expiresInHours: 1 });
    await before(coincoin);
    const read = reader(await openStream(coincoin));
    await read();
    await read();
    const beat = read();
    time.advance(7_200_000);
    expect(await beat).toBe(":\n\n");
    expect(await read()).toContain('"status":"expired"');
    expect(await read()).toBe("end");
  });
});
