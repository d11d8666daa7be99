import { describe, expect, test } from "vitest";
import { linkOf, pathOf, readLink, readPath } from "../src/pay-links/link.ts";
import { PayLinks } from "../src/pay-links/pay-links.ts";

const KEYS = ["current", "previous"];
const NOW = Date.parse("2026-05-01T00:00:00Z");
const path = pathOf(linkOf("order_01", NOW), KEYS);

describe("the pay link of an order", () => {
  test("is good for 30 days, under either of two secret keys", () => {
    const link = { orderId: "order_01", until: Date.parse("2026-05-31T00:00:00Z") / 1000 };
    expect(readPath(path, KEYS)).toEqual(link);
    expect(readPath(path, ["next", "current"])).toEqual(link);
    expect(readPath(path, ["next"])).toBeUndefined();
    expect(readPath(path, [])).toBeUndefined();
  });

  test("is not good with any one sign of it changed, left out or added", () => {
    for (let index = 0; index < path.length; index++) {
      const [before, after] = [path.slice(0, index), path.slice(index + 1)];
      for (const wrong of [before + after, `${before}0${path.slice(index)}`, `${before}#${after}`]) {
        expect([wrong, readPath(wrong, KEYS)]).toEqual([wrong, undefined]);
      }
    }
  });

  test("says its order exactly, whatever its id holds", () => {
    for (const orderId of ["order_01", "a/b?c&d=e", "ü", "%2F"]) {
      expect(readPath(pathOf(linkOf(orderId, NOW), KEYS), KEYS)?.orderId).toBe(orderId);
      expect(readLink(`${orderId}x`, new URLSearchParams(path.split("?")[1]), KEYS)).toBeUndefined();
    }
  });

  test("goes along to the payment page and back, and nothing else does", () => {
    const coincoin = { checkoutUrl: (id: string) => `https://store.example/coincoin/checkout/${id}?key=k` };
    const links = new PayLinks(coincoin, KEYS);
    const url = links.urlOf("order_01", NOW);
    const link = links.read("order_01", url.split("?")[1] ?? "");
    expect(link?.orderId).toBe("order_01");
    if (link === undefined) return;
    const page = links.pageWith(link, coincoin.checkoutUrl("pay1"));
    expect(links.backFrom(page)).toBe(url);
    expect(links.backFrom(page.replace("order_01", "order_02"))).toBeUndefined();
    expect(links.backFrom(coincoin.checkoutUrl("pay1"))).toBeUndefined();
    expect(links.backFrom(`${coincoin.checkoutUrl("pay1")}&back=https://evil.example`)).toBeUndefined();
  });
});
