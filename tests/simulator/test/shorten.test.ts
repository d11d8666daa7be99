import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { bugs } from "../bugs/bugs.ts";
import { Copy } from "../src/planting.ts";

it("shortens a failing seed to the few carts and faults it needs, and says how to replay it", async () => {
  const copy = await Copy.make();
  try {
    const bug = bugs.find(({ name }) => name.startsWith("paid by the code alone"));
    if (bug === undefined) throw new Error("the bug is gone");
    await copy.plant(bug);
    const cli = join(copy.folder, "tests", "simulator", "src", "cli.ts");
    const args = [
      "--conditions=coincoin-source",
      cli,
      "--seeds",
      "1",
      "--from",
      "3",
      "--orders",
      "30",
      "--shorten",
      // Seconds of a machine that may be busy: it ends when nothing more can be left out.
      "100",
    ];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, "close")]);
    expect(code).toBe(1);
    expect(output).toContain("seed 3 fails: paid without the confirmed worth");
    expect(output).toMatch(/shortened in \d+ runs to 1 of 30 carts, without faults/);
    expect(output).toContain("replay: pnpm simulate --seed 3 --orders 30");
    expect(output.split("\n").length).toBeLessThan(60);
  } finally {
    await copy.remove();
  }
});
