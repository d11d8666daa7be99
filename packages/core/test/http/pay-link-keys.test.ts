import { expect, it } from "vitest";
import type { CoinCoin } from "../../src/coincoin.ts";
import { toWebHandler } from "../../src/http/web.ts";
import { openCoinCoin } from "./support.ts";

/** The status with which a shop's site answers a pay link. */
async function statusOf(coincoin: CoinCoin, link: string, method: "GET" | "POST" = "GET"): Promise<number> {
  const handle = toWebHandler(coincoin, { basePath: "/coincoin" });
  return (await handle(new Request(link, { method }))).status;
}

it("a pay link that was mailed before the secret key changed opens and pays until the old key is given up", async () => {
  const before = openCoinCoin({ secretKey: "the old key" });
  const during = openCoinCoin({ secretKey: ["the new key", "the old key"] });
  const after = openCoinCoin({ secretKey: "the new key" });
  const old = before.payUrl("invoice-1042", { price: "53.20" });
  expect(await statusOf(before, old)).toBe(200);
  expect(await statusOf(during, old)).toBe(200);
  expect(await statusOf(during, old, "POST")).toBe(303);
  expect(await statusOf(after, old)).toBe(404);
  expect(await statusOf(after, old, "POST")).toBe(404);
  expect((await after.getPurchase("invoice-1042"))?.attempts ?? []).toEqual([]);

  // What is signed while both are known is signed with the new one.
  const fresh = during.payUrl("invoice-1042", { price: "53.20" });
  expect(await statusOf(after, fresh)).toBe(200);
  expect(await statusOf(before, fresh)).toBe(404);
});
