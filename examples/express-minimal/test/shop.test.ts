import { join } from "node:path";
import { minimalSale } from "@coincoin/test-lib/minimal-sale";
import { expect, it } from "vitest";

it("takes a payment from the sandbox and ships once", async () => {
  const folder = join(import.meta.dirname, "..");
  const output = await minimalSale({ folder, args: ["--conditions=coincoin-source", "src/shop.ts"] });
  expect(output.match(/ship cart-17 once/g)).toHaveLength(1);
});
