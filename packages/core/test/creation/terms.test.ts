import { describe, expect, it } from "vitest";
import { readTerms } from "../../src/creation/terms.ts";

function metadataOf(metadata: Record<string, string>) {
  return readTerms({ price: "100", metadata }, 12).metadata;
}

describe("metadata", () => {
  it("takes plain names as keys, in any script, and any text as values", () => {
    const metadata = { cart: 'a "quoted" \\ value\n', "größe-1": "", "名前 2": "\u0000" };
    expect(metadataOf(metadata)).toEqual(metadata);
  });

  it.each(['"', "\\", "\n", "\u0000", "\u001f", "\u007f"])("refuses a key that holds %j", (character) => {
    expect(() => metadataOf({ [`a${character}b`]: "value" })).toThrow(
      expect.objectContaining({ code: "metadata_invalid", message: expect.stringContaining("key") }),
    );
  });
});
