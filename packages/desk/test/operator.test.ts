import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { quotient } from "../src/quotient.ts";
import { openShop, type Shop } from "./support/shop.ts";
import { opened } from "./support/spreadsheet.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({ signWebhooks: true });
});
afterAll(() => shop.close());

const get = async (path: string) =>
  (await fetch(`${shop.url}/admin/pay${path}`, { headers: { cookie: "person=ann" } })).text();

/** Fills in the form of this action on this page, over what the page filled in already, and gives the page that follows. */
async function act(from: string, action: string, fields: Record<string, string> = {}): Promise<string> {
  const shown = await get(from);
  const form = new RegExp(`<form[^>]*/act/${action}">(.*?)</form>`, "s").exec(shown)?.[1];
  if (form === undefined) throw new Error(`${from} has no form "${action}".`);
  const body = new URLSearchParams();
  for (const [, name = "", value = ""] of form.matchAll(/name="([^"]+)"[^>]* value="([^"]*)"/g))
    body.set(name, value);
  body.delete("more");
  body.delete("correct");
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const init = { method: "POST", headers: { cookie: "person=ann", origin: shop.url }, body };
  return (await fetch(`${shop.url}/admin/pay/act/${action}`, init)).text();
}

async function order(reference: string, amount?: string): Promise<string> {
  const { paymentId } = await shop.coincoin.createOrder({ reference, price: "50" });
  if (amount !== undefined) await shop.sandbox.pay(paymentId, { amount });
  await shop.sandbox.settled();
  return paymentId;
}

async function isPaid(paymentId: string): Promise<boolean> {
  const found = await shop.coincoin.getOrder(paymentId);
  return found !== undefined && found.paid !== null;
}

/** Somebody who knows the webhook's address sends it, without a signature. */
async function unsigned(paymentId: string, amount: string): Promise<void> {
  await fetch(shop.coincoin.webhookUrl(), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: `{"payment":{"payment_id":"${paymentId}"},"collected":{"usdt":${amount}},"state":2}`,
  });
}

describe("an operator's day", () => {
  it("a customer paid too little: the pay link asks for the rest, and what came is recorded as paid back", async () => {
    const paymentId = await order("short", "20");
    const shown = await get(`/orders/${paymentId}`);
    expect(shown).toContain("20 usdt");
    const link = /<code>(http[^<]+\/pay\/[^<]+)<\/code>/.exec(shown)?.[1]?.replaceAll("&#38;", "&") ?? "";
    expect((await fetch(link)).status).toBe(200);
    await act(`/orders/${paymentId}`, "refund", { amount: "20", transaction: "0xabc" });
    expect((await shop.coincoin.refunds.list({ paymentId })).items).toMatchObject([
      { amount: "20", coin: "usdt", transaction: "0xabc", by: "ann" },
    ]);
    // More than came is refused, and nothing is recorded.
    expect(await act(`/orders/${paymentId}`, "refund", { amount: "1" })).toContain('role="alert"');
    expect((await shop.coincoin.refunds.list({ paymentId })).items).toHaveLength(1);
  });

  it("an order that is paid has no pay link", async () => {
    expect(await get(`/orders/${await order("whole", "50")}`)).not.toContain("Pay link");
  });

  it("a notification without a signature is held, compared and let pass", async () => {
    const paymentId = await order("held");
    await unsigned(paymentId, "50");
    expect(await isPaid(paymentId)).toBe(false);
    expect(await get("/attention")).toContain("outcome=held");
    expect(await act("/inbox?outcome=held", "accept")).toContain('role="status"');
    expect(await isPaid(paymentId)).toBe(true);
    expect(await get("/inbox?outcome=held")).toContain("No notification here.");
  });

  it("what CoinCoin's site says is entered, with who read it", async () => {
    const paymentId = await order("read");
    await act(`/orders/${paymentId}`, "reconcile", { amount: "50", state: "completed" });
    expect(await isPaid(paymentId)).toBe(true);
    expect(await get(`/orders/${paymentId}`)).toContain("entered by ann");
    expect(await act(`/orders/${paymentId}`, "reconcile", { amount: "1", state: "none" })).toContain(
      "The state must be one of",
    );
  });

  it("the export opens in a spreadsheet: numbers as numbers, what speaks for them, what was paid back", async () => {
    const rows = new Map(opened(await get("/orders.csv")).map((row) => [row["reference"], row]));
    expect(rows.get("short")).toMatchObject({
      price: "50",
      coin: "usdt",
      amount_due: "50",
      rate: "1",
      received: "20",
      coverage: "partial",
      paid_at: "",
    });
    expect(rows.get("short")?.["refunds"]).toMatch(/^20 usdt at \S+Z 0xabc$/);
    expect(rows.get("whole")?.["proofs"]).toMatch(/token v1\.\w+, signature valid/);
    expect(rows.get("whole")?.["paid_at"]).toMatch(/Z$/);
    expect(rows.get("read")?.["proofs"]).toBe("entered by ann");
  });

  it("no cell of the export is a formula, whatever a customer wrote", async () => {
    const hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", 'a"b,c\r\nd'];
    for (const [index, customer] of hostile.entries())
      await shop.coincoin
        .createOrder({ reference: `hostile-${index}`, price: "50", customer })
        .catch(() => {});
    const rows = opened(await get("/orders.csv?text=hostile"));
    expect(rows.length).toBeGreaterThan(3);
    for (const cell of rows.flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });

  it("signatures are not expected any more when CoinCoin stops to sign", async () => {
    expect((await shop.coincoin.health()).signaturePin).not.toBeNull();
    await act("/setup", "unpin");
    expect((await shop.coincoin.health()).signaturePin).toBeNull();
    const paymentId = await order("after");
    await unsigned(paymentId, "50");
    expect(await isPaid(paymentId)).toBe(true);
  });
});

it.each([
  ["50", "50", "1"],
  ["50", "0.02", "2500"],
  ["10", "3", "3.33333333"],
  ["20", "3", "6.66666667"],
  ["0.5", "1000000", "0.0000005"],
  ["100", "1", "100"],
  ["1", "0", undefined],
])("the rate of %s for %s is %s", (price, due, rate) => {
  expect(quotient(price, due)).toBe(rate);
});
