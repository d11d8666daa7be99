import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  type CheckoutOptions,
  type CheckoutView,
  languages,
  paymentUri,
  renderCheckout,
  renderUnavailable,
  stages,
} from "../src/index.ts";
import { evmAddress, exampleView, stageChanges, tronAddress } from "./support/views.ts";

const live: CheckoutOptions = {
  orderUrl: "/coincoin/orders/EX100100100?key=k",
  scriptUrl: "/coincoin/checkout.js?v=1",
};
const policyOf = (options: CheckoutOptions): string[] =>
  renderCheckout(exampleView(), options).headers["content-security-policy"]?.split("; ") ?? [];
const hashOf = (part: string): string => `'sha256-${createHash("sha256").update(part).digest("base64")}'`;
const text = (html: string): string =>
  html
    .replace(/<(style|script)\b.*?<\/\1>/gs, "")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&#39;", "'")
    .replace(/\s+/g, " ");

describe("the page without scripts", () => {
  it("says what to send, where, on which network, until when, and what may be lost", () => {
    const { html } = renderCheckout(exampleView(stageChanges.partial), { merchantName: "Tea House" });
    const seen = text(html);
    for (const part of [
      "Tea House",
      "Part of your payment arrived",
      "Send the remaining 60 USDT to the same address",
      "Still to send 60 USDT",
      tronAddress,
      "Tether USD (USDT)",
      "Tron (TRC20)",
      "Send only USDT on the Tron (TRC20) network",
      "40 of 100 USDT received",
      "Time left 50:00",
      "UTC",
      "EX100100100",
    ]) {
      expect(seen).toContain(part);
    }
    expect(html).toContain("<svg");
    expect(html).not.toContain("<script");
  });

  it("loads again on its own while anything can happen, and never once nothing does", () => {
    const every = (seconds: number): string[] =>
      stages.filter((stage) =>
        renderCheckout(exampleView(stageChanges[stage])).html.includes(
          `http-equiv="refresh" content="${seconds}"`,
        ),
      );
    expect(every(60)).toEqual(["underpaid", "expired", "invalid"]);
    const { html } = renderCheckout(exampleView(stageChanges.expired));
    expect(text(html)).toContain("Checks again every 60 seconds Check now");
    expect(stages.filter((stage) => ![...every(15), ...every(60)].includes(stage))).toEqual(["settled"]);
  });

  it("does not load again under a script that keeps it up to date", () => {
    expect(renderCheckout(exampleView(), live).html).toContain(
      '<noscript><meta http-equiv="refresh" content="15"></noscript>',
    );
  });

  it("says what each code holds, and shows the plain address of a token first", () => {
    const token = {
      network: "ethereum",
      coin: "usdt",
      address: evmAddress,
      paymentUri: paymentUri({ network: "ethereum", coin: "usdt", address: evmAddress, amount: "100" }),
    };
    const checked = (changes: Partial<CheckoutView>, options?: CheckoutOptions): string | undefined =>
      /value="(\w+)" checked/.exec(renderCheckout(exampleView(changes), options).html)?.[1];
    const ether = { ...token, coin: "eth", paymentUri: `ethereum:${evmAddress}@1?value=1` };
    expect(checked(token)).toBe("address");
    expect(checked(token, { paymentLinks: "always" })).toBe("uri");
    expect(checked(ether)).toBe("uri");
    const never = renderCheckout(exampleView(ether), { paymentLinks: "never" }).html;
    expect(never).not.toContain("ethereum:");
    expect(text(never)).toContain("Holds the address only: enter 100 ETH in your wallet yourself.");
    expect(text(renderCheckout(exampleView(ether)).html)).toContain("Holds address and amount.");
    expect(text(renderCheckout(exampleView()).html)).toContain("Holds the address only: enter 100 USDT");
  });

  it("names the order as the shop does, and what it is for", () => {
    const options = { orderNumber: "B-1A2B3C4D", summary: "1 × Kilo of beans, $24.50" };
    for (const changes of [stageChanges.waiting, stageChanges.expired, stageChanges.received]) {
      const seen = text(renderCheckout(exampleView(changes), options).html);
      expect(seen).toContain("1 × Kilo of beans, $24.50");
      expect(seen).toMatch(/Order\s+B-1A2B3C4D .* Payment\s+EX100100100/);
    }
  });

  it("says that an earlier part waits for confirmation, and until when, in every language", () => {
    const waitingFor = { amount: "40", coin: "usdt", until: "2026-03-01T14:30:00Z" };
    for (const language of languages) {
      const seen = text(
        renderCheckout(exampleView({ ...stageChanges.confirming, waitingFor }), { language }).html,
      );
      expect(seen).toMatch(/40\s+USDT/);
      expect(seen).toMatch(/14:30|2:30/);
    }
  });

  it("says what is seen on the chain, and of how many confirmations, in every language", () => {
    const seen = { amount: "40", coin: "usdt", confirmations: 3, needs: 19 };
    for (const language of languages) {
      const shown = text(renderCheckout(exampleView({ seen }), { language }).html);
      expect(shown).toMatch(/40\s+USDT/);
      for (const count of [3, 19]) expect(shown).toContain(count.toLocaleString(language));
    }
  });

  it("says in a band that a sandbox's order is none, and leads to no explorer", () => {
    for (const stage of stages) {
      const { html } = renderCheckout(exampleView({ ...stageChanges[stage], testMode: true }));
      expect(text(html)).toContain("Test mode: do not send money.");
      expect(html).not.toContain("tronscan.org");
      expect(text(renderCheckout(exampleView(stageChanges[stage])).html)).not.toContain("Test mode");
    }
  });

  it("leads to an explorer only where there is something to see", () => {
    const leading = stages.filter((stage) =>
      renderCheckout(exampleView(stageChanges[stage])).html.includes("tronscan.org"),
    );
    expect(leading).toEqual(["partial", "wrong-coin", "confirming", "received", "settled", "over", "late"]);
  });

  it("leads back to the shop by its name, which stands out once all is done", () => {
    const shop = { returnUrl: "/", merchantName: "Tea House" };
    const primary = stages.filter((stage) =>
      renderCheckout(exampleView(stageChanges[stage]), shop).html.includes('class="button primary"'),
    );
    expect(primary).toEqual(["received", "settled", "over"]);
    expect(text(renderCheckout(exampleView(stageChanges.received), shop).html)).toContain(
      "Back to Tea House",
    );
  });

  it("leads out of a frame that it may stand in", () => {
    const html = (frameAncestors?: string[]): string =>
      renderCheckout(exampleView(), { returnUrl: "/", frameAncestors }).html;
    expect(html(["'self'"])).toContain('href="/" target="_top"');
    expect(html()).not.toContain("_top");
  });

  it.each(Object.entries(stageChanges))("has a headline and a sentence for %s", (stage, changes) => {
    const { html } = renderCheckout(exampleView(changes));
    expect(html).toContain(`data-stage="${stage}"`);
    expect(html).toMatch(/<h1[^>]*>[^<]+<\/h1>/);
    expect(html).toMatch(/<title>[^<]+<\/title>/);
    expect(html).toMatch(/class="sentence"[^>]*>[^<]{20,}<\/p>/);
  });

  it("shows no address and no way to pay after the deadline, even when the view still has them", () => {
    const { html } = renderCheckout(exampleView({ expiresAt: new Date(Date.now() - 1).toISOString() }), {
      newOrderUrl: "https://shop.example/cart",
    });
    expect(html).not.toContain(tronAddress);
    expect(html).not.toContain('class="qr"');
    expect(html).toContain('href="https://shop.example/cart"');
    expect(text(html)).toContain("This order has expired");
  });

  it("says that other coins arrived and do not count, with the right one and without it", () => {
    const otherCoins = { trx: "12", eth: "0.1" };
    const seen = (changes: Partial<CheckoutView>): string =>
      text(renderCheckout(exampleView({ otherCoins, ...changes })).html);
    expect(seen(stageChanges.partial)).toContain("12 TRX, 0.1 ETH arrived too");
    expect(seen({})).toContain("12 TRX, 0.1 ETH arrived, but this order is paid in USDT");
    expect(seen({})).toContain("send 100 USDT before the time is up");
    expect(seen(stageChanges.expired)).toContain("12 TRX, 0.1 ETH arrived");
    expect(seen(stageChanges.expired)).toContain("Send nothing more: what arrived is on record.");
  });

  it("sends a customer in trouble to the shop only where there is a way to it", () => {
    for (const stage of ["wrong-coin", "over", "late", "underpaid", "expired", "invalid"] as const) {
      const view = exampleView(stageChanges[stage]);
      expect(text(renderCheckout(view, { contactUrl: "/help" }).html)).toContain("contact the shop and name");
      const alone = text(renderCheckout(view).html);
      expect(alone).not.toMatch(/contact the shop/i);
      expect(alone).toContain("give the shop the payment number below");
    }
  });

  it("speaks the language asked for, in its direction", () => {
    const { html } = renderCheckout(exampleView(), { language: ["xx", "ar-EG", "en"] });
    expect(html).toContain('<html lang="ar" dir="rtl"');
    expect(html).toContain("في انتظار دفعتك");
  });
});

