import { tron } from "@coincoin/chain";
import type { PaidBy } from "@coincoin/core";
import type { Sandbox } from "@coincoin/sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import type { DoctorReport } from "../src/index.ts";
import { coincoin, openShop, type Shop } from "./shop.ts";

const PAYMENT_ID = "EX100100100";
const PROVIDERS = ["first", "second"] as const;

function urlsOf(sandbox: Sandbox): readonly string[] {
  return PROVIDERS.map((provider) => sandbox.chainUrl("tron", provider));
}

/** A shop that reads the chain of its sandbox, with one order that was paid and of which no webhook came. */
async function shopWithLostWebhook(paid: PaidBy = "gateway"): Promise<Shop> {
  const shop = await openShop({
    chain: (sandbox) => {
      const urls = urlsOf(sandbox).map((url, place) => ({ url, name: PROVIDERS[place] ?? "" }));
      return { networks: [tron({ urls, environment: { now: () => sandbox.now() } })], paid };
    },
  });
  onTestFinished(() => shop[Symbol.asyncDispose]());
  await shop.coincoin.createOrder({ paymentId: PAYMENT_ID, reference: "cart-17", price: "100" });
  shop.sandbox.setFaults({ nextDeliveries: ["drop", "drop", "drop"] });
  await shop.sandbox.pay(PAYMENT_ID, { amount: "40.5" });
  await shop.sandbox.pay(PAYMENT_ID, { amount: "59.5" });
  await shop.sandbox.advance({ ms: 120_000 });
  return shop;
}

function withProviders({ env, sandbox }: Shop): Record<string, string> {
  return { ...env, COINCOIN_CHAIN_TRON: urlsOf(sandbox).join(",") };
}

async function examined(shop: Shop, env: Record<string, string>) {
  const { code, out } = await coincoin(["doctor", "--json"], { ...shop.env, ...env });
  const { checks } = JSON.parse(out) as DoctorReport;
  const of = (name: string) => checks.filter((one) => one.name === name);
  return { code, out, of };
}

describe("coincoin doctor", () => {
  it("says of each provider its chain, decimals, finality, head, range and calls a day", async () => {
    const shop = await openShop();
    onTestFinished(() => shop[Symbol.asyncDispose]());
    shop.sandbox.chains.setFaults("tron", "second", { maxRange: 40, hasNoFinalized: true });
    const { code, out, of } = await examined(shop, withProviders(shop));
    const [first, second] = of("chain");
    expect([code, first?.verdict, second?.verdict]).toEqual([0, "ok", "warning"]);
    expect(first?.message).toMatch(
      /^tron, local 1: chain 728126428, usdt with 6 decimals; its newest block is \d s old; it says what is final; it searches [\d,]+ blocks in a call; [\d,]+ calls a day for 500 open orders, a look every 10 s/,
    );
    expect(second?.message).toContain("counted in blocks");
    expect(second?.message).toMatch(/searches [34]\d blocks/);
    for (const url of urlsOf(shop.sandbox)) expect(out).not.toContain(url);
  });

  it("fails for a provider of another chain, and for one whose token has other decimals", async () => {
    const shop = await openShop();
    onTestFinished(() => shop[Symbol.asyncDispose]());
    shop.sandbox.chains.setFaults("tron", "first", { chainId: 1 });
    shop.sandbox.chains.setFaults("tron", "second", { decimals: 18 });
    const { code, of } = await examined(shop, withProviders(shop));
    expect([code, ...of("chain").map(({ verdict }) => verdict)]).toEqual([1, "failed", "failed"]);
    expect(of("chain").map(({ message }) => message)).toEqual([
      expect.stringContaining("another network"),
      expect.stringContaining("decimals"),
    ]);
  });

  it("says how far the shop's looks are, and what another policy would have decided", async () => {
    const shop = await shopWithLostWebhook();
    await expect.poll(() => transfersOf(shop), { timeout: 40_000, interval: 500 }).toBe(4);
    const { of } = await examined(shop, withProviders(shop));
    expect(of("cursor")).toMatchObject([{ message: expect.stringContaining("tron: the last look was") }]);
    expect(of("policy").map(({ message }) => message)).toEqual([
      'of the newest 1 purchases that a chain was read for: "gateway" would have decided the same; "both" would have decided the same; "either" would also have paid cart-17',
    ]);
  }, 60_000);

  it("says nothing of chains to a shop that names none", async () => {
    const shop = await openShop();
    onTestFinished(() => shop[Symbol.asyncDispose]());
    const { of } = await examined(shop, {});
    expect([...of("chain"), ...of("cursor"), ...of("policy")]).toEqual([]);
  });

  it("takes no provider without TLS, and does not print its URL", async () => {
    const key = "a-key-of-a-merchant";
    const env = { COINCOIN_CHAIN_ETHEREUM: `http://eth.example/${key}` };
    const { code, out, err } = await coincoin(["doctor", "--offline"], env);
    expect([code, out, err.includes("COINCOIN_CHAIN_ETHEREUM")]).toEqual([2, "", true]);
    expect(err).not.toContain(key);
  });
});

/** Readings of transfers, one for each host. */
async function transfersOf({ coincoin: shop }: Shop): Promise<number> {
  const order = await shop.getOrder(PAYMENT_ID);
  const onChain = order !== undefined && "onChain" in order ? order.onChain : null;
  return Object.values(onChain?.transfers ?? {}).flatMap(({ shownBy }) => shownBy).length;
}

describe("coincoin chain", () => {
  it("lists the transfers with links, both sums, and the command that enters them", async () => {
    const shop = await shopWithLostWebhook();
    const { code, out, err } = await coincoin(["chain", PAYMENT_ID, "--look"], withProviders(shop));
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/40\.5 usdt .*https:\/\/tronscan\.org\/#\/transaction\/[0-9a-f]{64} /);
    expect(out).toMatch(/the chain shows +100 usdt/);
    expect(out).toMatch(/CoinCoin says +0 usdt/);
    const command = /coincoin (reconcile .*)$/m.exec(out)?.[1] ?? "";
    await shop.stop();
    const args = [...command.replace("<name>", "Ada").split(" "), "--yes"];
    expect(await coincoin(args, shop.env)).toMatchObject({
      code: 0,
      out: expect.stringContaining("paid at"),
    });
  });

  it("prints JSON for programs", async () => {
    const shop = await shopWithLostWebhook();
    const { out } = await coincoin(["chain", PAYMENT_ID, "--look", "--json"], withProviders(shop));
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      chain: "100",
      gateway: "0",
      paidBy: "gateway",
      transfers: [{ shownBy: ["local 1", "local 2"] }, { shownBy: ["local 1", "local 2"] }],
    });
  });

  it("says that what was not seen may be there all the same", async () => {
    const shop = await openShop();
    onTestFinished(() => shop[Symbol.asyncDispose]());
    await shop.coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    const { code, out } = await coincoin(["chain", PAYMENT_ID], shop.env);
    expect([code, out]).toEqual([0, expect.stringContaining("does not mean that none came")]);
    expect(out).not.toContain("reconcile");
    const nobody = await coincoin(["chain", "EX999999999"], shop.env);
    expect(nobody).toMatchObject({ code: 2, err: expect.stringContaining("no order EX999999999") });
  });
});
