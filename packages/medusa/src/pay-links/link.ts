import { createHmac, timingSafeEqual } from "node:crypto";

/** Good for what one order owes, until a day. All of it stands in the link, signed, and nothing is stored. */
export interface OrderLink {
  readonly orderId: string;
  /** Seconds since 1970. */
  readonly until: number;
}

/** The newest first: it signs, and all are good. */
export type SecretKeys = readonly string[];

const PATH = "pay-order/";
const LABEL = "coincoin medusa order pay link";
const DAYS = 30;
const DAY_S = 86_400;

/** A link that is good for 30 days. */
export function linkOf(orderId: string, now: number): OrderLink {
  return { orderId, until: Math.floor(now / 1000) + DAYS * DAY_S };
}

/** Below `publicUrl`. The key stands last, so that a link that was cut anywhere has lost some of it. */
export function pathOf(link: OrderLink, [current]: SecretKeys): string {
  if (current === undefined) throw new TypeError("No secret key is set.");
  const { orderId, until } = link;
  return `${PATH}${encodeURIComponent(orderId)}?until=${until}&key=${keyOf(link, current)}`;
}

/** The link, where its key is right for all that it says. */
export function readLink(orderId: string, query: URLSearchParams, keys: SecretKeys): OrderLink | undefined {
  const until = query.get("until") ?? "";
  if (!/^[1-9][0-9]{0,11}$/.test(until)) return undefined;
  const link = { orderId, until: Number(until) };
  const given = Buffer.from(query.get("key") ?? "");
  const isGood = keys.some((secret) => {
    const key = Buffer.from(keyOf(link, secret));
    return given.length === key.length && timingSafeEqual(given, key);
  });
  return isGood ? link : undefined;
}

/** As `readLink`, of what `pathOf` gave. */
export function readPath(path: string, keys: SecretKeys): OrderLink | undefined {
  const [, id, search] = /^pay-order\/([^/?]+)\?(.*)$/.exec(path) ?? [];
  if (id === undefined || search === undefined) return undefined;
  try {
    return readLink(decodeURIComponent(id), new URLSearchParams(search), keys);
  } catch {
    return undefined;
  }
}

/** 22 characters of base64url (128 bits), under a label that no other key of ours has. */
function keyOf({ orderId, until }: OrderLink, secret: string): string {
  const text = [LABEL, orderId, String(until)].map((part) => `${Buffer.byteLength(part)}:${part}`).join("");
  return createHmac("sha256", secret).update(text).digest().subarray(0, 16).toString("base64url");
}
