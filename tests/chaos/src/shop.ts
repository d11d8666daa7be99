import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isRecord, numberIn, type ShopSettings, textIn } from "./shop-protocol.ts";

const script = fileURLToPath(new URL("./shop-process.ts", import.meta.url));
const READY_WITHIN_MS = 60_000;

/** One process of the shop, which can be killed and started again. */
export class Shop {
  readonly #settings: () => ShopSettings;
  readonly #log: string;
  #child: ChildProcess | undefined;
  /** Undefined while it is down. */
  port: number | undefined;
  /** How it ended when nobody had ended it. */
  died: string | undefined;

  /** `log`: a file for what the process says. */
  constructor(settings: () => ShopSettings, log: string) {
    this.#settings = settings;
    this.#log = log;
  }

  /** Resolves with the address for webhooks once it takes requests. */
  async start(): Promise<string> {
    const settings = this.#settings();
    const output = openSync(this.#log, "a");
    const child = fork(script, [JSON.stringify(settings)], {
      stdio: ["ignore", output, output, "ipc"],
      env: { ...process.env, NODE_COMPILE_CACHE: join(dirname(this.#log), "compiled") },
      execArgv: ["--conditions=coincoin-source", "--disable-warning=ExperimentalWarning"],
    });
    closeSync(output);
    this.#child = child;
    child.once("exit", (code, signal) => {
      this.port = undefined;
      if (this.#child === child) this.died = `ended by itself (${code ?? signal})`;
    });
    const ready = await answer(child, "ready");
    this.port = numberIn(ready, "port");
    if (this.#settings().aheadMs !== settings.aheadMs) await this.setClock();
    return textIn(ready, "webhookUrl");
  }

  /** Tells it how far its clock runs ahead now. */
  async setClock(): Promise<void> {
    const child = this.#child;
    if (child?.connected !== true) return;
    const told = answer(child, "clock");
    child.send({ type: "clock", aheadMs: this.#settings().aheadMs });
    await told;
  }

  /** SIGKILL: nothing is finished. */
  kill(): Promise<void> {
    return this.#end("SIGKILL");
  }

  stop(): Promise<void> {
    return this.#end("SIGTERM");
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    this.port = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill(signal);
    await exit;
  }
}

function answer(child: ChildProcess, type: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail("did not answer in time"), READY_WITHIN_MS);
    const done = () => {
      clearTimeout(timer);
      child.off("message", heard);
      child.off("exit", ended);
    };
    const fail = (what: string) => {
      done();
      reject(new Error(`a shop process ${what}`));
    };
    const heard = (message: unknown) => {
      if (!isRecord(message) || message["type"] !== type) return;
      done();
      resolve(message);
    };
    const ended = (code: number | null, signal: string | null) => fail(`ended (${code ?? signal})`);
    child.on("message", heard);
    child.once("exit", ended);
  });
}
