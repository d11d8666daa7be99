import { openBench, type Suite, unusableFolder } from "./bench.ts";
import { type NotificationFacts, notification } from "./gateway.ts";

const PAID: NotificationFacts = { paymentId: "EX100100100", collected: "100", state: 2 };

/** When and how often notifications arrive, and what is out of order meanwhile. */
export function arrival({ describe, expect, it, test, factory }: Suite): void {
  const order = { paymentId: "EX100100100", price: "100" };

  describe("notifications that come again, late or out of order", () => {
    test("the same one five times is applied once, and the handler runs once", async (bench) => {
      await bench.coincoin.createOrder(order);
      const fulfilled: string[] = [];
      bench.coincoin.on("order.paid", (event) => void fulfilled.push(event.id));
      const outcomes: unknown[] = [];
      for (let n = 0; n < 5; n++) outcomes.push((await bench.post(notification(PAID))).json);
      expect(outcomes).toEqual([
        { outcome: "applied" },
        ...Array.from({ length: 4 }, () => ({ outcome: "duplicate" })),
      ]);
      await bench.coincoin.deliverDue();
      await bench.coincoin.deliverDue();
      expect(fulfilled).toHaveLength(1);
    });

    test("the same one fifty times at once is paid once", async (bench) => {
      await bench.coincoin.createOrder(order);
      const fulfilled: string[] = [];
      bench.coincoin.on("order.paid", (event) => void fulfilled.push(event.id));
      const answers = await Promise.all(Array.from({ length: 50 }, () => bench.post(notification(PAID))));
      expect(answers.every((answer) => answer.status === 200)).toBe(true);
      await bench.coincoin.deliverDue();
      await bench.coincoin.deliverDue();
      expect(fulfilled).toHaveLength(1);
      const { items } = await bench.coincoin.inbox.list();
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({ outcome: "applied", count: 50 });
    });

    test("every order of four notifications ends in the same order", async (bench) => {
      const four = [
        { collected: "40", state: 0 },
        { collected: "100", state: 0 },
        { collected: "100", state: 2 },
        { collected: "100", state: 1 },
      ];
      for (const [index, arranged] of permutations(four).entries()) {
        const paymentId = `permuted_${index}`;
        await bench.coincoin.createOrder({ paymentId, price: "100" });
        for (const facts of arranged) await bench.post(notification({ paymentId, ...facts }));
        const found = await bench.coincoin.getOrder(paymentId);
        expect(found).toMatchObject({
          status: "completed",
          coverage: "full",
          received: { usdt: "100" },
          confirmed: { usdt: "100" },
        });
      }
    });

    test("one for an order that is not there yet waits for it", async (bench) => {
      const answer = await bench.post(notification(PAID));
      expect([answer.status, answer.json]).toEqual([200, { outcome: "parked" }]);
      expect(await bench.attentionKinds()).toContain("unmatched");
      await bench.coincoin.createOrder(order);
      expect(await bench.coincoin.getOrder("EX100100100")).toMatchObject({
        coverage: "full",
        received: { usdt: "100" },
      });
    });

    test("one that contradicts the order changes nothing, is on record, and heals", async (bench) => {
      await bench.coincoin.createOrder(order);
      const elsewhere = await bench.post(notification({ ...PAID, address: "TSomebodyElsesAddress" }));
      expect([elsewhere.status, elsewhere.json]).toEqual([200, { outcome: "conflict" }]);
      expect(await bench.coincoin.getOrder("EX100100100")).toMatchObject({ coverage: "none", received: {} });
      expect(await bench.attentionKinds()).toContain("conflict");
      expect((await bench.post(notification(PAID))).json).toEqual({ outcome: "applied" });
      expect(await bench.coincoin.getOrder("EX100100100")).toMatchObject({ coverage: "full" });
    });
  });

  describe("a store that is out of order", () => {
    test("what comes meanwhile is spooled, answered 200, and applied when the store is back", async (bench) => {
      await bench.coincoin.createOrder(order);
      bench.trouble.storeDown = true;
      const answer = await bench.post(notification(PAID));
      expect([answer.status, answer.json]).toEqual([200, { outcome: "spooled" }]);
      const view = await bench.get(`/orders/EX100100100?key=${bench.coincoin.viewKey("EX100100100")}`);
      expect([view.status, view.json]).toMatchObject([503, { code: "store_unavailable" }]);
      bench.trouble.storeDown = false;
      expect(await bench.coincoin.deliverDue()).toMatchObject({ drained: 1 });
      expect(await bench.coincoin.getOrder("EX100100100")).toMatchObject({ coverage: "full" });
    });

    it("with a disk that fails too, the gateway is told 503 and can send again", async () => {
      const bench = await openBench(factory, { options: { spool: await unusableFolder() } });
      try {
        await bench.coincoin.createOrder(order);
        bench.trouble.storeDown = true;
        const answer = await bench.post(notification(PAID));
        expect([answer.status, answer.json]).toMatchObject([503, { code: "store_unavailable" }]);
        bench.trouble.storeDown = false;
        expect((await bench.post(notification(PAID))).json).toEqual({ outcome: "applied" });
      } finally {
        await bench.close();
      }
    });
  });
}

function permutations<T>(items: readonly T[]): T[][] {
  const [first, ...rest] = items;
  if (first === undefined) return [[]];
  return permutations(rest).flatMap((others) =>
    [...others, first].map((_, at) => [...others.slice(0, at), first, ...others.slice(at)]),
  );
}
