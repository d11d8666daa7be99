import { describe, expect, it } from "vitest";
import { coincoin, openShop, type Shop } from "./shop.ts";

const PAYMENT_ID = "EX100100100";

async function pay(shop: Shop, paymentId: string, amount: number): Promise<void> {
  const body = JSON.stringify({ payment: { payment_id: paymentId }, collected: { usdt: amount }, state: 2 });
  const response = await fetch(shop.coincoin.webhookUrl(), { method: "POST", body });
  expect(await response.json()).toEqual({ outcome: "applied" });
}

/** Fields without quotes in them. */
function table(csv: string): Record<string, string>[] {
  const [head = "", ...rows] = csv.replace("\uFEFF", "").trimEnd().split("\r\n");
  const names = head.split(",");
  return rows.map((row) => Object.fromEntries(row.split(",").map((field, at) => [names[at] ?? "", field])));
}

describe("coincoin orders", () => {
  it("exports what a bookkeeper asks for, while the shop runs", async () => {
    await using shop = await openShop();
    const display = { amount: "92.5", currency: "EUR" };
    await shop.coincoin.createOrder({ paymentId: PAYMENT_ID, reference: "cart-17", price: "100", display });
    await pay(shop, PAYMENT_ID, 100);
    await shop.coincoin.refunds.record({ paymentId: PAYMENT_ID, amount: "4", coin: "usdt", by: "Ada" });
    const { code, out, err } = await coincoin(["orders", "--csv"], shop.env);
    expect([code, err]).toEqual([0, ""]);
    expect(table(out)).toEqual([
      expect.objectContaining({
        reference: "cart-17",
        payment_id: PAYMENT_ID,
        price: "100",
        display_amount: "92.5",
        display_currency: "EUR",
        coin: "usdt",
        amount_due: "100",
        received: "100",
        confirmed: "100",
        rate: "1",
        status: "settling",
        paid_at: expect.stringMatching(/^20.+Z$/),
        proofs: "absent",
        refunds: expect.stringMatching(/^4 usdt at 20/),
      }),
    ]);
  });

  it("lets no customer write a formula into a spreadsheet", async () => {
    await using shop = await openShop();
    for (const [at, customer] of ["=1+1", " =1+1", "+1", "-1", "@SUM(A1)", 'a "b", c'].entries())
      await shop.coincoin.createOrder({ reference: `cart-${at}`, price: "100", customer });
    const { out } = await coincoin(["orders", "--csv"], shop.env);
    for (const cell of ["'=1+1", "' =1+1", "'+1", "'-1", "'@SUM(A1)", '"a ""b"", c"'])
      expect(out).toContain(`,${cell},`);
  });

  it("filters, pages, and exports more than a page", async () => {
    await using shop = await openShop();
    for (let at = 0; at < 60; at += 1)
      await shop.coincoin.createOrder({ reference: `cart-${at}`, price: "100", customer: `c${at % 12}` });
    expect(table((await coincoin(["orders", "--csv"], shop.env)).out)).toHaveLength(60);
    expect(table((await coincoin(["orders", "--csv", "--customer", "c1"], shop.env)).out)).toHaveLength(5);
    const { out } = await coincoin(["orders", "--json", "--limit", "2"], shop.env);
    const { items, cursor } = JSON.parse(out) as { items: { reference: string }[]; cursor: string };
    expect(items.map(({ reference }) => reference)).toEqual(["cart-59", "cart-58"]);
    const next = await coincoin(["orders", "--limit", "1", "--after", cursor], shop.env);
    expect(next.out).toContain("cart-57");
    const none = await coincoin(["orders", "--paid", "yes", "--status", "completed"], shop.env);
    expect(none).toMatchObject({ code: 0, out: "No order matches.\n" });
    for (const odd of [
      ["--status", "lost"],
      ["--paid", "maybe"],
      ["--csv", "--json"],
      ["--csv", "--limit", "3"],
    ])
      expect(await coincoin(["orders", ...odd], shop.env)).toMatchObject({ code: 2 });
  });
});

describe("the other lists", () => {
  it("are exported, too", async () => {
    await using shop = await openShop();
    await shop.coincoin.createOrder({ paymentId: PAYMENT_ID, reference: "cart-17", price: "100" });
    await pay(shop, PAYMENT_ID, 100);
    await fetch(shop.coincoin.webhookUrl(), { method: "POST", body: "no JSON" });
    const inbox = await coincoin(["inbox", "--csv"], shop.env);
    expect(inbox.out).toContain(`,${PAYMENT_ID},applied,,webhook,absent,,"{""payment"":`);
    const attention = await coincoin(["attention", "--csv"], shop.env);
    expect(attention.out).toContain(",unreadable,");
    const letters = await coincoin(["dead-letters", "--csv"], shop.env);
    expect(letters).toMatchObject({ code: 0, out: expect.stringMatching(/^\uFEFFcreated,type,.+\r\n$/) });
    expect(await coincoin(["dead-letters"], shop.env)).toMatchObject({
      out: "Every event was delivered, or will be tried again.\n",
    });
  });
});

describe("coincoin withdraw and coincoin refund", () => {
  it("take back and record, with who did it", async () => {
    await using shop = await openShop();
    await shop.coincoin.createOrder({ paymentId: PAYMENT_ID, reference: "cart-17", price: "100" });
    await pay(shop, PAYMENT_ID, 100);
    await shop.stop();
    expect(await coincoin(["withdraw", "cart-18", "--by", "Ada"], shop.env)).toMatchObject({ code: 2 });
    const withdraw = ["withdraw", "cart-18", "--reason", "paid in cash", "--by", "Ada"];
    expect(await coincoin(withdraw, shop.env)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Withdrawn: cart-18, by Ada at 20/),
    });
    const paid = ["withdraw", "cart-17", "--reason", "cancelled", "--by", "Ada", "--json"];
    const refused = await coincoin(paid, shop.env);
    expect([refused.code, JSON.parse(refused.out)]).toMatchObject([1, { error: { code: "already_paid" } }]);

    const refund = ["refund", PAYMENT_ID, "--coin", "usdt", "--by", "Ada", "--json"];
    expect(await coincoin(refund, shop.env)).toMatchObject({ code: 2 });
    const recorded = await coincoin([...refund, "--amount", "40", "--transaction", "0xabc"], shop.env);
    expect([recorded.code, JSON.parse(recorded.out)]).toMatchObject([
      0,
      { ok: true, refund: { amount: "40", coin: "usdt", transaction: "0xabc", by: "Ada" } },
    ]);
    const more = await coincoin([...refund, "--amount", "61"], shop.env);
    expect([more.code, JSON.parse(more.out)]).toMatchObject([1, { error: { code: "refund_too_high" } }]);
    expect((await coincoin(["orders", "--csv"], shop.env)).out).toContain("40 usdt at 20");
  });
});
