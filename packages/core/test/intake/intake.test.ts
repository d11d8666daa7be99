import { createHmac } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { CoinCoin } from "../../src/coincoin.ts";
import type { CoinCoinOptions } from "../../src/config/config.ts";
import { webhookReply } from "../../src/http/rendered.ts";
import { memoryStore } from "../../src/store/memory/store.ts";
import { notification, openCoinCoin, PAYMENT_ID, tokenOf } from "../http/support.ts";

const APP = "http-test";
const SECRET = "a secret";
const DAY = 86_400_000;
const start = Date.parse("2026-01-01T00:00:00.000Z");
let passed = 0;

function shop(options: CoinCoinOptions = {}): CoinCoin {
  passed = 0;
  return again(options);
}

function again(options: CoinCoinOptions = {}): CoinCoin {
  return openCoinCoin({
    ...options,
    environment: { now: () => start + passed, ...options.environment },
  });
}

function signed(at = start + passed, text = `${APP}:${at}`, algorithm = "sha1"): Record<string, string> {
  const sign = createHmac(algorithm, SECRET).update(text).digest("hex");
  return { "cc-app-id": APP, "cc-timespan": String(at), "cc-sign": sign };
}

async function send(
  coincoin: CoinCoin,
  body: object | string | null | undefined,
  headers: Record<string, string> = {},
  token = tokenOf(coincoin),
) {
  const result = await coincoin.receiveWebhook({ token, headers, body });
  return `${webhookReply(result).status} ${result.type === "taken" ? result.outcome : result.error.code}`;
}

async function items(coincoin: CoinCoin) {
  return (await coincoin.attention.list()).items;
}

async function received(coincoin: CoinCoin) {
  const order = await coincoin.getOrder(PAYMENT_ID);
  return order !== undefined && "received" in order ? order.received : {};
}

const order = { paymentId: PAYMENT_ID, price: "100" };

describe("a right URL with a signature that we do not understand", () => {
  it("is taken in as held, with what would fit, and counted; a wrong URL is refused", async () => {
    await using coincoin = shop();
    await coincoin.createOrder(order);
    const body = notification("100", 2);
    const headers: Record<string, string> = {
      ...signed(start, body, "sha256"),
      authorization: "a secret of the sender",
    };
    expect(await send(coincoin, body, headers)).toBe("200 held");
    expect(await send(coincoin, body, headers, "x")).toBe("401 webhook_unauthorized");
    expect(await received(coincoin)).toEqual({});
    const [item] = await items(coincoin);
    expect(item).toMatchObject({
      kind: "held",
      paymentId: PAYMENT_ID,
      details: { fits: "the body signed, HMAC-SHA256 in place of HMAC-SHA1" },
    });
    expect(item?.message).toContain("the body signed, HMAC-SHA256");
    const inbox = await coincoin.inbox.list({ outcome: "held" });
    expect(inbox.items).toMatchObject([
      {
        body,
        proofs: {
          signature: "unknown",
          mismatch: { headers: ["authorization", "cc-app-id", "cc-sign", "cc-timespan"] },
        },
      },
    ]);
    const told = JSON.stringify([item, inbox.items]);
    for (const secret of ["a secret of the sender", headers["cc-sign"], SECRET]) {
      expect(told).not.toContain(secret);
    }
    expect(await coincoin.health()).toMatchObject({
      store: { held: 1, attention: { held: 1 } },
      refused: { wrong_token: 1 },
      signaturePin: null,
    });
  });

  it("is applied on a person's word, with their name on record, and by the time at which it came", async () => {
    await using coincoin = shop();
    await coincoin.createOrder(order);
    const body = notification("100", 2);
    await send(coincoin, body, signed(start, body));
    await send(coincoin, notification("101", 2), { ...signed(), "cc-sign": "f".repeat(40) });
    passed = 3_600_000;
    await expect(coincoin.inbox.accept({ by: "Ada" })).rejects.toMatchObject({ code: "request_invalid" });
    await expect(coincoin.inbox.accept({ by: " ", all: true })).rejects.toMatchObject({
      code: "request_invalid",
    });
    const report = await coincoin.inbox.accept({ by: "Ada", fits: true });
    expect(report).toEqual({ applied: 1, duplicate: 0, parked: 0, conflict: 0 });
    expect(await received(coincoin)).toEqual({ usdt: "100" });
    const { items: rows } = await coincoin.inbox.list();
    expect(rows.map(({ outcome, by, source }) => [outcome, by, source])).toEqual([
      ["held", null, "webhook"],
      ["applied", "Ada", "webhook"],
    ]);
    expect((await items(coincoin)).map(({ kind }) => kind)).toEqual(["held"]);
    expect(await coincoin.getOrder(PAYMENT_ID)).toMatchObject({ coveredAt: new Date(start).toISOString() });
    expect((await coincoin.health()).signaturePin).toBeNull();
  });

  it("stays out once a person has closed it, also when it comes again", async () => {
    await using coincoin = shop();
    await coincoin.createOrder(order);
    const forged = { ...signed(), "cc-sign": "f".repeat(40) };
    await send(coincoin, notification("100", 2), forged);
    const [item] = await items(coincoin);
    await coincoin.attention.resolve(item?.id ?? "", "not ours", { by: "Ada" });
    expect(await send(coincoin, notification("100", 2), forged)).toBe("200 held");
    expect(await items(coincoin)).toEqual([]);
    expect(await coincoin.inbox.accept({ by: "Ada", all: true })).toMatchObject({ applied: 0 });
    expect((await coincoin.health()).store).toMatchObject({ held: 0 });
    // The same, well signed, is another matter.
    expect(await send(coincoin, notification("100", 2), signed())).toBe("200 applied");
  });

  it("is held where a signature is required, and so is one without any", async () => {
    await using coincoin = shop({ webhook: { signature: "required" } });
    await coincoin.createOrder(order);
    expect(await send(coincoin, notification("40", 0))).toBe("200 held");
    expect(await send(coincoin, notification("41", 0), { "cc-app-id": APP })).toBe("200 held");
    expect(await send(coincoin, notification("42", 0), signed(start - 2 * DAY))).toBe("200 held");
    expect(await send(coincoin, notification("43", 0), signed())).toBe("200 applied");
  });
});

