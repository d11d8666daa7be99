import { createHmac, timingSafeEqual } from "node:crypto";
import type { CoinCoin, HeaderSource } from "@coincoin/core";

const DAY_MS = 86_400_000;

/** Of one person and one day. Any process of the app can tell: its key is the app's. A payment id has no space. */
export function csrfToken(coincoin: CoinCoin, by: string, now: number): string {
  const day = Math.floor(now / DAY_MS);
  return createHmac("sha256", coincoin.viewKey("desk token")).update(`${day} ${by}`).digest("base64url");
}

/** Today's or yesterday's: a page may be open past midnight. */
export function isOurToken(coincoin: CoinCoin, by: string, token: string, now: number): boolean {
  const given = Buffer.from(token);
  return [now, now - DAY_MS].some((at) => {
    const expected = Buffer.from(csrfToken(coincoin, by, at));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** Browsers say who sent a form in Sec-Fetch-Site over https and on this machine, and in Origin everywhere. */
export function isOurPage(headers: HeaderSource): boolean {
  const site = headerOf(headers, "sec-fetch-site");
  if (site !== undefined) return site === "same-origin";
  const origin = headerOf(headers, "origin");
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === headerOf(headers, "host");
}

function headerOf(headers: HeaderSource, name: string): string | undefined {
  const value: unknown = headers instanceof Headers ? headers.get(name) : Reflect.get(headers, name);
  return typeof value === "string" ? value : undefined;
}
