import type { IncomingMessage, ServerResponse } from "node:http";
import type { Environment } from "../lib/environment.ts";
import type { ReplyHeaders, StreamReply, SurfaceReply, WholeReply } from "./message.ts";

/** After a reply that came before the request's end: how much more of it is thrown away, and how long we wait for it. */
const LINGER_BYTES = 1024 * 1024;
const LINGER_MS = 1_000;

export async function sendNodeReply(
  request: IncomingMessage,
  response: ServerResponse,
  answer: SurfaceReply,
  environment: Environment,
): Promise<void> {
  if (answer.type === "nothing") response.destroy();
  else if (answer.type === "stream") await sendStream(response, answer);
  else await sendWhole(request, response, answer, environment);
}

async function sendWhole(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: WholeReply,
  environment: Environment,
): Promise<void> {
  const length = Buffer.byteLength(body);
  const unread = !request.complete;
  writeHead(response, status, headers);
  if (status !== 204 && status !== 304 && (request.method !== "HEAD" || length > 0)) {
    response.setHeader("content-length", length);
  }
  if (unread && request.httpVersionMajor === 1) response.setHeader("connection", "close");
  if (request.method === "HEAD" || !unread) {
    // A string leaves in one piece with the head.
    response.end(request.method === "HEAD" ? undefined : body);
    return;
  }
  // Closing while the client still sends would reset the connection before it has read this reply.
  response.write(body);
  await linger(request, environment);
  response.end();
}

/** Throws away the rest of a request, within bounds. */
function linger(request: IncomingMessage, environment: Environment): Promise<void> {
  return new Promise((resolve) => {
    const done = new AbortController();
    let left = LINGER_BYTES;
    const finish = () => {
      request.off("data", onData).off("end", finish).off("close", finish);
      done.abort();
      resolve();
    };
    const onData = (chunk: Buffer | string) => {
      left -= chunk.length;
      if (left < 0) finish();
    };
    request.on("error", finish).on("data", onData).on("end", finish).on("close", finish);
    request.resume();
    void environment.sleep(LINGER_MS, done.signal).then(finish);
  });
}

async function sendStream(
  response: ServerResponse,
  { status, headers, chunks, close }: StreamReply,
): Promise<void> {
  try {
    writeHead(response, status, headers);
    response.flushHeaders();
    for await (const chunk of chunks) {
      if (response.destroyed) break;
      // oxlint-disable-next-line typescript/no-unnecessary-boolean-literal-compare -- stand-ins for a response on serverless platforms return nothing, and never drain.
      if (response.write(chunk) === false) await writable(response);
    }
    response.end();
  } finally {
    close();
  }
}

/** Until the client has taken what was written, or is gone. */
function writable(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      response.off("drain", finish).off("close", finish);
      resolve();
    };
    response.on("drain", finish).on("close", finish);
    if (response.destroyed) finish();
  });
}

function writeHead(response: ServerResponse, status: number, headers: ReplyHeaders): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}