describe("a right signature of another time", () => {
  it.each([
    ["an hour old", -3_600_000, "200 applied"],
    ["a day old", -DAY, "200 applied"],
    ["an hour ahead", 3_600_000, "200 applied"],
    ["more than a day old", -DAY - 1, "200 held"],
    ["more than a day ahead", DAY + 1, "200 held"],
  ])("%s is %s %s, pinned or not", async (_, offset, answer) => {
    for (const isPinned of [false, true]) {
      await using coincoin = shop();
      await coincoin.createOrder(order);
      if (isPinned) await send(coincoin, notification("10", 0), signed());
      expect(await send(coincoin, notification("40", 0), signed(start + offset))).toBe(answer);
      const { staleSignatures } = await coincoin.health();
      expect(staleSignatures).toBe(answer === "200 applied" ? 1 : 0);
      const [item] = await items(coincoin);
      if (answer === "200 held") expect(item?.message).toMatch(/right signature .* 24 hours/);
      expect(item?.message ?? "").not.toContain("leaked");
    }
  });

  it("is warned of in words of its own", async () => {
    const warned: string[] = [];
    const logger = {
      debug() {},
      info() {},
      warn: (_: object, text: string) => void warned.push(text),
      error() {},
    };
    await using coincoin = shop({ logger });
    await coincoin.createOrder(order);
    await send(coincoin, notification("40", 0), signed(start - 600_000));
    expect(warned).toEqual([expect.stringMatching(/time 600 s from ours.*clock/)]);
  });
});

