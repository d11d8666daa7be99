import fc from "fast-check";
import { correction, generate, mode } from "lean-qr";
import { describe, expect, it } from "vitest";
import { paymentUri } from "../src/index.ts";
import { encodeQr } from "../src/page/qr-encoder.ts";
import { jsQr } from "./support/jsqr.ts";
import { evmAddress, tronAddress } from "./support/views.ts";

/** Paints the modules as a scanner would see them, and decodes them with a decoder that shares no code with ours. */
function decode(modules: readonly (readonly boolean[])[]): string | undefined {
  const scale = 4;
  const edge = (modules.length + 8) * scale;
  const pixels = new Uint8ClampedArray(edge * edge * 4).fill(255);
  for (let y = 0; y < edge; y++) {
    for (let x = 0; x < edge; x++) {
      const dark = modules[Math.floor(y / scale) - 4]?.[Math.floor(x / scale) - 4] === true;
      if (dark) pixels.fill(0, (y * edge + x) * 4, (y * edge + x) * 4 + 3);
    }
  }
  const read = jsQr(pixels, edge, edge);
  return read === null ? undefined : new TextDecoder().decode(Uint8Array.from(read.binaryData));
}

describe("encodeQr", () => {
  it("is read back at every length it can hold", () => {
    for (let length = 1; length <= 331; length++) {
      const text = Array.from({ length }, (_, index) => "abcXYZ019:/?=&@.-_"[(index * 7 + length) % 18]).join(
        "",
      );
      const modules = encodeQr(text);
      expect(modules === null ? undefined : decode(modules)).toBe(text);
    }
  }, 120_000);

  it("is read back whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 80, unit: "grapheme" }), (text) => {
        const modules = encodeQr(text);
        expect(modules === null ? undefined : decode(modules)).toBe(text);
      }),
      { numRuns: 100 },
    );
  });

  it("draws exactly what another encoder draws, for one of the eight masks", () => {
    const texts = [
      tronAddress,
      evmAddress,
      paymentUri({ network: "ethereum", coin: "usdt", address: evmAddress, amount: "100" }) ?? "",
      "x".repeat(330),
    ];
    for (const text of texts) {
      const ours = encodeQr(text);
      const same = ([0, 1, 2, 3, 4, 5, 6, 7] as const).filter((mask) => {
        const theirs = generate(mode.ascii(text), {
          minCorrectionLevel: correction.M,
          maxCorrectionLevel: correction.M,
          mask,
        });
        return ours?.every((row, y) => row.every((dark, x) => dark === theirs.get(x, y))) === true;
      });
      expect(same).toHaveLength(1);
    }
  });

  it("is null for a text that is too long", () => {
    expect(encodeQr("x".repeat(331))).not.toBeNull();
    expect(encodeQr("x".repeat(332))).toBeNull();
  });
});
