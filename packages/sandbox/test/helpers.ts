import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { onTestFinished } from "vitest";
import { createSandbox, type Sandbox, type SandboxOptions } from "../src/index.ts";

export const APP = { appId: "test-app", secretKey: "test-secret" };

/** Signs as the document says, without the package's own signer. */
export function merchantHeaders(at: number | string = Date.now(), app = APP): Record<string, string> {
  return {
    "content-type": "application/json",
    "cc-app-id": app.appId,
    "cc-timespan": String(at),
    "cc-sign": createHmac("sha1", app.secretKey).update(`${app.appId}:${at}`).digest("hex"),
  };
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await createSandbox({ ...APP, ...options });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

export function create(
  sandbox: Sandbox,
  body: unknown,
  headers: Record<string, string> = merchantHeaders(),
): Promise<Response> {
  return fetch(`${sandbox.apiUrl}/order/create`, {
    method: "POST",
    headers,
    body: typeof body === "string" ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(5_000),
  });
}

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Shop {
  readonly url: string;
  readonly received: Received[];
  /** Answers of the requests to come; 200 when there are none. */
  readonly answers: number[];
}

/** A merchant's webhook endpoint on a real socket. */
export async function startShop(options: { readonly delayMs?: number } = {}): Promise<Shop> {
  const received: Received[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
      setTimeout(() => {
        response.writeHead(answers.shift() ?? 200, { "content-type": "text/plain" }).end("thanks");
      }, options.delayMs ?? 0);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}/hook/secret-token`, received, answers };
}