describe("the pin", () => {
  it("is not set by what `coincoin trigger` sends, though that is signed with the true key", async () => {
    await using coincoin = shop();
    await coincoin.createOrder(order);
    const trigger = { ...signed(), "coincoin-trigger": "1" };
    expect(await send(coincoin, notification("40", 0), trigger)).toBe("200 applied");
    expect((await coincoin.health()).signaturePin).toBeNull();
    expect(await send(coincoin, notification("50", 0))).toBe("200 applied");
    expect(await send(coincoin, notification("60", 0), signed())).toBe("200 applied");
    expect(await send(coincoin, notification("70", 0), { "coincoin-trigger": "1" })).toBe("200 held");
    expect((await coincoin.inbox.list()).items.map(({ source }) => source)).toEqual([
      "trigger",
      "webhook",
      "webhook",
      "trigger",
    ]);
  });

  it("says since when and by what, and a person can take it back", async () => {
    await using coincoin = shop();
    await coincoin.createOrder(order);
    await send(coincoin, notification("40", 0), signed());
    passed = 60_000;
    expect(await send(coincoin, notification("50", 0))).toBe("200 held");
    const pin = { since: "2026-01-01T00:00:00.000Z", paymentId: PAYMENT_ID };
    const [item] = await items(coincoin);
    expect(item?.message).toContain(`since ${pin.since}, by the webhook for ${PAYMENT_ID}`);
    expect((await coincoin.health()).signaturePin).toEqual(pin);
    await expect(coincoin.unpinSignature({ by: "" })).rejects.toMatchObject({ code: "request_invalid" });
    expect(await coincoin.unpinSignature({ by: "Ada" })).toEqual(pin);
    expect(await coincoin.unpinSignature({ by: "Ada" })).toBeNull();
    expect(await send(coincoin, notification("60", 0))).toBe("200 applied");
    expect(await send(coincoin, notification("50", 0))).toBe("200 applied");
  });
});

describe("what a leaked URL brought before its order was there", () => {
  it("is not applied when the token was replaced since, and a person decides", async () => {
    const store = memoryStore({ acceptLoss: true });
    const before = shop({ store });
    expect(await send(before, notification("100", 2))).toBe("200 parked");
    await using coincoin = again({ store, webhook: { tokenVersion: 2 } });
    await coincoin.createOrder(order);
    expect(await received(coincoin)).toEqual({});
    expect(await items(coincoin)).toMatchObject([
      { kind: "held", message: expect.stringContaining("replaced") },
    ]);
    await coincoin.inbox.accept({ by: "Ada", paymentId: PAYMENT_ID });
    expect(await received(coincoin)).toEqual({ usdt: "100" });
  });

  it("is applied while the old token is good beside the new one", async () => {
    const store = memoryStore({ acceptLoss: true });
    await send(shop({ store }), notification("100", 2));
    await using coincoin = again({ store, webhook: { tokenVersion: [2, 1] } });
    await coincoin.createOrder(order);
    expect(await received(coincoin)).toEqual({ usdt: "100" });
  });

  it("is dead with the key that its token was made of", async () => {
    const store = memoryStore({ acceptLoss: true });
    await send(shop({ store }), notification("100", 2));
    await using coincoin = again({ store, secretKey: "a new secret" });
    await coincoin.createOrder(order);
    expect(await received(coincoin)).toEqual({});
  });

  it.each([
    ["a signature is required by now", { webhook: { signature: "required" as const } }, false],
    ["CoinCoin was seen to sign since", {}, true],
  ])("is not applied when %s", async (_, options, isPinned) => {
    const store = memoryStore({ acceptLoss: true });
    await send(shop({ store }), notification("100", 2));
    await using coincoin = again({ store, ...options });
    if (isPinned) {
      const other = "ANOTHER_ORDER";
      await coincoin.createOrder({ paymentId: other, price: "100" });
      await send(coincoin, notification("1", 0).replace(PAYMENT_ID, other), signed());
    }
    await coincoin.createOrder(order);
    expect(await received(coincoin)).toEqual({});
    const kinds = (await items(coincoin)).map(({ kind }) => kind);
    // The gateway of these tests has one address only.
    expect(kinds.filter((kind) => kind !== "shared_address")).toEqual(["held"]);
  });
});

