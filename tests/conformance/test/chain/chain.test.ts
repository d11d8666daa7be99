import { describe, expect, it } from "vitest";
import { type ChainShop, chainShop } from "./chain-shop.ts";

/** The gateway's webhooks are lost, all of them. */
function loseWebhooks({ sandbox }: ChainShop): void {
  sandbox.setFaults({ nextDeliveries: Array.from({ length: 40 }, () => "drop" as const) });
}

describe("a webhook that is lost", () => {
  it("is made up for by the chain where its word is enough, once two hosts show the money", async () => {
    const shop = await chainShop({ paid: "either" });
    const { paymentId } = await shop.order("cart");
    loseWebhooks(shop);
    await shop.sandbox.pay(paymentId, { amount: "100" });
    await shop.pass(0.2);
    expect(shop.types()).toEqual(["order.created", "order.seen"]);
    expect(await shop.read(paymentId)).toMatchObject({ paid: null, received: {}, coverage: "none" });
    await shop.pass(3);
    expect(shop.types()).toEqual(["order.created", "order.seen", "order.proved", "order.paid"]);
    expect(shop.events.at(-1)).toMatchObject({ amount: "100", parts: [{ confirmed: "100" }] });
    expect((await shop.read(paymentId)).paid).toMatchObject({ late: false });
    expect(await shop.items()).toEqual([]);
    await shop.pass(75, 1);
    expect(await shop.items()).toEqual(["chain_unreported"]);
  });

  it("reaches a person where the chain only watches, and the item closes when the webhook comes after all", async () => {
    const shop = await chainShop();
    const { paymentId } = await shop.order("cart");
    loseWebhooks(shop);
    await shop.sandbox.pay(paymentId, { amount: "100" });
    await shop.pass(75, 1);
    expect(shop.types()).toEqual(["order.created", "order.seen", "order.proved", "attention.opened"]);
    expect(await shop.items()).toEqual(["chain_unreported"]);
    await shop.coincoin.reconcile(paymentId, { collected: { usdt: "100" }, state: "completed", by: "Ana" });
    await shop.settle();
    expect(shop.types()).toContain("order.paid");
    expect(await shop.items()).toEqual([]);
  });
});

describe("a webhook that nobody paid for", () => {
  it("ships nothing where it takes both, and two looks tell a person", async () => {
    const shop = await chainShop({ paid: "both" });
    const { paymentId } = await shop.order("cart");
    await shop.sandbox.pay(paymentId, { amount: "100", onChain: false });
    await shop.pass(25, 1);
    expect(shop.types()).not.toContain("order.paid");
    expect(await shop.read(paymentId)).toMatchObject({ paid: null, coverage: "full" });
    expect(await shop.items()).toEqual(["chain_missing"]);
    const entered = { collected: { usdt: "100" }, state: "completed", by: "Ana" } as const;
    await shop.coincoin.reconcile(paymentId, entered);
    await shop.settle();
    expect(shop.types()).not.toContain("order.paid");
    await shop.coincoin.reconcile(paymentId, { ...entered, overrideChain: true });
    await shop.settle();
    expect(shop.types()).toContain("order.paid");
    expect((await shop.read(paymentId)).onChain).toMatchObject({ overriddenBy: "Ana" });
  });

  it("ships from below the price from which it takes both", async () => {
    const shop = await chainShop({ bothFrom: "500" });
    const small = await shop.order("small");
    const large = await shop.order("large", "500");
    await shop.sandbox.pay(small.paymentId, { amount: "100", onChain: false });
    await shop.sandbox.pay(large.paymentId, { amount: "500", onChain: false });
    await shop.pass(25, 1);
    expect(shop.events.filter(({ type }) => type === "order.paid").map(({ reference }) => reference)).toEqual(
      ["small"],
    );
  });
});

describe("money that the chain shows and takes back", () => {
  it("was only seen: nothing was decided by it, and a person hears of it", async () => {
    const shop = await chainShop({ paid: "either" });
    const { paymentId } = await shop.order("cart");
    loseWebhooks(shop);
    await shop.sandbox.pay(paymentId, { amount: "100" });
    await shop.pass(0.3);
    expect(shop.types()).toEqual(["order.created", "order.seen"]);
    shop.sandbox.chains.reorg("tron", 10);
    await shop.pass(5);
    expect(shop.types()).toEqual(["order.created", "order.seen", "attention.opened"]);
    expect((await shop.read(paymentId)).onChain).toMatchObject({ transfers: {}, glimpse: { parts: [] } });
    expect(await shop.items()).toEqual(["chain_reversed"]);
    await shop.sandbox.pay(paymentId, { amount: "100" });
    await shop.pass(3);
    expect(shop.types()).toContain("order.paid");
    expect(await shop.items()).toEqual([]);
  });
});

describe("providers that lie, lag and die", () => {
  it("alone invent no payment", async () => {
    const shop = await chainShop({ paid: "either" });
    const { paymentId } = await shop.order("cart");
    shop.sandbox.chains.setFaults("tron", "first", { invents: 100_000_000n });
    await shop.pass(10);
    expect((await shop.read(paymentId)).paid).toBeNull();
    expect(shop.types()).not.toContain("order.proved");
  });

  it("that show nothing for nine minutes lose nothing", async () => {
    const shop = await chainShop({ paid: "either" });
    const { paymentId } = await shop.order("cart");
    loseWebhooks(shop);
    for (const name of ["first", "second"] as const)
      shop.sandbox.chains.setFaults("tron", name, { isSilent: true });
    await shop.pass(1);
    await shop.sandbox.pay(paymentId, { amount: "100" });
    await shop.pass(9);
    expect((await shop.read(paymentId)).paid).toBeNull();
    for (const name of ["first", "second"] as const) shop.sandbox.chains.setFaults("tron", name, {});
    await shop.pass(1);
    expect((await shop.read(paymentId)).paid).toMatchObject({ late: false });
  });

  it("that are all down keep no webhook waiting, are told of once, and lose nothing", async () => {
    const shop = await chainShop({ paid: "both" });
    const { paymentId } = await shop.order("cart");
    for (const name of ["first", "second"] as const)
      shop.sandbox.chains.setFaults("tron", name, { status: 500 });
    await shop.sandbox.pay(paymentId, { amount: "100" });
    await shop.pass(25, 1);
    expect(await shop.read(paymentId)).toMatchObject({ coverage: "full", paid: null });
    expect(await shop.items()).toEqual(["chain_blind"]);
    for (const name of ["first", "second"] as const) shop.sandbox.chains.setFaults("tron", name, {});
    await shop.pass(12, 1);
    expect(shop.types()).toContain("order.paid");
    expect(await shop.items()).toEqual([]);
  });

  it("are asked nothing while no order is open", async () => {
    const shop = await chainShop();
    await shop.pass(5);
    const idle = { network: "tron", lastLookAt: null, failures: 0, failingSince: null, cursorAt: null };
    expect((await shop.coincoin.health()).chain).toEqual([idle]);
    await shop.order("cart");
    await shop.pass(1);
    expect((await shop.coincoin.health()).chain).toMatchObject([{ lastLookAt: expect.any(String) }]);
  });
});