describe("the page for a link that opens no order", () => {
  it("says so in the customer's language, with the ways to the shop, and runs nothing", () => {
    const { html, headers } = renderUnavailable({
      language: ["de-AT"],
      merchantName: "Tea House",
      returnUrl: "/shop",
      contactUrl: "mailto:help@shop.example",
    });
    expect(html).toContain('<html lang="de"');
    expect(html).toContain("<title>Diese Bestellung kann nicht angezeigt werden · Tea House</title>");
    for (const part of ["den vollständigen Link", "Shop kontaktieren", "Zurück zu Tea House"]) {
      expect(text(html)).toContain(part);
    }
    for (const link of ["/shop", "mailto:help@shop.example"]) expect(html).toContain(`href="${link}"`);
    expect(html).not.toMatch(/<script|http-equiv/);
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
  });
});

describe("what a view or an option may do to the page", () => {
  const nasty = `"><script>alert(1)</script>'&`;

  it("is nothing but text", () => {
    const view = exampleView({
      paymentId: nasty,
      address: nasty,
      coin: nasty,
      network: nasty,
      otherCoins: { [nasty]: nasty },
    });
    for (const options of [{ merchantName: nasty }, { merchantName: nasty, ...live, language: "de" }]) {
      const { html } = renderCheckout(view, options);
      expect(html).not.toContain("<script>alert");
      expect(html.match(/<script/g) ?? []).toHaveLength("orderUrl" in options ? 3 : 0);
    }
  });

  it("keeps the embedded view from closing its script", () => {
    const { html } = renderCheckout(exampleView({ paymentId: "</script><b>$&" }), live);
    const json = /<script type="application\/json">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
    expect(JSON.parse(json)).toMatchObject({ view: { paymentId: "</script><b>$&" } });
  });

  it("follows no wallet link with another scheme", () => {
    const { html } = renderCheckout(exampleView({ paymentUri: "javascript:alert(1)" }));
    expect(html).not.toContain("javascript:");
  });

  it.each([
    "javascript:alert(1)",
    " java\tscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
  ])("refuses %j as a link", (url) => {
    for (const name of ["newOrderUrl", "returnUrl", "orderUrl", "eventsUrl", "scriptUrl"]) {
      expect(() => renderCheckout(exampleView(), { [name]: url })).toThrow(
        `${name} must be an http or https URL`,
      );
    }
  });

  it("lets a customer write to the shop at every stage, and nothing else", () => {
    const contact = { contactUrl: "mailto:help@shop.example" };
    for (const stage of stages) {
      expect(renderCheckout(exampleView(stageChanges[stage]), contact).html).toContain("mailto:");
    }
    expect(() => renderCheckout(exampleView(), { contactUrl: "javascript:alert(1)" })).toThrow(TypeError);
  });

  it.each(["https://shop.example/path", "https://shop.example; script-src *", "*", "data:"])(
    "refuses %j as an ancestor",
    (origin) => {
      expect(() => renderCheckout(exampleView(), { frameAncestors: [origin] })).toThrow(TypeError);
    },
  );
});

