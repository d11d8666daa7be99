import type { IncomingMessage, ServerResponse } from "node:http";
import { bytesOf } from "../lib/bytes.ts";
import type { SurfaceHost } from "./host.ts";
import type { BodyResult } from "./message.ts";

/** What body parsers leave on a request. */
export type ParsedRequest = IncomingMessage & { readonly rawBody?: unknown; readonly body?: unknown };

/** The request's body, from the socket, or from what was kept of it by a parser that ran before. */
export function readNodeBody(
  request: ParsedRequest,
  response: ServerResponse,
  host: SurfaceHost,
): Promise<BodyResult> {
  const limit = host.limits.bodyBytes;
  if (Number(request.headers["content-length"] ?? 0) > limit) return Promise.resolve({ type: "too_large" });
  const kept = keptBody(request);
  if (kept !== undefined) {
    const size = typeof kept === "string" ? Buffer.byteLength(kept) : (bytesOf(kept)?.byteLength ?? 0);
    return Promise.resolve(size > limit ? { type: "too_large" } : { type: "read", body: kept });
  }
  if (request.readableDidRead || request.readableEnded) return Promise.resolve({ type: "consumed" });
  if (request.destroyed || response.destroyed) return Promise.resolve({ type: "aborted" });
  return collect(request, response, host);
}

/**
 * Raw bytes wherever they are. A parsed body counts only when the bytes are gone: parsers also leave `{}` on
 * requests they did not touch.
 */
function keptBody(request: ParsedRequest): Uint8Array | string | object | undefined {
  const { rawBody, body } = request;
  if (typeof rawBody === "string") return rawBody;
  const bytes = bytesOf(rawBody) ?? bytesOf(body);
  if (bytes !== undefined) return bytes;
  if (!request.readableDidRead && !request.readableEnded) return undefined;
  if (typeof body === "string" && body !== "") return body;
  return typeof body === "object" && body !== null ? body : undefined;
}

function collect(
  request: IncomingMessage,
  response: ServerResponse,
  { environment, limits }: SurfaceHost,
): Promise<BodyResult> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const done = new AbortController();
    let size = 0;
    const finish = (result: BodyResult) => {
      request.off("data", onData).off("end", onEnd).off("error", onCut).off("close", onCut);
      // Whatever breaks later breaks for nobody.
      request.on("error", () => {});
      response.off("close", onCut);
      if (result.type !== "read") request.pause();
      // A reason of its own is cheaper than the default, an error with a stack.
      done.abort("finished");
      resolve(result);
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limits.bodyBytes) finish({ type: "too_large" });
      else chunks.push(chunk);
    };
    const onEnd = () => {
      const [only] = chunks;
      finish({
        type: "read",
        body: chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks),
      });
    };
    const onCut = () => finish({ type: "aborted" });
    request.on("data", onData).on("end", onEnd).on("error", onCut).on("close", onCut);
    response.on("close", onCut);
    void environment.sleep(limits.bodyTimeoutMs, done.signal).then(() => {
      if (!done.signal.aborted) finish({ type: "timeout" });
    });
  });
}
