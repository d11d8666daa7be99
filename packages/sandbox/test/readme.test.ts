import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { CREATE_FAULTS, DELIVERY_FAULTS } from "../src/index.ts";
import { routes } from "../src/server/control.ts";
import { startShop } from "./helpers.ts";

const root = path.join(import.meta.dirname, "..");
const readme = await readFile(path.join(root, "README.md"), "utf8");

test("the README's script runs and prints its webhooks", async () => {
  const shop = await startShop();
  const code = /^```js\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? "";
  // Below the package, so that its import is found.
  const folder = await mkdtemp(path.join(root, "test/.readme-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(path.join(folder, "script.mjs"), code.replace("http://127.0.0.1:3000/webhook", shop.url));
  const script = spawn(process.execPath, ["--conditions=coincoin-source", "script.mjs"], { cwd: folder });
  let output = "";
  for (const stream of [script.stdout, script.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const exit = await new Promise((resolve) => {
    script.on("close", resolve);
  });
  expect(output).toMatch(/^delivered .*"usdt":40\},"state":0\}\ndelivered .*"usdt":40\},"state":2\}\n$/);
  expect(exit).toBe(0);
});

test("the README names every fault and every control", () => {
  for (const fault of [...DELIVERY_FAULTS, ...CREATE_FAULTS]) expect(readme).toContain(`| \`${fault}\``);
  for (const route of Object.keys(routes)) expect(readme).toContain(`\`${route}\``);
});
