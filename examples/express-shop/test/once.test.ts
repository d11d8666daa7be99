import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, it } from "vitest";

const folder = join(import.meta.dirname, "..");

it("the journey with --once ends well for every order", async () => {
  const child = spawn(process.execPath, ["--conditions=coincoin-source", "src/start.ts", "--once"], {
    cwd: folder,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => {
      output += text;
    });
  }
  const [code]: unknown[] = await once(child, "exit");
  expect([code, output]).toEqual([0, expect.stringContaining("Every order ended as it should.")]);
  for (const step of ["200 duplicate", "SIGKILL", "paid_late", "wrong_coin", "2 of 5"]) {
    expect(output).toContain(step);
  }
  expect(output).not.toContain("FAIL");
});
