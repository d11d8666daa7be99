import { CoinCoin, memoryStore, silentLogger } from "@coincoin/core";
import { beforeEach, describe, expect, it } from "vitest";
import { APP, MOUNTS, openShop, PAYMENT_ID, paid, SECRET, type Shop, signed, tokenOf } from "./shop.ts";

async function expectUnpaid({ coincoin }: Shop): Promise<void> {
  expect(await coincoin.getOrder(PAYMENT_ID)).toMatchObject({ received: {}, confirmed: {}, paid: null });
  expect(await coincoin.getPurchase(PAYMENT_ID)).toMatchObject({ paid: null });
}

describe.each(MOUNTS)("whoever forges a payment, on %s,", (kind) => {
  it("gets nowhere with all that a customer knows: id, address, amount, and the order's own key", async () => {
    await using shop = await openShop(kind);
    const key = shop.coincoin.viewKey(PAYMENT_ID);
    for (const path of [
      "/webhook",
      "/webhook/",
      `/webhook/${key}`,
      `/webhook/${APP}`,
      `/webhook/${PAYMENT_ID}`,
    ]) {
      expect(await shop.post(path, paid(shop.order))).toMatchObject({ status: 401 });
    }
    expect(await shop.post(`/webhook?token=${shop.token}&key=${key}`, paid(shop.order))).toMatchObject({
      status: 401,
    });
    expect((await shop.coincoin.inbox.list()).items).toEqual([]);
    await expectUnpaid(shop);
  });

  it("gets nowhere with the token of another app, another version or another key", async () => {
    await using shop = await openShop(kind);
    const others = [
      { appId: "another-app", secretKey: SECRET },
      { appId: APP, secretKey: `${SECRET}.` },
      { appId: APP, secretKey: SECRET, webhook: { tokenVersion: 2 } },
    ];
    for (const options of others) {
      await using other = new CoinCoin({
        ...options,
        publicUrl: "https://other.example/coincoin",
        store: memoryStore(),
        delivery: "manual",
        logger: silentLogger,
      });
      expect(await shop.post(`/webhook/${tokenOf(other)}`, paid(shop.order))).toMatchObject({ status: 401 });
    }
    await expectUnpaid(shop);
  });

  it("gets nowhere with one bit of the token changed, whichever it is", async () => {
    await using shop = await openShop(kind);
    for (let at = 0; at < shop.token.length; at++) {
      for (let bit = 0; bit < 7; bit++) {
        const changed = Buffer.from(shop.token);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        const path = `/webhook/${encodeURIComponent(changed.toString("latin1"))}`;
        const { status } = await shop.post(path, paid(shop.order));
        expect([at, bit, status]).toEqual([at, bit, 401]);
      }
    }
    await expectUnpaid(shop);
  });

  it("gets no further than a person with one bit of the signature changed, even knowing the token", async () => {
    await using shop = await openShop(kind);
    const { status: stranger } = await shop.post("/webhook/guessed", paid(shop.order), signed(SECRET, 0));
    expect(stranger).toBe(401);
    const right = signed(SECRET, Date.now());
    const digest = Buffer.from(right["cc-sign"] ?? "", "hex");
    for (let bit = 0; bit < digest.length * 8; bit++) {
      const changed = Buffer.from(digest);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const headers = { ...right, "cc-sign": changed.toString("hex") };
      const { status, text } = await shop.post(`/webhook/${shop.token}`, paid(shop.order), headers);
      expect([bit, status, text]).toEqual([bit, 200, '{"outcome":"held"}']);
    }
    await expectUnpaid(shop);
    const { items } = await shop.coincoin.attention.list();
    expect(items).toMatchObject([{ kind: "held", count: 160 }]);
  });

  it("gets no further than a person with a signature for another app, of another key, or moved to another moment", async () => {
    await using shop = await openShop(kind);
    const now = Date.now();
    for (const headers of [
      signed(SECRET, now, "another-app"),
      signed("another key", now),
      signed("", now),
      { ...signed(SECRET, now), "cc-timespan": String(now + 1) },
      { ...signed(SECRET, now, "another-app"), "cc-app-id": APP },
    ]) {
      expect(await shop.post(`/webhook/${shop.token}`, paid(shop.order), headers)).toMatchObject({
        text: '{"outcome":"held"}',
      });
      expect(await shop.post("/webhook/guessed", paid(shop.order), headers)).toMatchObject({ status: 401 });
    }
    await expectUnpaid(shop);
  });

  it("gets nowhere with a signature that was overheard, put on another body, without the token", async () => {
    await using shop = await openShop(kind);
    const overheard = signed(SECRET, Date.now());
    expect(await shop.post("/webhook/overheard", paid(shop.order), overheard)).toMatchObject({ status: 401 });
    await expectUnpaid(shop);
  });
});

