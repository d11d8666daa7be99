import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { qrCode } from "../src/page/qr.ts";
import { jsQr } from "./support/jsqr.ts";

/** Paints the code as a scanner would see it, and decodes it with a decoder that shares no code with the encoder. */
function decode(text: string): string | undefined {
  const code = qrCode(text, "a code");
  if (code === false) return undefined;
  const [light, dark] = code.children;
  if (typeof light !== "object" || typeof dark !== "object") return undefined;
  const size = Number(code.attributes["viewBox"]?.split(" ")[2]);
  const scale = 4;
  const edge = size * scale;
  const pixels = new Uint8ClampedArray(edge * edge * 4).fill(255);
  for (const [, x, y, width] of (dark.attributes["d"] ?? "").matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let row = 0; row < scale; row++) {
      const start = ((Number(y) + 4) * scale + row) * edge + (Number(x) + 4) * scale;
      for (let column = 0; column < Number(width) * scale; column++) {
        pixels.fill(0, (start + column) * 4, (start + column) * 4 + 3);
      }
    }
  }
  const read = jsQr(pixels, edge, edge);
  return read === null ? undefined : new TextDecoder().decode(Uint8Array.from(read.binaryData));
}

describe("a QR code", () => {
  it("is read back at every length it can hold", () => {
    for (let length = 1; length <= 331; length++) {
      const text = Array.from({ length }, (_, index) => "abcXYZ019:/?=&@.-_"[(index * 7 + length) % 18]).join(
        "",
      );
      expect(decode(text)).toBe(text);
    }
  }, 120_000);

  it("is read back whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 80, unit: "grapheme" }), (text) => {
        expect(decode(text)).toBe(text);
      }),
      { numRuns: 100 },
    );
  });

  it("is none for a text that a phone would not read from a screen", () => {
    expect(qrCode("x".repeat(331), "a code")).not.toBe(false);
    expect(qrCode("x".repeat(332), "a code")).toBe(false);
  });
});
