import { hostOf, type Mountable, type SurfaceHost, startInBackground } from "./host.ts";
import type { BodyResult, StreamReply, SurfaceReply } from "./message.ts";
import { basePathOf, relativeTarget } from "./mount.ts";
import type { SurfaceOptions } from "./options.ts";
import { failure, unexpected } from "./reply.ts";
import { createSurface, type Surface } from "./surface.ts";

export type { Mountable } from "./host.ts";
export type { PageOptions, PageOrder, ResolveOrder } from "./options.ts";

export interface WebMountOptions extends SurfaceOptions<Request> {
  /** Where the routes are, such as "/coincoin". */
  readonly basePath?: string | undefined;
}

/**
 * The HTTP surface of a `CoinCoin` for whatever speaks `Request` and `Response`: Next, Hono, Bun, Deno. Mounting it
 * starts delivery in the background. Never rejects.
 *
 * @throws CoinCoinError `config_invalid` when it is given something else than a `CoinCoin`.
 */
export function toWebHandler(
  coincoin: Mountable,
  options: WebMountOptions = {},
): (request: Request) => Promise<Response> {
  const host = hostOf(coincoin);
  const handler = mountWeb(coincoin, createSurface<Request>(host, options), options.basePath);
  startInBackground(coincoin, host);
  return handler;
}

/**
 * Puts routes of your own on `Request` and `Response` as CoinCoin's are: for packages that add pages to a `CoinCoin`. It starts nothing.
 *
 * @throws CoinCoinError `config_invalid` when it is given something else than a `CoinCoin`.
 */
export function mountWeb(
  coincoin: Mountable,
  surface: Surface<Request>,
  mountedAt?: string,
): (request: Request) => Promise<Response> {
  const host = hostOf(coincoin);
  const basePath = basePathOf(mountedAt);
  return async (request) => {
    const target = relativeTarget(request.url, basePath);
    let answer: SurfaceReply | undefined;
    try {
      answer =
        target === undefined
          ? undefined
          : await surface({
              method: request.method,
              ...target,
              headers: request.headers,
              signal: request.signal,
              readBody: () => readWebBody(request, host),
              original: request,
            });
    } catch (error) {
      host.logger.error({ err: error }, "a request failed unexpectedly");
      answer = unexpected();
    }
    return rendered(
      request.method,
      answer ?? failure("not_found", "Nothing is at this path. Check the URL."),
    );
  };
}

function rendered(method: string, answer: SurfaceReply): Response {
  // The one who sent half a body and left reads no reply, but a handler has to return one.
  if (answer.type === "nothing") return new Response(null, { status: 400 });
  const init = { status: answer.status, headers: { ...answer.headers } };
  if (answer.type === "stream") return new Response(streamOf(answer), init);
  const empty = method === "HEAD" || answer.status === 204 || answer.status === 304;
  return new Response(empty ? null : bytesOf(answer.body), init);
}

/** A copy on an `ArrayBuffer` of its own, as `Response` wants its bytes. */
function bytesOf(body: string | Uint8Array): string | Uint8Array<ArrayBuffer> {
  return typeof body === "string" ? body : new Uint8Array(body);
}

/** Pulled chunk by chunk and holding none, so that a slow reader gets the latest view and not a queue of old ones. */
function streamOf({ chunks, close }: StreamReply): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await iterator.next();
        if (next.done !== true) return controller.enqueue(encoder.encode(next.value));
        close();
        controller.close();
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}

async function readWebBody(request: Request, { environment, limits }: SurfaceHost): Promise<BodyResult> {
  if (request.bodyUsed) return { type: "consumed" };
  if (Number(request.headers.get("content-length") ?? 0) > limits.bodyBytes) return { type: "too_large" };
  if (request.body === null) return { type: "read", body: new Uint8Array() };
  const stream: ReadableStream<Uint8Array> = request.body;
  const reader = stream.getReader();
  const done = new AbortController();
  const tooSlow = environment.sleep(limits.bodyTimeoutMs, done.signal).then(() => "too_slow" as const);
  const chunks: Uint8Array[] = [];
  let size = 0;
  let result: BodyResult | undefined;
  try {
    while (result === undefined) {
      const next = await Promise.race([reader.read(), tooSlow]);
      if (next === "too_slow") result = { type: "timeout" };
      else if (next.done) result = { type: "read", body: Buffer.concat(chunks) };
      else {
        size += next.value.length;
        if (size > limits.bodyBytes) result = { type: "too_large" };
        else chunks.push(next.value);
      }
    }
  } catch {
    result = { type: "aborted" };
  } finally {
    done.abort();
  }
  if (result.type === "read") reader.releaseLock();
  else reader.cancel().catch(() => {});
  return result;
}
