import { type CoinCoinOptions, type Logger, memoryStore, silentLogger } from "@coincoin/core";
import { createSandbox, type Sandbox } from "@coincoin/sandbox";

export interface Gateway {
  readonly sandbox: Sandbox;
  /** For a shop that is reachable nowhere yet: the webhook's URL is set once it listens. */
  readonly options: CoinCoinOptions;
}

/** A local CoinCoin, and the options of a shop that uses it. */
export async function openGateway(): Promise<Gateway> {
  const appId = "nest-shop";
  const secretKey = "the secret key of the shop in Nest";
  const sandbox = await createSandbox({ appId, secretKey });
  const options: CoinCoinOptions = {
    appId,
    secretKey,
    apiUrl: sandbox.apiUrl,
    publicUrl: "https://shop.example/coincoin",
    store: memoryStore(),
    logger: silentLogger,
    delivery: { retry: { baseMs: 10, maxMs: 10 } },
  };
  return { sandbox, options };
}

/** The path of a webhook URL after its mount: "/webhook/…". */
export function webhookPath(url: string): string {
  return new URL(url).pathname.replace("/coincoin", "");
}

export async function eventually(check: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await check()) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
  throw new Error("What was waited for did not come about within three seconds.");
}

export interface Line {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly facts: object;
  readonly message: string;
}

export function recordingLogger(): Logger & { readonly lines: Line[] } {
  const lines: Line[] = [];
  const at = (level: Line["level"]) => (facts: object, message: string) => {
    lines.push({ level, facts, message });
  };
  return { lines, debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
