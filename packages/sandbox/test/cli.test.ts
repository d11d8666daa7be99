import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { READINGS } from "../src/index.ts";
import { startShop } from "./helpers.ts";

const CLI = fileURLToPath(new URL("../src/cli.ts", import.meta.url));

function start(...args: string[]): {
  child: ChildProcess;
  output: () => string;
  exit: Promise<number | null>;
} {
  const child = spawn(process.execPath, [CLI, ...args], {
    env: { ...process.env, COINCOIN_APP_ID: undefined, COINCOIN_SECRET_KEY: "from-the-environment" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const exit = new Promise<number | null>((resolve) => {
    child.on("close", resolve);
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return { child, output: () => output, exit };
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 20) {
    if (waited > 10_000) throw new Error("waited ten seconds");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test.each(["SIGINT", "SIGTERM"] as const)(
  "it starts, prints its addresses, serves, and ends cleanly on %s",
  async (signal) => {
    const shop = await startShop();
    const cli = start("--port", "0", "--app-id", "my-app", "--webhook", shop.url, "--seed", "7");
    await until(() => cli.output().includes("Ctrl+C"));
    const url = /dashboard +(\S+)/.exec(cli.output())?.[1] ?? "";
    expect(cli.output()).toContain(`${url}v1`);
    expect(cli.output()).toContain("my-app");
    expect(cli.output()).not.toContain("secret-token");
    expect(cli.output()).not.toContain("from-the-environment");
    const control = (path: string, body: unknown) =>
      fetch(`${url}_sandbox/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    expect((await control("orders", { payment_id: "EX100100100", price: 100 })).status).toBe(201);
    await control("orders/EX100100100/payments", { amount: "5" });
    await until(() => shop.received.length === 1);
    const events = await fetch(`${url}_sandbox/events`);
    expect(events.status).toBe(200);
    cli.child.kill(signal);
    expect(await cli.exit).toBe(0);
    await events.body?.cancel().catch(() => {});
  },
);

test("it says which reading of the document runs", async () => {
  const cli = start("--port", "0", "--reading", "keeps-fee");
  await until(() => cli.output().includes("Ctrl+C"));
  expect(cli.output()).toMatch(/reading +keeps-fee: One percent/);
});

test("it explains itself", async () => {
  const cli = start("--help");
  expect(await cli.exit).toBe(0);
  for (const option of ["--port", "--app-id", "--secret", "--webhook", "--seed", "--reading"])
    expect(cli.output()).toContain(option);
  for (const { name, summary } of READINGS) {
    expect(
      cli
        .output()
        .split("\n")
        .map((line) => line.trim().split(/  +/)),
    ).toContainEqual([name, summary]);
  }
});

test.each([
  ["a port that is none", ["--port", "high"], "--port"],
  ["an option it does not know", ["--prot", "1"], "--prot"],
  ["a reading that is none", ["--port", "0", "--reading", "signs-bodies"], "signs-body"],
  ["a webhook URL that is none", ["--port", "0", "--webhook", "shop"], "webhook URL"],
])("it says what is wrong with %s", async (_what, args, hint) => {
  const cli = start(...args);
  expect(await cli.exit).toBe(1);
  expect(cli.output()).toContain(hint);
  expect(cli.output()).not.toContain("    at ");
});

test("it says so when its port is taken", async () => {
  const shop = await startShop();
  const cli = start("--port", new URL(shop.url).port);
  expect(await cli.exit).toBe(1);
  expect(cli.output()).toContain("port is taken");
});