describe("places for what is for no order", () => {
  const foreign = (n: number) => notification("1", 0).replace(PAYMENT_ID, `FOREIGN_ORDER_${n}`);

  it("are freed by a person, and by age", async () => {
    await using coincoin = shop({ limits: { parked: 2 } });
    for (const n of [1, 2]) expect(await send(coincoin, foreign(n))).toBe("200 parked");
    expect(await send(coincoin, foreign(3))).toBe("503 parked_full");
    const first = (await items(coincoin)).find(({ paymentId }) => paymentId === "FOREIGN_ORDER_1");
    await coincoin.attention.resolve(first?.id ?? "", "the staging shop's", { by: "Ada" });
    expect(await send(coincoin, foreign(3))).toBe("200 parked");
    // What was dismissed takes no place when it comes again.
    expect(await send(coincoin, foreign(1))).toBe("200 parked");
    expect((await coincoin.health()).store).toMatchObject({ parked: 2 });
    expect(await send(coincoin, foreign(4))).toBe("503 parked_full");
    passed = 50 * 3_600_000 + 1;
    await coincoin.deliverDue();
    expect((await coincoin.health()).store).toMatchObject({ parked: 0 });
    expect(await send(coincoin, foreign(4))).toBe("200 parked");
    const told = (await items(coincoin)).find(({ paymentId }) => paymentId === "FOREIGN_ORDER_2");
    expect(told?.details).toEqual({ collected: "1 usdt", state: "0" });
  });

  it("are not needed by what is signed, nor by what is for an order of ours", async () => {
    await using coincoin = shop({
      limits: { parked: 1 },
      environment: {
        fetch: () => Promise.reject(new TypeError("the gateway is gone")),
      },
      gateway: { deadlineMs: 1, tryTimeoutMs: 1 },
    });
    await expect(coincoin.createOrder(order)).rejects.toMatchObject({ name: "CoinCoinError" });
    expect(await send(coincoin, foreign(1))).toBe("200 parked");
    expect(await send(coincoin, foreign(2))).toBe("503 parked_full");
    expect(await send(coincoin, foreign(3), signed())).toBe("200 parked");
    const isPending = (await coincoin.getOrder(PAYMENT_ID))?.status === "pending";
    expect([isPending, await send(coincoin, notification("100", 2))]).toEqual([true, "200 parked"]);
  });
});

describe("receiveWebhook", () => {
  it.each<[string, object | string | null | undefined, Record<string, string>, string]>([
    ["no body", undefined, {}, "400 webhook_malformed"],
    ["null", null, {}, "400 webhook_malformed"],
    ["GBK", Buffer.from([0x7b, 0x22, 0xb1, 0xd2, 0x22, 0x7d]), {}, "400 webhook_malformed"],
    ["UTF-16", Buffer.from("\ufeff{}", "utf16le"), {}, "400 webhook_malformed"],
    ["too much", "x".repeat(70_000), {}, "413 body_too_large"],
    ["too much, compressed", gzipSync("x".repeat(70_000)), {}, "413 body_too_large"],
    ["no notification", "{}", {}, "400 webhook_malformed"],
  ])("tells a person of %s", async (_, body, headers, answer) => {
    const logged: string[] = [];
    const logger = {
      debug() {},
      info() {},
      warn() {},
      error: (__: object, text: string) => void logged.push(text),
    };
    await using coincoin = shop({ logger });
    expect(await send(coincoin, body, headers)).toBe(answer);
    expect((await items(coincoin)).map(({ kind }) => kind)).toEqual(["unreadable"]);
    expect(logged).toEqual([expect.stringContaining("could not be read")]);
    expect(await send(coincoin, body, headers, "x")).toBe("401 webhook_unauthorized");
    expect(await items(coincoin)).toHaveLength(1);
  });

  it("takes an ArrayBuffer and gzip", async () => {
    await using coincoin = shop();
    await coincoin.createOrder(order);
    const buffer = new Uint8Array(Buffer.from(notification("40", 0))).buffer;
    expect(await send(coincoin, buffer)).toBe("200 applied");
    const gzip = gzipSync(notification("50", 0));
    expect(await send(coincoin, gzip, { "content-encoding": "gzip" })).toBe("200 applied");
  });

  it("never rejects: neither without headers nor with a logger that throws", async () => {
    const fail = () => {
      throw new Error("the log's disk is full");
    };
    await using coincoin = shop({ logger: { debug: fail, info: fail, warn: fail, error: fail } });
    await coincoin.createOrder(order);
    expect(await send(coincoin, notification("40", 0))).toBe("200 applied");
    expect(await send(coincoin, notification("40", 0), {}, "x")).toBe("401 webhook_unauthorized");
    expect(await send(coincoin, "{")).toBe("400 webhook_malformed");
    const bare = { token: tokenOf(coincoin), headers: null, body: notification("41", 0) };
    expect(await coincoin.receiveWebhook(bare)).toMatchObject({ type: "taken", outcome: "applied" });
  });
});
