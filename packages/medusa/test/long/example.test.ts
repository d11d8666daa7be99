import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { launchBrowser } from "../store/admin.ts";
import { freePort } from "../store/postgres.ts";
import { eventually } from "../store/shop.ts";

const example = path.resolve(import.meta.dirname, "../../../../examples/medusa-shop");
const data = mkdtempSync(path.join(tmpdir(), "coincoin-example-"));
const adminPage = path.join(example, "public", "admin");
let browser: Browser | undefined;

afterAll(async () => {
  await browser?.close();
  rmSync(data, { recursive: true, force: true });
});

interface Example {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  output(): string;
}

async function start(port: number, ...options: readonly string[]): Promise<Example> {
  const env = { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "" };
  const child = spawn(process.execPath, [path.join(example, "src", "start.ts"), ...options], {
    cwd: example,
    env: { ...env, SHOP_DATA: data, PORT: String(port), HOST: "127.0.0.1" },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, as in a terminal.
    detached: true,
  });
  let text = "";
  const append = (chunk: Buffer) => (text += chunk.toString("utf8"));
  child.stdout.on("data", append);
  child.stderr.on("data", append);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, ended, output: () => text };
}

/** What runs of the example: its process group, and whatever names its folders or its port. */
function runningOf({ child }: Example): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const stat = read(`/proc/${pid}/stat`);
      const group = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2];
      const isZombie = stat.slice(stat.lastIndexOf(")") + 2).startsWith("Z");
      const command = read(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
      const isOurs = group === String(child.pid) || command.includes(data);
      return isOurs && !isZombie ? [`${pid} ${command}`] : [];
    });
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

test("with --once it buys, pays, ends with 0, and leaves nothing running", { timeout: 300_000 }, async () => {
  const example = await start(await freePort(), "--once");
  expect([await example.ended, example.output()]).toEqual([
    0,
    expect.stringMatching(/Order #1 is placed.*order #1 is captured/s),
  ]);
  expect(runningOf(example)).toEqual([]);
});

test.skipIf(!existsSync("/proc"))(
  "until Ctrl+C the admin is there to log in to, and after it nothing is",
  { timeout: 600_000 },
  async () => {
    rmSync(adminPage, { recursive: true, force: true });
    const port = await freePort();
    const example = await start(port);
    await eventually(async () => expect(example.output()).toContain("is captured"), 400_000);
    expect(runningOf(example).length).toBeGreaterThan(2);
    const url = /Admin\s+(\S+)\s+(\S+) \/ (\S+)/.exec(example.output());
    browser = await launchBrowser();
    const page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(`${url?.[1]}/login`);
    await page.fill("input[name=email]", url?.[2] ?? "");
    await page.fill("input[name=password]", url?.[3] ?? "");
    await page.click("button[type=submit]");
    await page.waitForURL((there) => !there.pathname.endsWith("/login"));
    await page.goto(`${url?.[1]}/coincoin`);
    await page.getByText("Payments that need a person").waitFor();
    await page.getByText("working", { exact: true }).waitFor();
    const sandbox = /CoinCoin\s+(\S+)/.exec(example.output())?.[1] ?? "";
    expect((await fetch(sandbox)).status).toBe(200);
    // A terminal tells the whole group.
    process.kill(-(example.child.pid ?? Number.NaN), "SIGINT");
    expect(await example.ended).toBe(0);
    expect(runningOf(example)).toEqual([]);
    await expect(fetch(sandbox)).rejects.toThrow("fetch failed");
  },
);

test.skipIf(!existsSync("/proc"))(
  "told alone to end, also while it starts, it takes everything along",
  { timeout: 300_000 },
  async () => {
    const example = await start(await freePort());
    await eventually(async () => expect(runningOf(example).length).toBeGreaterThan(4), 60_000);
    example.child.kill("SIGINT");
    expect(await example.ended).toBe(0);
    await eventually(async () => expect(runningOf(example)).toEqual([]));
  },
);
