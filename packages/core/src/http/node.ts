import type { IncomingMessage, ServerResponse } from "node:http";
import { hostOf, type Mountable, type SurfaceHost, startInBackground } from "./host.ts";
import type { SurfaceReply, SurfaceRequest } from "./message.ts";
import { basePathOf, relativeTarget } from "./mount.ts";
import { type ParsedRequest, readNodeBody } from "./node-body.ts";
import { sendNodeReply } from "./node-reply.ts";
import { Turns } from "./node-turns.ts";
import type { SurfaceOptions } from "./options.ts";
import { discard, failure, unexpected } from "./reply.ts";
import { createSurface, type Surface } from "./surface.ts";

export type { Mountable } from "./host.ts";
export type { BodyResult, StreamReply, SurfaceReply, SurfaceRequest, WholeReply } from "./message.ts";
export type { PageOptions, PageOrder, ResolveOrder } from "./options.ts";
export { type PayLinkReply, payLinkReply } from "./pay-link-reply.ts";
export { type ErrorReply, errorReply } from "./rendered.ts";

export type { Surface } from "./surface.ts";

export interface NodeMountOptions<Request extends IncomingMessage = IncomingMessage>
  extends SurfaceOptions<Request> {
  /**
   * Where the routes are, such as "/coincoin", when the one who calls the middleware leaves the whole path in `req.url`,
   * as `node:http` does. Express takes the path it was mounted at away: leave this out there.
   */
  readonly basePath?: string | undefined;
}

/**
 * `next` is called for paths that are not ours, and with errors that nobody expected; otherwise the reply is ours.
 * Without `next` both are answered here, 404 and 500.
 */
export type NodeMiddleware<Request extends IncomingMessage = IncomingMessage> = (
  request: Request,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void;

/**
 * The HTTP surface of a `CoinCoin` for anything that speaks `node:http`: Express, Nest, Connect, a bare server.
 * Mounting it starts delivery in the background. Never throws and never rejects.
 *
 * Mount it before body parsers. Behind one it takes the bytes from `req.rawBody`, or else the parsed `req.body`, whose
 * numbers have been through a float.
 *
 * @throws CoinCoinError `config_invalid` when it is given something else than a `CoinCoin`.
 */
export function toNodeMiddleware<Request extends IncomingMessage = IncomingMessage>(
  coincoin: Mountable,
  options: NodeMountOptions<Request> = {},
): NodeMiddleware<Request> {
  const host = hostOf(coincoin);
  const middleware = mountNode(coincoin, createSurface<Request>(host, options), options.basePath);
  startInBackground(coincoin, host);
  return middleware;
}

/**
 * Puts routes of your own on `node:http` as CoinCoin's are: for packages that add pages to a `CoinCoin`. It starts nothing.
 *
 * @throws CoinCoinError `config_invalid` when it is given something else than a `CoinCoin`.
 */
export function mountNode<Request extends IncomingMessage = IncomingMessage>(
  coincoin: Mountable,
  surface: Surface<Request>,
  mountedAt?: string,
): NodeMiddleware<Request> {
  const host = hostOf(coincoin);
  const basePath = basePathOf(mountedAt);
  const turns = new Turns();
  return (request, response, next) => {
    const answer = () => serve(host, surface, basePath, request, response, next);
    const turn = turns.take(request, response);
    if (turn === undefined) void answer();
    else void turn.then((isThere) => (isThere ? answer() : undefined));
  };
}

async function serve<Request extends IncomingMessage>(
  host: SurfaceHost,
  surface: Surface<Request>,
  basePath: string,
  request: Request,
  response: ServerResponse,
  next: ((error?: unknown) => void) | undefined,
): Promise<void> {
  const target = relativeTarget(request.url ?? "/", basePath);
  let answer: SurfaceReply | undefined;
  try {
    answer = target === undefined ? undefined : await surface(neutral(host, request, response, target));
  } catch (error) {
    if (next !== undefined) return next(error);
    host.logger.error({ err: error }, "a request failed unexpectedly");
    answer = unexpected();
  }
  if (answer === undefined && next !== undefined) return next();
  answer ??= failure("not_found", "Nothing is at this path. Check the URL.");
  // Someone else answered meanwhile, a timeout middleware for one.
  if (response.headersSent || response.destroyed) return discard(answer);
  try {
    await sendNodeReply(request, response, answer, host.environment);
  } catch (error) {
    host.logger.warn({ err: error }, "a reply could not be sent");
    response.destroy();
  }
}

function neutral<Request extends IncomingMessage>(
  host: SurfaceHost,
  request: Request,
  response: ServerResponse,
  target: { path: string; search: string },
): SurfaceRequest<Request> {
  const parsed: ParsedRequest = request;
  let gone: AbortSignal | undefined;
  return {
    method: request.method ?? "GET",
    path: target.path,
    search: target.search,
    headers: request.headers,
    // Only for who asks: a webhook does without.
    get signal() {
      gone ??= signalOf(response);
      return gone;
    },
    readBody: () => readNodeBody(parsed, response, host),
    original: request,
  };
}

/** Aborts at the response's end, not the request's: a request closes as soon as its body was read. */
function signalOf(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  if (response.destroyed) gone.abort();
  return gone.signal;
}
