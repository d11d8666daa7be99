import { expect, it } from "vitest";
import { runOnce } from "../src/demo/once.js";

it("the journey with --once ends well for every order", async () => {
  const lines: string[] = [];
  expect([await runOnce((line) => lines.push(line)), lines.join("\n")]).toEqual([
    [],
    expect.stringContaining("ok"),
  ]);
});
