import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** A request on its way to a provider. */
export interface Passing {
  /** Of JSON-RPC, or of HTTP. */
  readonly method: string;
  readonly path: string;
  readonly params: readonly unknown[];
  readonly body: string;
  readonly headers: IncomingMessage["headers"];
}

export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a proxy does with a request: passes it on, answers in place of the provider, or stays silent. */
export type Behaviour = (request: Passing, pass: () => Promise<Reply>) => Promise<Reply | "hang">;

export interface Proxy {
  readonly url: string;
  /** Everything that was asked, oldest first. */
  readonly asked: Passing[];
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

export interface ProxyOptions {
  /** Changes the path of what is passed on. */
  readonly path?: (path: string) => string;
}

/** Stands between a reader and a provider, counts, and does what providers do at their worst. */
export async function startProxy(
  target: string,
  { path: toPath = (same) => same }: ProxyOptions = {},
): Promise<Proxy> {
  const asked: Passing[] = [];
  let behaviour: Behaviour = async (_request, pass) => await pass();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const passing = passingOf(request, Buffer.concat(chunks).toString("utf8"));
    asked.push(passing);
    const reply = await behaviour(
      passing,
      async () => await pass(target + toPath(passing.path), request, passing.body),
    );
    if (reply === "hang") return;
    response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers });
    response.end(reply.body);
  }

  const server = createServer(
    (request, response) => void handle(request, response).catch(() => response.destroy()),
  );
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy listens on no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    behave: (next) => {
      behaviour = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function passingOf(request: IncomingMessage, body: string): Passing {
  const { url: path = "/", headers, method = "GET" } = request;
  if (body === "") return { method, path, params: [], body, headers };
  const call: { method?: string; params?: unknown[] } = JSON.parse(body);
  return { method: call.method ?? method, path, params: call.params ?? [], body, headers };
}

async function pass(url: string, { method = "GET" }: IncomingMessage, body: string): Promise<Reply> {
  const response = await fetch(url, {
    method,
    ...(body === "" ? {} : { body, headers: { "content-type": "application/json" } }),
  });
  return { status: response.status, body: await response.text() };
}

/** A JSON-RPC error as the answer to a request. */
export function rpcError({ body }: Passing, code: number, message: string): Reply {
  const { id }: { id?: unknown } = JSON.parse(body);
  return { status: 200, body: JSON.stringify({ jsonrpc: "2.0", id, error: { code, message } }) };
}

export function rpcResult({ body }: Passing, result: unknown): Reply {
  const { id }: { id?: unknown } = JSON.parse(body);
  return { status: 200, body: JSON.stringify({ jsonrpc: "2.0", id, result }) };
}
