import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Condition, Mount, TargetMessage } from "./target-protocol.ts";

/** The attacked process, from the attacker's side. */
export class Target {
  readonly mounts: readonly [Mount, ...Mount[]];
  readonly #child: ChildProcess;
  readonly #errors: string[];
  #closing = false;
  #crash: string | undefined;

  /** With a folder, orders are kept there in SQLite; else in memory. */
  static async open(folder?: string): Promise<Target> {
    const errors: string[] = [];
    const child = fork(join(import.meta.dirname, "target-process.ts"), folder === undefined ? [] : [folder], {
      execArgv: ["--conditions=coincoin-source", "--expose-gc"],
      stdio: ["ignore", "inherit", "pipe", "ipc"],
      env: { ...process.env, NODE_ENV: "test" },
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => errors.push(text));
    const message = await nextMessage(child, errors);
    if (message.type !== "ready") throw new Error(`the target did not start: ${message.type}`);
    return new Target(child, message.mounts, errors);
  }

  private constructor(child: ChildProcess, mounts: readonly [Mount, ...Mount[]], errors: string[]) {
    this.#child = child;
    this.mounts = mounts;
    this.#errors = errors;
    child.on("exit", (code, signal) => {
      if (!this.#closing) this.#crash = `exited with ${code ?? signal}: ${errors.join("").slice(-2_000)}`;
    });
  }

  /** Why the process is gone, if it is. */
  get crash(): string | undefined {
    return this.#crash;
  }

  mountOf(name: string): Mount {
    return this.mounts.find((mount) => mount.name === name) ?? this.mounts[0];
  }

  async condition(): Promise<Condition> {
    if (this.#crash !== undefined) throw new Error(`the target ${this.#crash}`);
    const answer = nextMessage(this.#child, this.#errors);
    this.#child.send("condition");
    const message = await answer;
    if (message.type !== "condition") throw new Error(`no condition came: ${JSON.stringify(message)}`);
    return message.condition;
  }

  async close(): Promise<void> {
    this.#closing = true;
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await gone;
  }
}

function nextMessage(child: ChildProcess, errors: readonly string[]): Promise<TargetMessage> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      child.off("message", onMessage).off("exit", onExit);
    };
    const onMessage = (message: unknown) => {
      finish();
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own process speaks
      resolve(message as TargetMessage);
    };
    const onExit = (code: number | null) => {
      finish();
      reject(new Error(`the target exited with ${code}: ${errors.join("").slice(-2_000)}`));
    };
    child.on("message", onMessage).on("exit", onExit);
  });
}
