import { runInNewContext } from "node:vm";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { bodyText } from "../../src/intake/body-text.ts";

const TEXT = '{"payment":{"payment_id":"EX100100100"},"collected":{"usdt":100},"state":2,"note":"币"}';
const LIMIT = 1_000;

async function read(body: unknown, encoding?: string): Promise<string> {
  const result = await bodyText(body, encoding, LIMIT);
  return result.type === "text" ? result.text : `${result.error.code}: ${result.error.message}`;
}

describe("a webhook's body", () => {
  const bytes = Buffer.from(TEXT);
  const foreign: unknown = runInNewContext("Uint8Array.from(bytes)", { bytes: [...bytes] });
  const foreignBuffer: unknown = runInNewContext("Uint8Array.from(bytes).buffer", { bytes: [...bytes] });

  it.each<[string, unknown]>([
    ["text", TEXT],
    ["bytes", bytes],
    ["an ArrayBuffer", new Uint8Array(bytes).buffer],
    ["a view into a larger buffer", new DataView(new Uint8Array([0, ...bytes, 0]).buffer, 1, bytes.length)],
    ["another realm's Uint8Array", foreign],
    ["another realm's ArrayBuffer", foreignBuffer],
  ])("is read from %s", async (_, body) => {
    expect(await read(body)).toBe(TEXT);
  });

  it("is written again where a parser was before us", async () => {
    expect(await read(JSON.parse(TEXT))).toBe(TEXT);
  });

  it.each([
    ["gzip", gzipSync(TEXT)],
    [undefined, gzipSync(TEXT)],
    ["deflate", deflateSync(TEXT)],
    ["br", brotliCompressSync(TEXT)],
  ])("is inflated from %s", async (encoding, body) => {
    expect(await read(body, encoding)).toBe(TEXT);
  });

  it.each(["gzip", "deflate", "br", "identity", "zstd"])(
    "is taken as it is where somebody inflated it and left the header: %s",
    async (encoding) => {
      expect(await read(bytes, encoding)).toBe(TEXT);
      expect(await read(Buffer.from(`\ufeff ${TEXT}`), encoding)).toContain("EX100100100");
    },
  );

  it("is not inflated beyond the limit", async () => {
    expect(await read(gzipSync("x".repeat(LIMIT + 1)), "gzip")).toMatch(/^body_too_large/);
    expect(await read("x".repeat(LIMIT + 1))).toMatch(/^body_too_large/);
    expect(await read(Buffer.alloc(LIMIT + 1, "x"))).toMatch(/^body_too_large/);
    expect(await read(gzipSync("x".repeat(LIMIT)), "gzip")).toBe("x".repeat(LIMIT));
  });

  it.each<[string, unknown, string | undefined]>([
    ["GBK", Buffer.from([0x7b, 0x22, 0xb1, 0xd2, 0x22, 0x7d]), undefined],
    ["Latin-1", Buffer.from('{"a":"é"}', "latin1"), undefined],
    ["UTF-16", Buffer.from(`\ufeff${TEXT}`, "utf16le"), undefined],
    ["damaged gzip", gzipSync(TEXT).subarray(0, 20), "gzip"],
    ["nothing", undefined, undefined],
    ["null", null, undefined],
    ["a number", 7, undefined],
    ["a function", () => {}, undefined],
    ["what cannot be written", { toJSON: () => undefined }, undefined],
  ])("that cannot be read is an error and no exception: %s", async (_, body, encoding) => {
    expect(await read(body, encoding)).toMatch(/^webhook_malformed: /);
  });
});
