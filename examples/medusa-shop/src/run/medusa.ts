import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";

const project = path.resolve(import.meta.dirname, "../..");
const cli = path.join(
  path.dirname(createRequire(import.meta.url).resolve("@medusajs/cli/package.json")),
  "cli.js",
);

export type Environment = Readonly<Record<string, string>>;

/** Runs one of Medusa's commands to its end. */
export async function medusa(args: readonly string[], env: Environment): Promise<void> {
  await toTheEnd(launch(args, env, "pipe"), `medusa ${args.join(" ")}`);
}

/** Puts the admin, with the plugin's widget and page, where `medusa start` serves it from. */
export async function buildAdmin(): Promise<void> {
  const script = path.join(import.meta.dirname, "admin.ts");
  const child = spawn(process.execPath, [script], { cwd: project, stdio: ["ignore", "pipe", "pipe"] });
  await toTheEnd(withUs(child), "Building the admin");
}

async function toTheEnd(child: ChildProcess, what: string): Promise<void> {
  const output = collect(child);
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`${what} failed:\n${output()}`);
}

/** The last of what it prints. */
function collect(child: ChildProcess): () => string {
  let text = "";
  const append = (chunk: Buffer) => {
    text = `${text}${chunk.toString()}`.slice(-20_000);
  };
  child.stdout?.on("data", append);
  child.stderr?.on("data", append);
  return () => text;
}

/** Starts the server and waits until it answers at `url`. The answer stops it. */
export async function startMedusa(
  url: string,
  env: Environment,
  isQuiet: boolean,
): Promise<() => Promise<void>> {
  const child = launch(["start"], env, isQuiet ? "pipe" : "inherit");
  const output = collect(child);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  while (!(await isUp(url))) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`Medusa ended while it started.\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return async () => {
    child.kill("SIGTERM");
    await ended;
  };
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`)).ok;
  } catch {
    return false;
  }
}

function launch(args: readonly string[], env: Environment, output: "pipe" | "inherit"): ChildProcess {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: project,
    env: { ...process.env, MEDUSA_DISABLE_TELEMETRY: "1", ...env },
    stdio: ["ignore", output, output],
  });
  return withUs(child);
}

/** It does not outlive us. */
function withUs(child: ChildProcess): ChildProcess {
  const end = () => child.kill();
  process.once("exit", end);
  child.once("close", () => process.off("exit", end));
  return child;
}
