import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createNetServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export interface Seen {
  readonly url: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly at: number;
}

export interface GatewayServer {
  readonly url: string;
  readonly seen: Seen[];
}

export type Answerer = (reply: ServerResponse, request: Seen, count: number) => void;

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Answers each request with the next of `answers`; the last serves all that follow. */
export async function gatewayServer(...answers: Answerer[]): Promise<GatewayServer> {
  const seen: Seen[] = [];
  const server = createServer(async (message: IncomingMessage, reply) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const { url = "", method = "", headers } = message;
    const request = { url, method, headers, body: Buffer.concat(chunks).toString("utf8"), at: Date.now() };
    seen.push(request);
    const answer = answers[Math.min(seen.length, answers.length) - 1];
    answer?.(reply, request, seen.length);
  });
  const port = await listen(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${port}/v1`, seen };
}

/** Speaks raw TCP: for what no HTTP server would do. */
export async function rawServer(
  onData: (socket: Socket) => void,
): Promise<{ url: string; connections: () => number }> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createNetServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", () => onData(socket));
  });
  const port = await listen(server);
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${port}/v1`, connections: () => connections };
}

/** A port of this machine that nobody listens on. */
export async function closedPort(): Promise<number> {
  const server = createNetServer();
  const port = await listen(server);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

export const paymentId = "EX100100100";

export function answerBody(over: Record<string, unknown> = {}): string {
  return JSON.stringify({
    payment_id: paymentId,
    address: "coincoinresponseexample",
    amount: 100,
    create_time: 1609434000000,
    expired_time: 1609520400000,
    expired: 8,
    network: "tron",
    coin: "usdt",
    state: 0,
    ...over,
  });
}

export const made: Answerer = (reply) => {
  reply.setHeader("content-type", "application/json");
  reply.end(answerBody());
};

export function status(code: number, text = "", headers: Record<string, string> = {}): Answerer {
  return (reply) => {
    reply.writeHead(code, headers);
    reply.end(text);
  };
}
