import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));

/** A process of its own: what a simulated crash leaves behind must not meet the test runner. */
async function simulate(...args: string[]) {
  const child = spawn(process.execPath, ["--conditions=coincoin-source", cli, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, "close")]);
  return { output, code: Number(code) };
}

const traceHash = (output: string) => /trace ([0-9a-f]{64})/.exec(output)?.[1];

describe("the simulator", () => {
  it("finds everything fulfilled once or told to a person, over many seeds", async () => {
    const { output, code } = await simulate("--seeds", "24", "--orders", "20", "--shorten", "5");
    expect(output).toContain("24 seeds of 20 orders from 1 on: 0 failed");
    expect(code, output).toBe(0);
    const [, paid = "0", attention = "0"] = /(\d+) paid, (\d+) in attention/.exec(output) ?? [];
    // Something has to have happened for that to mean anything.
    expect(Number(paid)).toBeGreaterThan(150);
    expect(Number(attention)).toBeGreaterThan(150);
  });

  it("replays a seed alike to the last line, and another seed differently", async () => {
    const seeds = ["3", "3", "4"];
    const [first, again, other] = await Promise.all(
      seeds.map((seed) => simulate("--seed", seed, "--orders", "15")),
    );
    expect(traceHash(first?.output ?? "")).toBeDefined();
    expect(again?.output).toBe(first?.output);
    expect(traceHash(other?.output ?? "")).not.toBe(traceHash(first?.output ?? ""));
  });

  it("refuses arguments it does not understand", async () => {
    expect((await simulate("--seeds", "many")).code).toBe(2);
  });
});
