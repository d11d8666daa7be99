import { describe, expect, it } from "vitest";
import { coversPrice, isCoinCoinError } from "../../src/index.ts";

describe("whether a price that was paid covers what something costs", () => {
  it.each([
    ["25", "25.00", true],
    ["25", 25, true],
    ["25.01", "25", true],
    ["24.99", "25", false],
    ["9", "10", false],
    ["100000000000000000000.01", 100000000000000000000n, true],
  ] as const)("%s for %s: %s", (paid, price, covers) => {
    expect(coversPrice(paid, price)).toBe(covers);
  });

  it.each(["25,00", "", "NaN", "1e", 0.1 + 0.2])("refuses %o, which is not an exact decimal", (price) => {
    const refused = () => coversPrice("25", price);
    expect(refused).toThrow(expect.objectContaining({ code: "price_invalid" }));
    try {
      refused();
    } catch (error) {
      expect(isCoinCoinError(error, "price_invalid")).toBe(true);
    }
  });
});
