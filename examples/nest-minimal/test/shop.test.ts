import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { minimalSale } from "@coincoin/test-lib/minimal-sale";
import { expect, it } from "vitest";

it("takes a payment from the sandbox and ships once", async () => {
  const folder = join(import.meta.dirname, "..");
  await promisify(execFile)(process.execPath, ["../../scripts/build.ts", "--for", "examples/nest-minimal"], {
    cwd: folder,
  });
  // Node strips types and knows no decorators, so the shop is compiled, as `npm start` does.
  await promisify(execFile)(join(folder, "node_modules/.bin/tsc"), ["-p", "tsconfig.build.json"], {
    cwd: folder,
  });
  const output = await minimalSale({ folder, args: ["dist/shop.js"] });
  expect(output.match(/ship cart-17 once/g)).toHaveLength(1);
});