/** Where the gateway's scheme ends: what the signature does cover is the moment, and nothing of the body. */
describe("a signature that was overheard together with the URL", () => {
  const DAY_MS = 86_400_000;
  const start = Date.now();
  let passed = 0;
  const environment = { now: () => start + passed };
  beforeEach(() => {
    passed = 0;
  });

  it.each([
    ["at the edge", DAY_MS, "applied"],
    ["past the edge", DAY_MS + 1, "held"],
    ["at the other edge", -DAY_MS, "applied"],
    ["past the other edge", -DAY_MS - 1, "held"],
  ])("serves for another body for a day, on either side: %s, %i ms on, %s", async (_name, ms, outcome) => {
    await using shop = await openShop("node:http", { environment, webhook: { signature: "required" } });
    passed = ms;
    const answer = await shop.post(`/webhook/${shop.token}`, paid(shop.order), signed(SECRET, start));
    expect(answer).toMatchObject({ status: 200, text: `{"outcome":"${outcome}"}` });
    if (outcome === "held") await expectUnpaid(shop);
  });

  it("is held for a person once it is old, in words that accuse nobody", async () => {
    await using shop = await openShop("node:http", { environment });
    passed = DAY_MS + 1;
    const answer = await shop.post(`/webhook/${shop.token}`, paid(shop.order), signed(SECRET, start));
    expect(answer).toMatchObject({ status: 200, text: '{"outcome":"held"}' });
    await expectUnpaid(shop);
    const { items } = await shop.coincoin.attention.list();
    expect(items.map(({ message }) => message)).toEqual([expect.stringContaining("clock is wrong")]);
  });
});

describe.each(MOUNTS)("whoever found the webhook's URL, on %s,", (kind) => {
  it("is held for a person once a signed webhook was seen, whatever headers are left out", async () => {
    await using shop = await openShop(kind);
    const path = `/webhook/${shop.token}`;
    const now = Date.now();
    await shop.coincoin.createOrder({ paymentId: "ANOTHER_ORDER", price: "100" });
    await shop.post(
      path,
      JSON.stringify({ payment: { payment_id: "ANOTHER_ORDER" }, collected: {}, state: 0 }),
      signed(SECRET, now),
    );
    const { "cc-sign": sign = "", ...unsigned } = signed(SECRET, now);
    for (const [at, headers] of [{}, unsigned, { "cc-sign": sign }, { "cc-app-id": APP }].entries()) {
      const answer = await shop.post(path, paid(shop.order, 100 + at), headers);
      expect(answer).toMatchObject({ status: 200, text: '{"outcome":"held"}' });
    }
    await expectUnpaid(shop);
    const { items } = await shop.coincoin.attention.list({ paymentId: PAYMENT_ID });
    expect(items.map(({ kind: why }) => why)).toEqual(["held", "held", "held", "held"]);
  });

  it("is out again when the token is replaced, and CoinCoin with the new URL is in", async () => {
    const store = memoryStore();
    await using before = await openShop(kind, { store });
    await using after = await openShop(kind, { store: memoryStore(), webhook: { tokenVersion: 2 } });
    expect(await after.post(`/webhook/${before.token}`, paid(after.order))).toMatchObject({ status: 401 });
    expect(await after.post(`/webhook/${after.token}`, paid(after.order))).toMatchObject({ status: 200 });
  });

  it("cannot send a customer's money elsewhere, nor turn an order into another's", async () => {
    await using shop = await openShop(kind);
    const path = `/webhook/${shop.token}`;
    for (const change of [
      { address: "TNobodysAddress11111111111111111" },
      { coin: "btc" },
      { network: "ethereum" },
    ]) {
      const answer = await shop.post(path, paid({ ...shop.order, ...change }));
      expect(answer.text).toBe('{"outcome":"conflict"}');
    }
    expect(await shop.coincoin.getOrder(PAYMENT_ID)).toMatchObject({
      address: shop.order.address,
      amountDue: "100",
    });
    await expectUnpaid(shop);
  });
});
