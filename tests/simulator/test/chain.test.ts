import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { runChain } from "../src/chain/chain-world.ts";

const run = promisify(execFile);

it("a shop that reads a chain ships what is paid, whatever its providers do", async () => {
  for (let seed = 1; seed <= 4; seed++) expect(await runChain(seed), `seed ${seed}`).toEqual([]);
}, 120_000);

/** Those that are caught at once; `simulate:chain-bugs` goes through all. */
it.each(["a lease is taken whoever has it", "a top-up of the gateway's counts as a payment"])(
  "its world catches: %s",
  async (name) => {
    const script = join(import.meta.dirname, "../src/chain/bugs-cli.ts");
    const { stdout } = await run(process.execPath, ["--conditions=coincoin-source", script, "10", name]);
    expect(stdout).toBe(`caught: ${name}\n`);
  },
  120_000,
);
