import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/config.ts";
import { checkDisplay } from "../../src/creation/display.ts";
import { checkReference } from "../../src/creation/terms.ts";
import { builtInNames } from "../../src/domain/names.ts";
import { checkExpiry, checkPaymentId, checkPrice } from "../../src/gateway/limits.ts";
import { judgeReply } from "../../src/gateway/reply.ts";
import { authenticate } from "../../src/intake/authenticate.ts";
import { CoinCoinError, errorCodes } from "../../src/lib/errors.ts";
import { readBy } from "../../src/operations/person.ts";
import { makes, openShop } from "../creation/shop.ts";
import { closedPort } from "../gateway/gateway-server.ts";

type Said = readonly [code: string, message: string];

const packages = join(import.meta.dirname, "../../..");
/** Messages that become an attention item and, for the sender, an error. */
const full = /\bfullItem\([^`]*(`(?:\\.|[^`\\])*`)/g;
const written =
  /\b(?:CoinCoinError|refuse|fault|failure|super)\(\s*"(\w+)",\s*(`(?:\\.|[^`\\])*`|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')/g;

/** Messages as they stand in the source. What is filled in reads as X. */
function fromSource(folder: string): Said[] {
  const files = readdirSync(join(packages, folder), { recursive: true, encoding: "utf8" });
  const sources = files
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(packages, folder, file), "utf8"));
  return sources.flatMap((source) => [
    ...[...source.matchAll(written)].map(([, code = "", literal = ""]): Said => [code, filled(literal)]),
    ...[...source.matchAll(full)].map(([, literal = ""]): Said => ["parked_full", filled(literal)]),
  ]);
}

function filled(literal: string): string {
  const text = literal.slice(1, -1).replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, "X");
  return text.replaceAll(/\\(.)/g, "$1");
}

/** What real calls say whose messages are put together from parts. */
function fromCalls(): Said[] {
  const policy = { appId: "a", secretKeys: ["s"], signature: "required", toleranceSeconds: 300 } as const;
  const context = {
    paymentId: "order_12345",
    names: builtInNames,
    secrets: [],
    now: 0,
    toleranceSeconds: 300,
  };
  const replied = (status: number) => {
    const result = judgeReply({ status, headers: new Headers(), text: "{}" }, context);
    if ("error" in result) throw result.error;
  };
  const refused = (headers: Record<string, string>) => {
    const result = authenticate({ ...policy, tokenOf: undefined }, { token: undefined, headers, now: 0 });
    if (result.type === "refused") throw result.error;
  };
  const calls: (() => unknown)[] = [
    () => Reflect.apply(readConfig, undefined, [{ appId: "a", secretKey: "s", webhook: "no" }, {}]),
    () => Reflect.apply(readConfig, undefined, [{ appId: "a", secretKey: 5 }, {}]),
    () => checkReference(5),
    () => checkPaymentId("short"),
    () => checkPrice("1,5"),
    () => checkPrice("5"),
    () => checkExpiry(99),
    () => checkDisplay({ currency: "euro" }),
    () => checkDisplay({ currency: "EUR", amount: "1", title: "" }),
    () => readBy("", "refunds.record"),
    () => refused({}),
    () => refused({ "cc-app-id": "a", "cc-timespan": "1700000000000", "cc-sign": "0".repeat(40) }),
    ...[302, 307, 401, 404, 409, 429].map((status) => () => replied(status)),
  ];
  return calls.map((call): Said => {
    try {
      call();
    } catch (error) {
      if (error instanceof CoinCoinError) return [error.code, error.message];
      throw error;
    }
    throw new Error(`nothing was refused by ${call.toString()}`);
  });
}

/** What a shop says whose gateway answers amiss, over a socket. */
async function fromShops(): Promise<string[]> {
  const port = await closedPort();
  const shops = await Promise.all([
    openShop([makes({ state: 1 })], { gateway: {} }),
    openShop([makes({ coin: "doge" })], { gateway: {} }),
    openShop([], { apiUrl: `http://127.0.0.1:${port}/v1` }),
  ]);
  return Promise.all(shops.map((shop) => shop.pay("cart")));
}

const said = [...fromSource("core/src"), ...fromSource("sql/src"), ...fromCalls()];
const oldWords = /whoever|by itself|of one's own|\bis no \b|told of|anew|(?:was|were) given/;

describe("the message of an error", () => {
  it("is checked here for every code", async () => {
    const shops = (await fromShops()).map((line): Said => [line.split(": ")[0] ?? "", line]);
    const codes = new Set([...said, ...shops].map(([code]) => code));
    expect(Object.keys(errorCodes).filter((code) => !codes.has(code))).toEqual([]);
  });

  it("keeps to the form also where the gateway answers amiss", async () => {
    for (const line of await fromShops()) {
      const [code = ""] = line.split(": ");
      expectForm(code, line.slice(code.length + 2));
    }
  });

  it.each(said)("%s: %s", (code, message) => {
    expectForm(code, message);
  });
});

function expectForm(code: string, message: string): void {
  expect(message, "begins like a sentence, or with the name of what is wrong").toMatch(
    /^(?:[A-Z"`]|[a-z][\w.-]+ (?:must|needs))/,
  );
  expect(message, "ends like a sentence").toMatch(/(?:[.?]| X)$/);
  // Of an unknown outcome only `unknownOutcome` is shown, which puts the doubt into a sentence that says what to do.
  if (code !== "outcome_unknown")
    expect(message, "says what was received, or what to do").toMatch(/received|[.:;?] \S|X\.?$/);
  expect(message, "is in plain words").not.toMatch(oldWords);
  const sentences = message.split(/[.:] /).filter((sentence) => sentence.length > 12);
  expect(new Set(sentences).size, "says nothing twice").toBe(sentences.length);
}
