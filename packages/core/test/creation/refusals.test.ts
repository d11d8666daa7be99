import { describe, expect, it } from "vitest";
import { isIssued } from "../../src/domain/order.ts";
import { CoinCoinError } from "../../src/lib/errors.ts";
import { memoryStore } from "../../src/store/memory/store.ts";
import type { Store } from "../../src/store/store.ts";
import { answerBody, closedPort, status } from "../gateway/gateway-server.ts";
import { tokenOf } from "../http/support.ts";
import { makes, openShop } from "./shop.ts";

const HOUR = 3_600_000;

describe("an answer whose order is not a new one", () => {
  it.each([-1, 1, 2, 7])("in state %s is shown to no customer, and a person is told", async (state) => {
    const shop = await openShop([makes({ state }), makes()], { gateway: {} });
    expect(await shop.pay("cart")).toMatch(new RegExp(`^terms_not_accepted: .* in state ${state} already`));
    expect(await shop.told()).toEqual([
      expect.stringMatching(/^terms_not_accepted: .*Check on CoinCoin's site/),
    ]);
    const [first] = (await shop.coincoin.getPurchase("cart"))?.attempts ?? [];
    expect(first).toMatchObject({ status: "pending", creation: { outcome: "refused" } });
    expect(await shop.pay("cart")).not.toBe(first?.paymentId);
    expect((await shop.coincoin.getPurchase("cart"))?.attempts.at(-1)).toMatchObject({ status: "receiving" });
  });

  it("may leave its state out", async () => {
    const shop = await openShop([makes({ state: null })]);
    expect(await shop.pay("cart")).not.toContain(":");
  });
});

/** A store as a process sees it that dies before it looks for other orders at an address. */
function neverLooking(store: Store): Store {
  return new Proxy(store, {
    get(target, name) {
      if (name === "openAt") return () => Promise.reject(new CoinCoinError("store_unavailable", "died"));
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

describe("two open orders with one address", () => {
  const evm = `0x${"aB".repeat(20)}`;

  it("reach a person, also when both are made at once and the letters differ in case", async () => {
    const shop = await openShop([makes({ address: evm }), makes({ address: evm.toLowerCase() })]);
    const ids = await Promise.all([shop.pay("one"), shop.pay("two")]);
    const told = await shop.told();
    expect(told).toHaveLength(1);
    for (const id of ids) expect(told[0]).toMatch(new RegExp(`^shared_address: .*${id}`));
  });

  it("are reported again when a third comes, and not when the first is over", async () => {
    const shop = await openShop([makes({ address: evm })]);
    await shop.pay("one");
    await shop.pay("two");
    await shop.pay("three");
    expect(await shop.told()).toHaveLength(2);
    shop.later(25 * HOUR);
    await shop.pay("four");
    expect(await shop.told()).toHaveLength(2);
  });

  it("are found again where a process died before it looked, once", async () => {
    const store = memoryStore();
    const dead = await openShop([makes({ address: evm })], { store: neverLooking(store) });
    const ids = [await dead.pay("one"), await dead.pay("two")];
    expect(await dead.told()).toEqual([]);

    const next = await openShop([makes({ address: evm })], { store });
    await next.coincoin.deliverDue();
    const told = await next.told();
    expect(told).toHaveLength(1);
    for (const id of ids) expect(told[0]).toMatch(new RegExp(`^shared_address: .*${id}`));
    next.later(HOUR);
    await next.coincoin.deliverDue();
    expect((await next.coincoin.attention.list()).items).toMatchObject([{ count: 1 }]);
  });

  it("are looked for once an hour, since another process may have died", async () => {
    const store = memoryStore();
    const shop = await openShop([makes({ address: evm })], { store });
    await shop.coincoin.deliverDue();
    const dying = await openShop([makes({ address: evm })], { store: neverLooking(store) });
    for (const cart of ["one", "two"]) await dying.pay(cart);
    await shop.coincoin.deliverDue();
    expect(await shop.told()).toEqual([]);
    shop.later(HOUR);
    await shop.coincoin.deliverDue();
    expect(await shop.told()).toHaveLength(1);
  });

  it("are nothing to tell of where the addresses differ, if only in a letter that counts", async () => {
    const shop = await openShop([makes({ address: "TAbcAbcAbcAbc" }), makes({ address: "TAbcAbcAbcabc" })]);
    await shop.pay("one");
    await shop.pay("two");
    expect(await shop.told()).toEqual([]);
  });
});

describe("what stops sales", () => {
  it.each([
    ["gateway_unauthorized", status(401, "who is that?"), {}],
    ["gateway_refused", status(400, "account suspended"), {}],
    ["gateway_rate_limited", status(429, "", { "retry-after": "600" }), {}],
    ["daily_limit_reached", makes(), { limits: { requestsPerDay: 1 } }],
  ] as const)("as %s reaches a person once an hour, and is counted", async (code, answer, options) => {
    const shop = await openShop([answer], options);
    await shop.pay("first");
    for (const cart of ["a", "b", "c"]) expect(await shop.pay(cart)).toMatch(new RegExp(`^${code}: `));
    const ofCode = async () => (await shop.told()).filter((item) => item.startsWith(`${code}: `));
    expect(await ofCode()).toHaveLength(1);
    const { sales, store } = await shop.coincoin.health();
    expect(sales.refused[code]).toBeGreaterThanOrEqual(3);
    expect(store?.attention[code]).toBe(1);

    for (const { id } of (await shop.coincoin.attention.list()).items) {
      await shop.coincoin.attention.resolve(id, "seen");
    }
    await shop.pay("d");
    expect(await ofCode()).toHaveLength(0);
    shop.later(HOUR);
    await shop.pay("e");
    expect(await ofCode()).toHaveLength(1);
  });

  it("as a gateway that is not there, or a reference that had all its orders, reaches a person too", async () => {
    const nobody = await openShop([makes()], { apiUrl: `http://127.0.0.1:${await closedPort()}/v1` });
    expect(await nobody.pay("cart")).toMatch(/^gateway_unreachable: /);
    expect(await nobody.told()).toEqual([expect.stringMatching(/^gateway_unreachable: /)]);

    const shop = await openShop([makes()], { limits: { attempts: 2 } });
    for (const price of ["10", "20"]) await shop.pay("cart", price);
    expect(await shop.pay("cart", "30")).toMatch(/^too_many_attempts: /);
    expect(await shop.told()).toEqual([expect.stringMatching(/^too_many_attempts: /)]);
  });

  it("reaches a person also where an earlier try may have made the order", async () => {
    const shop = await openShop([status(502), status(401)], {
      gateway: { tryTimeoutMs: 300, deadlineMs: 2000 },
    });
    expect(await shop.pay("cart")).toMatch(/^outcome_unknown: /);
    expect(new Set((await shop.told()).map((item) => item.split(":")[0]))).toEqual(
      new Set(["gateway_unauthorized", "outcome_unknown"]),
    );
  });

  it("as a gateway that refuses everything in a 200 is one item an hour, whatever the number of customers", async () => {
    const shop = await openShop([status(200, '{"code":400,"msg":"no merchant"}')]);
    for (const cart of ["a", "b", "c"]) expect(await shop.pay(cart)).toMatch(/^outcome_unknown: /);
    const told = await shop.told();
    expect(told).toEqual([expect.stringMatching(/^gateway_not_understood: .*no merchant/)]);
    const { sales, store } = await shop.coincoin.health();
    expect(sales.refused).toEqual({ gateway_not_understood: 3 });
    expect(store?.attention).toEqual({ gateway_not_understood: 1 });
    // No customer saw an address, and nothing more becomes due by the time that passes.
    shop.later(HOUR);
    await shop.coincoin.deliverDue();
    expect(await shop.told()).toEqual(told);
    await shop.pay("d");
    expect(await shop.told()).toHaveLength(2);
  });

  it("is told before it does, where open orders come near their limit", async () => {
    const shop = await openShop([makes()], { limits: { openOrders: 10 } });
    for (let cart = 1; cart <= 8; cart++) await shop.pay(`cart ${cart}`);
    expect(await shop.told()).toEqual([]);
    await shop.pay("cart 9");
    expect(await shop.told()).toEqual([
      expect.stringMatching(/^open_orders_near_limit: 8 orders .* 10 at once/),
    ]);
    expect((await shop.coincoin.health()).sales).toMatchObject({ openOrders: 9, openOrdersLimit: 10 });
  });

  it("is told before it does, where the requests of a day come to their end, and when all are used", async () => {
    const shop = await openShop([makes()], { limits: { requestsPerDay: 10 } });
    for (let cart = 1; cart <= 7; cart++) await shop.pay(`cart ${cart}`);
    expect(await shop.told()).toEqual([]);
    await shop.pay("cart 8");
    const near = expect.stringMatching(/^daily_requests_near_limit: 8 of the 10 requests/);
    expect(await shop.told()).toEqual([near]);
    for (const cart of [9, 10]) expect(await shop.pay(`cart ${cart}`)).not.toContain(":");
    const all = expect.stringMatching(/^daily_limit_reached: 10 of the 10 requests/);
    expect((await shop.told()).toSorted()).toEqual([all, near]);
    const { sales, store } = await shop.coincoin.health();
    expect(sales).toMatchObject({ requestsToday: 10, requestsPerDay: 10, refused: {} });
    expect(store?.attention).toEqual({ daily_limit_reached: 1, daily_requests_near_limit: 1 });
  });

  it("is not a customer's refusal that the next one does not meet", async () => {
    const shop = await openShop([makes()]);
    await shop.pay("cart");
    await shop.coincoin.createOrder({ paymentId: "EX100100100", price: "20" });
    await expect(shop.coincoin.createOrder({ paymentId: "EX100100100", price: "30" })).rejects.toMatchObject({
      code: "order_conflict",
    });
    const known = await openShop([status(409)]);
    expect(await known.pay("cart")).toMatch(/^gateway_refused: /);
    expect(await known.told()).toEqual([]);
    expect(await shop.told()).toEqual([]);
    expect((await shop.coincoin.health()).sales.refused).toEqual({});
  });
});

describe("an outage of the gateway", () => {
  it("uses up no attempt, however often the customer clicks, and the order is made when it is over", async () => {
    let isBack = false;
    const shop = await openShop([(...input) => (isBack ? makes() : status(502))(...input)]);
    for (let click = 0; click < 25; click++) expect(await shop.pay("cart")).toMatch(/^outcome_unknown: /);
    isBack = true;
    const paymentId = await shop.pay("cart");
    const attempts = (await shop.coincoin.getPurchase("cart"))?.attempts;
    expect(attempts).toMatchObject([{ paymentId, status: "receiving" }]);
    expect(await shop.told()).toEqual([]);
  });

  it("that answers 200 locks a customer out for ten minutes at most, and shows no address meanwhile", async () => {
    let isBack = false;
    const refusal = '{"code":500,"msg":"busy"}';
    const shop = await openShop([(...input) => (isBack ? makes() : status(200, refusal))(...input)], {
      limits: { attempts: 3 },
    });
    const clicks = [];
    for (let click = 0; click < 5; click++) clicks.push((await shop.pay("cart")).split(":")[0]);
    expect(clicks).toEqual([...Array(3).fill("outcome_unknown"), ...Array(2).fill("too_many_attempts")]);
    expect((await shop.coincoin.getPurchase("cart"))?.attempts.some(isIssued)).toBe(false);
    isBack = true;
    shop.later(HOUR / 6);
    expect(await shop.pay("cart")).not.toContain(":");
  });
});

describe("a customer", () => {
  it("is told within three seconds why there is no order, whatever the gateway answers", async () => {
    const answers = [
      status(200, '{"code":401,"msg":"bad sign"}'),
      status(200, `{"data":${answerBody()}}`),
      status(502),
      () => {},
    ];
    await Promise.all(
      answers.map(async (answer) => {
        const shop = await openShop([answer], { gateway: {} });
        const start = performance.now();
        expect(await shop.pay("cart")).toMatch(/^(outcome_unknown|order_busy): /);
        expect(performance.now() - start).toBeLessThan(3000);
      }),
    );
  }, 60_000);

  it("who waited too long finds the order when they come back: it was asked for once", async () => {
    const shop = await openShop([(...input) => void setTimeout(() => makes()(...input), 400)], {
      gateway: { waitMs: 100 },
    });
    expect(await shop.pay("cart")).toMatch(/^order_busy: cart is still being created/);
    const impatient = await Promise.all([shop.pay("cart"), shop.pay("cart"), shop.pay("cart")]);
    expect(impatient.every((answer) => answer.startsWith("order_busy"))).toBe(true);
    await expect.poll(() => shop.pay("cart")).not.toContain(":");
    expect(shop.seen).toHaveLength(1);
    expect((await shop.coincoin.getPurchase("cart"))?.attempts).toHaveLength(1);
  });
});

describe("a rest", () => {
  it("in another coin than the part that came is refused, and in the same is shown", async () => {
    const shop = await openShop([makes(), makes({ coin: "trx" }), makes()], { accept: () => true });
    const { coincoin } = shop;
    /** One order after the other, each when the one before has expired. */
    const ask = async (paymentId: string) => {
      shop.later(4 * HOUR);
      return coincoin.createOrder({ paymentId, reference: "cart", price: "100" });
    };
    await ask("FIRST_PART");
    await coincoin.receiveWebhook({
      token: tokenOf(coincoin),
      headers: {},
      body: { payment: { payment_id: "FIRST_PART" }, collected: { usdt: 40 }, state: 2 },
    });
    await expect(ask("SECOND_PART")).rejects.toMatchObject({
      code: "terms_not_accepted",
      message: expect.stringContaining("part paid in usdt"),
    });
    expect((await coincoin.getOrder("SECOND_PART"))?.status).toBe("pending");
    expect(await ask("THIRD_PART")).toMatchObject({ status: "receiving", coin: "usdt", askedPrice: "60" });
  });
});
