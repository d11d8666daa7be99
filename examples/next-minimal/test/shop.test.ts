import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { minimalSale } from "@coincoin/test-lib/minimal-sale";
import { expect, it } from "vitest";

it("takes a payment from the sandbox and ships once", async () => {
  const folder = join(import.meta.dirname, "..");
  const next = join(folder, "node_modules/next/dist/bin/next");
  // Next loads what is built, as an application does that installed the packages.
  await promisify(execFile)(process.execPath, ["../../scripts/build.ts", "--for", "examples/next-minimal"], {
    cwd: folder,
  });
  await promisify(execFile)(process.execPath, [next, "build"], {
    cwd: folder,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
  });
  const output = await minimalSale({ folder, args: [next, "start", "--hostname", "127.0.0.1"] });
  expect(output.match(/ship cart-17 once/g)).toHaveLength(1);
});
