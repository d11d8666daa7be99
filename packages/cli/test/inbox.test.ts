import { CoinCoin, silentLogger } from "@coincoin/core";
import { sqliteStore } from "@coincoin/sql/sqlite";
import { describe, expect, it } from "vitest";
import { APP, coincoin, openShop, SECRET, type Shop } from "./shop.ts";

const PAYMENT_ID = "EX100100100";
const OTHER = "EX100100101";

/** What the shop knows when it was started again. */
async function afterRestart<T>(shop: Shop, look: (coincoin: CoinCoin) => Promise<T>): Promise<T> {
  await using again = new CoinCoin({
    appId: APP,
    secretKey: SECRET,
    store: sqliteStore(shop.database),
    delivery: "manual",
    logger: silentLogger,
  });
  return await look(again);
}

async function notify(shop: Shop, paymentId: string, headers: Record<string, string> = {}): Promise<unknown> {
  const body = JSON.stringify({ payment: { payment_id: paymentId }, collected: { usdt: 100 }, state: 2 });
  const answer = await fetch(shop.coincoin.webhookUrl(), { method: "POST", body, headers });
  return answer.json();
}

describe("coincoin inbox", () => {
  it("lists what came while the shop runs, and lets held ones pass when it does not", async () => {
    await using shop = await openShop();
    for (const paymentId of [PAYMENT_ID, OTHER]) await shop.coincoin.createOrder({ paymentId, price: "100" });
    const odd = { "cc-app-id": APP, "cc-timespan": String(Date.now()), "cc-sign": "f".repeat(40) };
    for (const id of [PAYMENT_ID, OTHER]) expect(await notify(shop, id, odd)).toEqual({ outcome: "held" });
    const listed = await coincoin(["inbox", "--outcome", "held"], shop.env);
    expect(listed).toMatchObject({ code: 0, out: expect.stringContaining("signature unknown") });
    expect((await coincoin(["inbox", "--outcome", "parked"], shop.env)).out).toBe("No webhook is there.\n");
    expect(await coincoin(["inbox", "--outcome", "lost"], shop.env)).toMatchObject({ code: 2 });

    const accept = ["inbox", "accept", "--by", "Ada"];
    expect(await coincoin(accept, shop.env)).toMatchObject({
      code: 2,
      err: expect.stringContaining("--all"),
    });
    expect(await coincoin(["inbox", "accept", "--all"], shop.env)).toMatchObject({ code: 2 });
    await shop.stop();
    const one = await coincoin([...accept, "--payment-id", PAYMENT_ID], shop.env);
    expect(one).toMatchObject({ code: 0, out: "1 applied, 0 duplicate, 0 parked, 0 conflict.\n" });
    await afterRestart(shop, async (again) => {
      expect(await again.getOrder(PAYMENT_ID)).toMatchObject({ received: { usdt: "100" } });
      expect(await again.getOrder(OTHER)).toMatchObject({ received: {} });
      const { items } = await again.inbox.list({ paymentId: PAYMENT_ID });
      expect(items).toMatchObject([{ outcome: "applied", by: "Ada" }]);
    });
    const rest = await coincoin([...accept, "--all", "--json"], shop.env);
    expect(JSON.parse(rest.out)).toEqual({ ok: true, applied: 1, duplicate: 0, parked: 0, conflict: 0 });
  });
});

describe("coincoin unpin", () => {
  it("takes back what a signed webhook pinned, and coincoin trigger pins nothing", async () => {
    await using shop = await openShop();
    for (const paymentId of [PAYMENT_ID, OTHER]) await shop.coincoin.createOrder({ paymentId, price: "100" });
    const trigger = ["trigger", "order.payment", "--payment-id", PAYMENT_ID];
    expect(await coincoin(trigger, shop.env)).toMatchObject({ code: 0 });
    expect((await shop.coincoin.health()).signaturePin).toBeNull();
    expect((await shop.coincoin.inbox.list()).items).toMatchObject([{ source: "trigger" }]);
    const { stdout } = { stdout: (await coincoin(["sign", "--json"], shop.env)).out };
    const signed = JSON.parse(stdout) as Record<string, string>;
    expect(Object.keys(signed)).toContain("cc-sign");
    expect(await notify(shop, PAYMENT_ID, signed)).toEqual({ outcome: "applied" });
    const pin = (await shop.coincoin.health()).signaturePin;
    expect(pin).toMatchObject({ paymentId: PAYMENT_ID });
    expect(await notify(shop, OTHER)).toEqual({ outcome: "held" });
    await shop.stop();
    expect(await coincoin(["unpin"], shop.env)).toMatchObject({ code: 2 });
    const taken = await coincoin(["unpin", "--by", "Ada"], shop.env);
    expect(taken).toMatchObject({ code: 0, out: expect.stringContaining(`since ${pin?.since}`) });
    expect((await coincoin(["unpin", "--by", "Ada"], shop.env)).out).toBe("Nothing was pinned.\n");
    await afterRestart(shop, async (again) => {
      expect((await again.health()).signaturePin).toBeNull();
    });
  });
});
