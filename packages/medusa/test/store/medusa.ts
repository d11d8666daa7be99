import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { freePort } from "./postgres.ts";

/** Another Node than the one that runs the tests: STORE_NODE=/usr/bin/node. */
const NODE = process.env["STORE_NODE"] ?? process.execPath;

/** The command line of the Medusa that the store has. */
function cliOf(app: string): string {
  const manifest = createRequire(path.join(app, "package.json")).resolve("@medusajs/cli/package.json");
  return path.join(path.dirname(manifest), "cli.js");
}

export type Environment = Readonly<Record<string, string>>;

export interface Medusa {
  readonly url: string;
  readonly pid: number;
  readonly bootMs: number;
  /** Everything it has printed. */
  log(): string;
  kill(signal: NodeJS.Signals): Promise<void>;
  stop(): Promise<void>;
}

/** Runs a command of Medusa's to its end. Rejects with what it printed when it fails. */
export async function runCommand(app: string, args: readonly string[], env: Environment): Promise<string> {
  const child = launch(app, args, env);
  const output = collect(child);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`medusa ${args.join(" ")} ended with ${code}:\n${output()}`);
  return output();
}

/** Starts a server and waits until it answers. */
export async function startMedusa(app: string, env: Environment): Promise<Medusa> {
  const port = env["PORT"] === undefined ? await freePort() : Number(env["PORT"]);
  const since = performance.now();
  const child = launch(app, ["start"], { ...env, PORT: String(port), HOST: "127.0.0.1" });
  const log = collect(child, path.join(app, "server.log"));
  const url = `http://127.0.0.1:${port}`;
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  while (!(await isUp(url))) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`Medusa did not start:\n${log()}`);
    if (performance.now() - since > 120_000) throw new Error(`Medusa takes too long:\n${log()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const kill = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return {
    url,
    pid: child.pid ?? 0,
    bootMs: performance.now() - since,
    log,
    kill,
    async stop() {
      const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
      await kill("SIGTERM");
      clearTimeout(timer);
    },
  };
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`)).ok;
  } catch {
    return false;
  }
}

function launch(app: string, args: readonly string[], env: Environment): ChildProcess {
  const child = spawn(NODE, [cliOf(app), ...args], {
    cwd: app,
    env: { ...inherited(), MEDUSA_DISABLE_TELEMETRY: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // A test that ran out of time has stopped nothing.
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  child.once("close", () => process.off("exit", end));
  return child;
}

/** The test runner's own variables are no store's: NODE_ENV "test" changes what Medusa does. */
function inherited(): Record<string, string> {
  const { PATH = "", HOME = "", TMPDIR } = process.env;
  return { PATH, HOME, NODE_ENV: "production", ...(TMPDIR === undefined ? {} : { TMPDIR }) };
}

/** What it prints, also in a file, to look at after a failure. */
function collect(child: ChildProcess, file?: string): () => string {
  let text = "";
  const append = (chunk: Buffer) => {
    text += chunk.toString("utf8");
    if (file !== undefined) appendFileSync(file, chunk);
  };
  child.stdout?.on("data", append);
  child.stderr?.on("data", append);
  return () => text;
}