describe("the headers", () => {
  it("allow the page's own styles by their hash, and nothing else", () => {
    const { html } = renderCheckout(exampleView());
    const sheets = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, sheet = ""]) => hashOf(sheet));
    expect(sheets).toHaveLength(2);
    expect(policyOf({})).toEqual([
      "default-src 'none'",
      `style-src ${sheets.join(" ")}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
    expect(html).not.toMatch(/ style=| on\w+=/);
  });

  it("allow the script and the order, from where they are served", () => {
    const { html } = renderCheckout(exampleView(), live);
    const watchdog = /<script data-seconds="15">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
    expect(policyOf(live)).toEqual(
      expect.arrayContaining([
        `script-src 'self' ${hashOf(watchdog)}`,
        "connect-src 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ]),
    );
    const elsewhere = policyOf({
      orderUrl: "https://pay.example/o?key=k",
      scriptUrl: "https://cdn.example/checkout.js",
    });
    expect(elsewhere).toContain(`script-src https://cdn.example ${hashOf(watchdog)}`);
    expect(elsewhere).toContain("connect-src https://cdn.example https://pay.example");
  });

  it("let the merchant's own pages frame it, where that is asked for", () => {
    expect(
      policyOf({ frameAncestors: ["'self'", "https://shop.example:8443", "https://*.shop.example"] }),
    ).toContain("frame-ancestors 'self' https://shop.example:8443 https://*.shop.example");
  });

  it("keep the page out of caches, referrers and search engines", () => {
    expect(renderCheckout(exampleView()).headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-robots-tag": "noindex",
    });
  });
});
