import type { Bench, Suite } from "./bench.ts";
import { openStream } from "./event-client.ts";
import { notification } from "./gateway.ts";

/** Server-sent events, as a browser's `EventSource` reads them. */
export function events({ describe, expect, test }: Suite): void {
  const paymentId = "EX100100100";
  const part = notification({ paymentId, collected: "40", state: 0 });
  const full = notification({ paymentId, collected: "100", state: 2 });
  const completed = notification({ paymentId, collected: "100", state: 1 });
  const streamOf = (bench: Bench, id = paymentId) =>
    `${bench.url}/orders/${id}/events?key=${bench.coincoin.viewKey(id)}`;

  describe("the stream of an order's changes", () => {
    test("tells how it stands at once, and every change after", async (bench) => {
      await bench.coincoin.createOrder({ paymentId, price: "100" });
      const stream = await openStream(streamOf(bench));
      expect(stream.response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
      expect(stream.response.headers.get("cache-control")).toContain("no-store");
      expect(await stream.next()).toMatchObject({
        event: "order",
        view: { coverage: "none", remaining: "100" },
      });
      await bench.post(part);
      expect(await stream.next()).toMatchObject({
        event: "order",
        view: { coverage: "partial", remaining: "60" },
      });
      stream.close();
    });

    test("ends when the order is final, and a browser that knows is told to stay away", async (bench) => {
      await bench.coincoin.createOrder({ paymentId, price: "100" });
      const stream = await openStream(streamOf(bench));
      await stream.next();
      await bench.post(completed);
      const last = await stream.next();
      expect(last).toMatchObject({ view: { status: "completed", coverage: "full" } });
      expect(await stream.next()).toBeUndefined();
      const again = await fetch(streamOf(bench), { headers: { "last-event-id": last?.id ?? "" } });
      expect(again.status).toBe(204);
      const late = await openStream(streamOf(bench));
      expect(await late.next()).toMatchObject({ id: last?.id, view: { status: "completed" } });
      expect(await late.next()).toBeUndefined();
    });

    test("after a reconnect tells what was missed, once, and nothing that is known", async (bench) => {
      await bench.coincoin.createOrder({ paymentId, price: "100" });
      const before = await openStream(streamOf(bench));
      const seen = await before.next();
      before.close();
      await bench.post(part);
      await bench.post(full);
      const missed = await openStream(streamOf(bench), seen?.id);
      const caughtUp = await missed.next();
      expect(caughtUp).toMatchObject({ view: { coverage: "full", received: "100" } });
      expect(caughtUp?.id).not.toBe(seen?.id);
      missed.close();
      const informed = await openStream(streamOf(bench), caughtUp?.id);
      await bench.post(completed);
      expect(await informed.next()).toMatchObject({ view: { status: "completed" } });
      informed.close();
    });

    test(
      "is bounded for one order and for all of them, and a place is free again when a client goes",
      async (bench) => {
        await bench.coincoin.createOrder({ paymentId, price: "100" });
        await bench.coincoin.createOrder({ paymentId: "EX100100200", price: "100" });
        const open = [await openStream(streamOf(bench)), await openStream(streamOf(bench))];
        const refused = await fetch(streamOf(bench));
        expect([refused.status, await refused.json()]).toMatchObject([503, { code: "too_many_streams" }]);
        expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
        open.push(await openStream(streamOf(bench, "EX100100200")));
        expect((await fetch(streamOf(bench, "EX100100200"))).status).toBe(503);
        for (const stream of open) {
          await stream.next();
          stream.close();
        }
        const reopened = await eventually(() => openStream(streamOf(bench)));
        expect(await reopened.next()).toMatchObject({ view: { coverage: "none" } });
        reopened.close();
      },
      { options: { limits: { streamsPerOrder: 2, streams: 3 } } },
    );

    test("ends when the instance closes", async (bench) => {
      await bench.coincoin.createOrder({ paymentId, price: "100" });
      const stream = await openStream(streamOf(bench));
      await stream.next();
      await bench.coincoin.close();
      expect(await stream.next()).toBeUndefined();
    });
  });
}

/** A server hears of a client's end a moment later than the client. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries === 40) throw error;
      await new Promise((resolve) => {
        setTimeout(resolve, 25);
      });
    }
  }
}
