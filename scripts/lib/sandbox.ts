import { createRequire } from "node:module";
import path from "node:path";
import { root } from "./workspace.ts";

export const credentials = { appId: "shop", secretKey: "install-gate-secret-key-0123456789" };

/** As much of the built sandbox as the gates use. */
export interface Sandbox {
  readonly apiUrl: string;
  setWebhookUrl(url: string): void;
  pay(paymentId: string, payment: { readonly amount: string }): Promise<unknown>;
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function startSandbox(): Promise<Sandbox> {
  const require = createRequire(path.join(root, "tests", "release", "package.json"));
  const sandbox: {
    createSandbox(options: typeof credentials): Promise<Sandbox>;
  } = require("@coincoin/sandbox");
  return await sandbox.createSandbox(credentials);
}
