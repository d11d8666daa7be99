import { execFile, spawn } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { pack } from "./app.ts";
import type { Shop } from "./shop.ts";
import { takeSteps } from "./storefront-steps.ts";

const execute = promisify(execFile);
const packageDir = path.resolve(import.meta.dirname, "../..");

/** A checkout of Medusa's own starter instead: STOREFRONT=…/dtc-starter/apps/storefront. */
const { STOREFRONT = path.join(import.meta.dirname, "storefront") } = process.env;

export interface Storefront {
  readonly url: string;
  close(): Promise<void>;
}

/** A storefront with the README's steps taken, built and started. `url` is where `storeCors` has to allow it. */
export async function openStorefront(shop: Shop, port: number): Promise<Storefront> {
  const folder = path.join(packageDir, ".store", `storefront-${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  cpSync(STOREFRONT, folder, { recursive: true, filter: (file) => !/\/(node_modules|\.next)$/.test(file) });
  takeSteps(readFileSync(path.join(packageDir, "README.md"), "utf8"), folder);
  await install(folder);
  const url = `http://localhost:${port}`;
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: process.env["HOME"] ?? "",
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    MEDUSA_BACKEND_URL: shop.server.url,
    NEXT_PUBLIC_MEDUSA_BACKEND_URL: shop.server.url,
    NEXT_PUBLIC_MEDUSA_PUBLISHABLE_KEY: shop.seed.publishableKey,
    NEXT_PUBLIC_DEFAULT_REGION: "de",
    NEXT_PUBLIC_BASE_URL: url,
  };
  const next = path.join(folder, "node_modules", "next", "dist", "bin", "next");
  await execute(process.execPath, [next, "build"], { cwd: folder, env, timeout: 400_000 });
  const child = spawn(process.execPath, [next, "start", "-p", String(port), "-H", "localhost"], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  child.stdout.on("data", (chunk: Buffer) => (log += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (log += chunk.toString("utf8")));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const close = async () => {
    child.kill("SIGKILL");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  while (!log.includes("Ready in")) {
    if (child.exitCode !== null) throw new Error(`The storefront did not start:\n${log}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { url, close };
}

interface Manifest {
  readonly packageManager?: string;
  readonly dependencies: Record<string, string>;
}

async function install(folder: string): Promise<void> {
  const file = path.join(folder, "package.json");
  // Which package manager it names does not matter here.
  const { packageManager: _, ...manifest }: Manifest = JSON.parse(readFileSync(file, "utf8"));
  const tarball = await pack("checkout", path.join(folder, "tarballs"));
  manifest.dependencies["@coincoin/checkout"] = `file:${tarball}`;
  writeFileSync(file, JSON.stringify(manifest));
  const options = ["--ignore-workspace", "--ignore-scripts", "--config.strict-peer-dependencies=false"];
  await execute("pnpm", ["install", ...options], { cwd: folder });
}
