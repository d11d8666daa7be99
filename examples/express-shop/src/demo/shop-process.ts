import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../server.ts", import.meta.url));

export interface ShopProcessOptions {
  /** A file for what the process says. Default: this process's own output. */
  readonly log?: string | undefined;
  /** Arguments for Node. Default: this process's own. */
  readonly execArgv?: readonly string[] | undefined;
}

/** The shop in a process of its own, so that it can die without taking the sandbox along. */
export class ShopProcess {
  readonly #env: NodeJS.ProcessEnv;
  readonly #options: ShopProcessOptions;
  #child: ChildProcess | undefined;

  constructor(env: NodeJS.ProcessEnv, options: ShopProcessOptions = {}) {
    this.#env = env;
    this.#options = options;
  }

  /** Resolves with the webhook's address when the shop takes requests. */
  async start(more: NodeJS.ProcessEnv = {}): Promise<string> {
    const { log, execArgv } = this.#options;
    const output = log === undefined ? "inherit" : openSync(log, "a");
    const child = fork(script, {
      env: { ...process.env, ...this.#env, ...more },
      stdio: ["ignore", output, output, "ipc"],
      execArgv: [...(execArgv ?? process.execArgv)],
    });
    if (typeof output === "number") closeSync(output);
    this.#child = child;
    return new Promise((resolve, reject) => {
      child.once("message", (message: unknown) => resolve(addressIn(message)));
      child.once("error", reject);
      child.once("exit", (code, signal) =>
        reject(new Error(`The shop ended before it was ready (${code ?? signal}).`)),
      );
    });
  }

  /** As a power cut would end it. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  async stop(): Promise<void> {
    await this.#end("SIGTERM");
  }

  /** Resolves when the process has ended by itself. */
  async ended(): Promise<void> {
    const child = this.#child;
    if (child?.exitCode === null) await once(child, "exit");
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill(signal);
    await exit;
  }
}

function addressIn(message: unknown): string {
  return typeof message === "object" && message !== null && "webhookUrl" in message
    ? String(message.webhookUrl)
    : "";
}
