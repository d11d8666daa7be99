import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type CheckoutOptions, renderCheckout, stages } from "../src/index.ts";
import { exampleView, stageChanges, tronAddress } from "./support/views.ts";

const live: CheckoutOptions = {
  orderUrl: "/coincoin/orders/EX100100100?key=k",
  scriptUrl: "/coincoin/checkout.js?v=1",
};
const policyOf = (options: CheckoutOptions): string[] =>
  renderCheckout(exampleView(), options).headers["content-security-policy"]?.split("; ") ?? [];
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

  it("loads again by itself while anything can happen, and never once nothing does", () => {
    const every = (seconds: number): string[] =>
      stages.filter((stage) =>
        renderCheckout(exampleView(stageChanges[stage])).html.includes(
          `http-equiv="refresh" content="${seconds}"`,
        ),
      );
    expect(every(60)).toEqual(["underpaid", "expired", "invalid"]);
    expect(stages.filter((stage) => ![...every(15), ...every(60)].includes(stage))).toEqual(["settled"]);
  });

  it("does not load again under a script that keeps it up to date", () => {
    expect(renderCheckout(exampleView(), live).html).toContain(
      '<noscript><meta http-equiv="refresh" content="15"></noscript>',
    );
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

  it("says that other coins arrived and do not count", () => {
    expect(text(renderCheckout(exampleView({ otherCoins: { trx: "12" } })).html)).toContain(
      "12 TRX arrived too",
    );
  });

  it("speaks the language asked for, in its direction", () => {
    const { html } = renderCheckout(exampleView(), { language: ["xx", "ar-EG", "en"] });
    expect(html).toContain('<html lang="ar" dir="rtl"');
    expect(html).toContain("في انتظار دفعتك");
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
      expect(html.match(/<script/g) ?? []).toHaveLength("orderUrl" in options ? 2 : 0);
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

  it("lets a customer in trouble write to the shop, and nothing else", () => {
    const contact = { contactUrl: "mailto:help@shop.example" };
    const offering = stages.filter((stage) =>
      renderCheckout(exampleView(stageChanges[stage]), contact).html.includes("mailto:"),
    );
    expect(offering).toEqual(["over", "late", "underpaid", "expired", "invalid"]);
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
    const styles = /<style>(.*?)<\/style>/s.exec(html)?.[1] ?? "";
    const hash = createHash("sha256").update(styles).digest("base64");
    expect(policyOf({})).toEqual([
      "default-src 'none'",
      `style-src 'sha256-${hash}'`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
    expect(html).not.toMatch(/ style=| on\w+=/);
  });

  it("allow the script and the order, from where they are served", () => {
    expect(policyOf(live)).toEqual(
      expect.arrayContaining([
        "script-src 'self'",
        "connect-src 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ]),
    );
    const elsewhere = policyOf({
      orderUrl: "https://pay.example/o?key=k",
      scriptUrl: "https://cdn.example/checkout.js",
    });
    expect(elsewhere).toContain("script-src https://cdn.example");
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
