import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { In, Out, Reply } from "./channel.ts";

interface Waiting {
  readonly resolve: (output: never) => void;
  readonly reject: (error: Error) => void;
}

/** A process of its own, from the side of whoever started it. It runs what was built, as a shop in production would. */
export class Child<Calls> {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;
  #closing = false;

  /** `file` is relative to `src`. */
  constructor(file: string, args: readonly string[] = []) {
    const script = join(import.meta.dirname, "..", file);
    this.#process = fork(script, args, {
      execArgv: ["--expose-gc", "--disable-warning=ExperimentalWarning", ...profiling(file, args)],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      env: { ...process.env, NODE_ENV: "production", NODE_OPTIONS: "" },
    });
    this.#process.on("message", (reply: Reply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if (reply.error === undefined) waiting?.resolve(reply.output);
      else waiting?.reject(new Error(`${file} ${args.join(" ")}: ${reply.error}`));
    });
    this.#process.on("exit", (code, signal) => {
      if (this.#closing) return;
      const error = new Error(`${file} ${args.join(" ")} ended with ${code ?? signal}`);
      for (const { reject } of this.#waiting.values()) reject(error);
    });
  }

  call<Name extends keyof Calls & string>(name: Name, input: In<Calls, Name>): Promise<Out<Calls, Name>> {
    this.#calls += 1;
    const id = this.#calls;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#process.send({ id, name, input: input ?? null });
    });
  }

  async close(): Promise<void> {
    this.#closing = true;
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    await new Promise((resolve) => {
      this.#process.once("exit", resolve);
      // It exits by itself then, and writes its profile when one was asked for.
      this.#process.disconnect();
    });
  }
}

/** With BENCH_PROFILE=<folder>, every process that serves leaves a CPU profile there. */
function profiling(file: string, args: readonly string[]): string[] {
  const folder = process.env["BENCH_PROFILE"];
  if (folder === undefined || file.startsWith("load")) return [];
  const name = `${(args[0] ?? file).replaceAll(/\W+/g, "-")}-${process.pid}-${Date.now()}.cpuprofile`;
  return ["--cpu-prof", `--cpu-prof-dir=${folder}`, `--cpu-prof-name=${name}`];
}
