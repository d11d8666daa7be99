import { spawn } from "node:child_process";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root } from "./workspace.ts";

export interface RunOptions {
  readonly cwd: string;
  /** Beside the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** The command and what it started are killed after this long. */
  readonly timeoutMs?: number;
}

export interface RunResult {
  readonly code: number;
  /** Standard output alone, for tools that answer in JSON. */
  readonly stdout: string;
  /** Standard output and error as they came. */
  readonly output: string;
}

const binDirs = [path.join(root, "node_modules", ".bin"), path.join(root, ".tools", "node_modules", ".bin")];

/** A package's own tools come first, then the workspace's, then the pinned ones. What is printed is read later: no colours. */
function toolEnvironment(cwd: string): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _, ...env } = process.env;
  const dirs = [path.join(cwd, "node_modules", ".bin"), ...binDirs, env["PATH"]];
  return { ...env, PATH: dirs.join(path.delimiter), NO_COLOR: "1" };
}

const DEFAULT_TIMEOUT_MS = 10 * 60_000;

/** Runs a command to its end and keeps what it printed. Never rejects: a command that cannot start has code 127. */
export async function run(
  command: string,
  args: readonly string[],
  { cwd, env = {}, timeoutMs = DEFAULT_TIMEOUT_MS }: RunOptions,
): Promise<RunResult> {
  return await new Promise((resolve) => {
    // A group of its own, so that a timeout reaches grandchildren too.
    const child = spawn(command, args, {
      cwd,
      env: { ...toolEnvironment(cwd), ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let stdout = "";
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
      output += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
    const kill = () => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It ended by itself in the meantime.
      }
    };
    const timer = setTimeout(() => {
      output += `\n${command} was stopped after ${timeoutMs / 1000} s.`;
      kill();
    }, timeoutMs);
    process.once("exit", kill);
    const finish = (code: number) => {
      clearTimeout(timer);
      process.removeListener("exit", kill);
      resolve({ code, stdout, output: stripVTControlCharacters(output) });
    };
    child.on("error", (error) => {
      output += `${command} could not be started: ${error.message}`;
      finish(127);
    });
    child.on("close", (code) => finish(code ?? 1));
  });
}
