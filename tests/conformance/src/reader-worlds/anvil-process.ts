import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "@coincoin/test-lib/postgres-server";

/** A real Ethereum node that mines when it is told to. */
export interface Anvil {
  readonly url: string;
  rpc<T>(method: string, ...params: readonly unknown[]): Promise<T>;
  stop(): Promise<void>;
}

/** Two epochs of this length lie between the newest block and the final one. */
export const SLOTS_IN_AN_EPOCH = 4;

const GAS_LIMIT = "3000000000";

export async function startAnvil(chainId: number): Promise<Anvil> {
  const port = await freePort();
  const args = ["--port", String(port), "--host", "127.0.0.1", "--chain-id", String(chainId)];
  const settings = [
    "--no-mining",
    "--slots-in-an-epoch",
    String(SLOTS_IN_AN_EPOCH),
    "--gas-limit",
    GAS_LIMIT,
    "--quiet",
  ];
  const child = spawn(binary(), [...args, ...settings], { stdio: "ignore" });
  const endWithProcess = () => void child.kill("SIGKILL");
  process.once("exit", endWithProcess);
  const url = `http://127.0.0.1:${port}`;
  const rpc = async <T>(method: string, ...params: readonly unknown[]): Promise<T> =>
    await call<T>(url, method, params);
  await isReady(child, rpc);
  return {
    url,
    rpc,
    async stop() {
      process.removeListener("exit", endWithProcess);
      if (child.exitCode !== null) return;
      const exited = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await exited;
    },
  };
}

async function call<T>(url: string, method: string, params: readonly unknown[]): Promise<T> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  const answer = (await response.json()) as { result?: T; error?: { message: string } };
  if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`);
  return answer.result as T;
}

async function isReady(child: ChildProcess, rpc: Anvil["rpc"]): Promise<void> {
  let failure: unknown;
  child.once("error", (error) => {
    failure = error;
  });
  for (let tries = 0; tries < 600; tries += 1) {
    if (failure !== undefined || child.exitCode !== null) break;
    try {
      await rpc("eth_chainId");
      return;
    } catch {
      await wait(25);
    }
  }
  throw new Error("anvil did not start", { cause: failure });
}

/** The executable that comes with `@foundry-rs/anvil` for this platform. */
function binary(): string {
  const main = createRequire(import.meta.url).resolve("@foundry-rs/anvil/package.json");
  const platform = process.platform === "win32" ? "win32" : process.platform;
  const arch = process.arch === "x64" ? "amd64" : process.arch;
  const suffix = process.platform === "win32" ? ".exe" : "";
  return createRequire(main).resolve(`@foundry-rs/anvil-${platform}-${arch}/bin/anvil${suffix}`);
}
