import express from "express";
import { describe, expect, it } from "vitest";
import type { DoctorReport } from "../src/index.ts";
import { signedHeaders } from "../src/signed.ts";
import { APP, answering, coincoin, openShop, SECRET, type Shop } from "./shop.ts";

async function examined(
  shop: Shop,
  env: Record<string, string> = {},
  ...args: string[]
): Promise<{ code: number; verdicts: Record<string, string>; messages: Record<string, string> }> {
  const { code, out, err } = await coincoin(["doctor", "--json", ...args], { ...shop.env, ...env });
  expect(err).toBe("");
  expect(out).not.toContain(SECRET);
  const { checks } = JSON.parse(out) as DoctorReport;
  return {
    code,
    verdicts: Object.fromEntries(checks.map(({ name, verdict }) => [name, verdict])),
    messages: Object.fromEntries(checks.map(({ name, message }) => [name, message])),
  };
}

const WELL = {
  keys: "ok",
  gateway: "ok",
  clock: "ok",
  router: "ok",
  token: "ok",
  body: "ok",
  contact: "ok",
  store: "ok",
  sales: "ok",
  signatures: "ok",
  attention: "ok",
};

describe("coincoin doctor", () => {
  it("finds a running shop well, and leaves no trace in it", async () => {
    await using shop = await openShop();
    expect(await examined(shop)).toMatchObject({ code: 0, verdicts: WELL });
    expect((await shop.coincoin.inbox.list()).items).toEqual([]);
    expect((await shop.coincoin.attention.list()).items).toEqual([]);
    expect(shop.sandbox.orders()).toEqual([]);
    expect((await shop.coincoin.health()).spooled).toBe(0);
  });

  it("says it in words as well, without a secret", async () => {
    await using shop = await openShop();
    const { code, out } = await coincoin(["doctor"], shop.env);
    expect(code).toBe(0);
    expect(out).toMatch(/^ok {4}keys .*\nok {4}gateway /);
    const token = new URL(shop.coincoin.webhookUrl()).pathname.split("/").at(-1) ?? "";
    for (const secret of [SECRET, token]) expect(out).not.toContain(secret);
  });

  it("tells a body that was parsed before from one that is lost", async () => {
    {
      await using shop = await openShop({ before: express.json() });
      const { code, verdicts, messages } = await examined(shop);
      expect([code, verdicts]).toEqual([0, { ...WELL, body: "warning" }]);
      expect(messages["body"]).toContain("before it");
    }
    const swallow: express.RequestHandler = (request, _response, next) => {
      request.resume().once("end", () => next());
    };
    await using shop = await openShop({ before: swallow });
    const { code, verdicts, messages } = await examined(shop);
    expect([code, verdicts["body"]]).toEqual([1, "failed"]);
    expect(messages["body"]).toContain("rawBody");
  });

  it("warns where customers have no way to reach the shop", async () => {
    {
      await using shop = await openShop({ routes: {} });
      const { code, verdicts, messages } = await examined(shop);
      expect([code, verdicts]).toEqual([0, { ...WELL, contact: "warning" }]);
      expect(messages["contact"]).toContain("checkout.contactUrl");
    }
    const contactUrl = "https://shop.example/help";
    const orderNumber = (reference: string) => ({ contactUrl, orderNumber: reference });
    await using shop = await openShop({
      routes: { checkout: (page) => (page === undefined ? { contactUrl } : orderNumber(page.reference)) },
    });
    expect((await examined(shop)).verdicts).toEqual(WELL);
  });

  it("notices a proxy that rewrites bodies", async () => {
    const rewrite: express.RequestHandler = (request, _response, next) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const rawBody = JSON.stringify(JSON.parse(Buffer.concat(chunks).toString() || "{}"));
        Object.assign(request, { rawBody });
        next();
      });
    };
    await using shop = await openShop({ before: rewrite });
    const { code, verdicts } = await examined(shop);
    expect([code, verdicts["body"]]).toEqual([1, "failed"]);
  });

  it("tells a wrong key from a wrong token, and both from a shop that is not there", async () => {
    await using shop = await openShop();
    const key = await examined(shop, { COINCOIN_SECRET_KEY: "another key altogether" });
    expect(key).toMatchObject({ code: 1, verdicts: { gateway: "failed", token: "failed", body: "skipped" } });
    const version = await examined(shop, {}, "--token-version", "2");
    expect(version).toMatchObject({ code: 1, verdicts: { gateway: "ok", token: "failed" } });
    const path = await examined(shop, { COINCOIN_PUBLIC_URL: shop.url.replace("/coincoin", "/elsewhere") });
    expect(path).toMatchObject({ code: 1, verdicts: { router: "failed", token: "skipped" } });
    const port = await examined(shop, { COINCOIN_PUBLIC_URL: "http://127.0.0.1:1/coincoin" });
    expect(port).toMatchObject({ code: 1, verdicts: { router: "failed" } });
    expect(port.messages["router"]).toContain("not reached");
  });

  it("does not follow a redirect, since the gateway may not either", async () => {
    await using shop = await openShop({
      before: (request, response, next) =>
        request.url.startsWith("/old")
          ? response.redirect(308, request.url.replace("/old", "/coincoin"))
          : next(),
    });
    const { code, messages } = await examined(shop, {
      COINCOIN_PUBLIC_URL: shop.url.replace("/coincoin", "/old"),
    });
    expect(code).toBe(1);
    expect(messages["router"]).toContain("redirects");
  });

  it("warns of what needs a person", async () => {
    await using shop = await openShop();
    await fetch(shop.coincoin.webhookUrl(), { method: "POST", body: "no JSON" });
    const { code, verdicts, messages } = await examined(shop);
    expect([code, verdicts["attention"]]).toEqual([0, "warning"]);
    expect(messages["attention"]).toContain("1 unreadable");
  });

  it("does not take a key for accepted that the gateway refuses in a 200, and quotes what it said", async () => {
    await using shop = await openShop();
    await using gateway = await answering(200, '{"code":401,"msg":"sign\\n error"}');
    const env = { COINCOIN_API_URL: gateway.url };
    const { code, verdicts, messages } = await examined(shop, env);
    expect([code, verdicts["gateway"]]).toEqual([0, "warning"]);
    expect(messages["gateway"]).toMatch(/^cannot tell.*It said 200 \{"code":401,"msg":"sign\\n error"\}/);
  });

  it("takes a key for accepted where another is answered otherwise, if only by a code in a 200", async () => {
    await using shop = await openShop();
    let count = 0;
    await using gateway = await answering(200, () => (count++ === 0 ? '{"code":1003}' : '{"code":401}'));
    const { verdicts, messages } = await examined(shop, { COINCOIN_API_URL: gateway.url });
    expect(verdicts["gateway"]).toBe("ok");
    expect(messages["gateway"]).toContain("refuses another key");
  });

  it("says what stops sales, and how many orders are open", async () => {
    await using gateway = await answering(401, "who is that?");
    await using shop = await openShop({ apiUrl: gateway.url });
    await expect(shop.coincoin.createOrder({ price: "20" })).rejects.toThrow("did not accept");
    const { verdicts, messages } = await examined(shop, { COINCOIN_API_URL: gateway.url });
    expect(verdicts).toMatchObject({ gateway: "failed", sales: "warning", attention: "warning" });
    expect(messages["sales"]).toMatch(
      /^0 orders are open of the 500 .* 1 of the day's 100000 requests .*keys refused, last at 20.*who is that\?/,
    );
    expect(messages["attention"]).toContain("1 gateway_unauthorized");
  });

  it("says that notifications are held for their signature", async () => {
    await using shop = await openShop();
    const post = (headers: Record<string, string>, collected: number) => {
      const body = JSON.stringify({
        payment: { payment_id: "EX100100100" },
        collected: { usdt: collected },
        state: 0,
      });
      return fetch(shop.coincoin.webhookUrl(), { method: "POST", headers, body });
    };
    await shop.coincoin.createOrder({ paymentId: "EX100100100", price: "20" });
    await post(signedHeaders({ appId: APP, secretKey: SECRET }), 5);
    await post({}, 20);
    const { verdicts, messages } = await examined(shop);
    expect(verdicts["signatures"]).toBe("warning");
    expect(messages["signatures"]).toMatch(/^1 notifications are held for their signature \(absent\)/);
  });

  it("leaves no line in the shop's log, and takes no other refusal's place there", async () => {
    const lines: string[] = [];
    const log = (_facts: unknown, text: string) => void lines.push(text);
    await using shop = await openShop({ logger: { debug: log, info: log, warn: log, error: log } });
    await examined(shop);
    expect(lines).toEqual([]);
    await fetch(`${shop.url}/webhook/a-guess`, { method: "POST", body: "{}" });
    expect(lines.filter((line) => line.startsWith("webhook refused"))).not.toEqual([]);
  });

  it("goes without network and without a store where it is told to", async () => {
    await using shop = await openShop();
    const { code, verdicts } = await examined(shop, { COINCOIN_STORE: "" }, "--offline");
    expect([code, verdicts]).toEqual([
      0,
      {
        keys: "ok",
        gateway: "skipped",
        store: "skipped",
        sales: "skipped",
        signatures: "skipped",
        attention: "skipped",
      },
    ]);
  });

  it("says what is missing", async () => {
    const { code, out } = await coincoin(["doctor"]);
    expect(code).toBe(1);
    expect(out).toMatch(/^FAIL {2}keys .*COINCOIN_APP_ID/);
  });
});
