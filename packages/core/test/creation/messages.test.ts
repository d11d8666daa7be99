import { describe, expect, it } from "vitest";
import { type Answerer, answerBody, status } from "../gateway/gateway-server.ts";
import { makes, openShop } from "./shop.ts";

/** Every way in which one try can end that made no order which may be shown. */
const endings: Record<string, Answerer> = {
  "a broken connection": (reply) => reply.destroy(),
  silence: () => {},
  "502": status(502, "Bad gateway."),
  "a 200 that is cut": status(200, answerBody().slice(0, 40)),
  "a 200 with an error": status(200, '{"code":400,"msg":"It is not known whether that is right."}'),
  "a 200 without address": status(200, answerBody({ address: "" })),
  "400": status(400, "Bad request."),
  "401": status(401, "Who is that?"),
  "404": status(404),
  "409": status(409, "Known already."),
  "429": status(429, "Slow down.", { "retry-after": "600" }),
  redirect: status(308, "", { location: "https://elsewhere.example/" }),
  "other terms": makes({ coin: "eth" }),
  "another state": makes({ state: 2 }),
};

/** Sentences, and what stands between colons: whatever reads as a statement of its own. */
function statements(text: string): string[] {
  return text
    .split(/(?<=[.:?])\s+/)
    .map((part) => part.replace(/[.:?]$/, ""))
    .filter((part) => part.length > 12);
}

describe.each(Object.keys(endings))("a message after %s", (first) => {
  // Side by side: what takes long is that each waits for a gateway that says nothing.
  it("says each thing once, whatever comes then", async () => {
    await Promise.all(["nothing", ...Object.keys(endings)].map((second) => expectEachOnce(first, second)));
  });
});

async function expectEachOnce(first: string, second: string): Promise<void> {
  const answers = [first, second].flatMap((name) => endings[name] ?? []);
  const shop = await openShop(answers, { gateway: { tryTimeoutMs: 100, deadlineMs: 250 } });
  // Asked for again under one id: what is not known then stands on what was not known before.
  for (const price of ["100", "100", "100"]) {
    const refusal = await shop.coincoin.createOrder({ paymentId: "EX100100100", price }).then(
      () => "",
      (error: unknown) => (error instanceof Error ? error.message : ""),
    );
    const items = (await shop.coincoin.attention.list()).items.map(({ message }) => message);
    expect(refusal, `then ${second}`).not.toBe("");
    for (const message of [refusal, ...items]) {
      const said = statements(message);
      expect(said, `then ${second}: ${message}`).toEqual([...new Set(said)]);
      expect(message, `then ${second}`).not.toMatch(/\.[.,;:]/);
    }
  }
}
