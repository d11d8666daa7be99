import { isCoinCoinError } from "../lib/errors.ts";
import type { SurfaceHost } from "./host.ts";
import type { SurfaceReply, SurfaceRequest } from "./message.ts";
import type { SurfaceOptions } from "./options.ts";
import { failure, failureOf } from "./reply.ts";
import type { Route } from "./route.ts";
import { checkoutPage } from "./routes/checkout.ts";
import { checkoutAsset } from "./routes/checkout-asset.ts";
import { createOrder } from "./routes/create-order.ts";
import { events } from "./routes/events.ts";
import { order } from "./routes/order.ts";
import { payLink } from "./routes/pay.ts";
import { webhook } from "./routes/webhook.ts";
import { StreamSlots } from "./streams.ts";

/** Undefined: the path is none of ours. Rejects only with what is not an error of this library. */
export type Surface<Original> = (request: SurfaceRequest<Original>) => Promise<SurfaceReply | undefined>;

/** Every route there is. Paths are compared as they came: no case folding, no "..", no doubled slashes but the first. */
export function createSurface<Original>(
  host: SurfaceHost,
  options: SurfaceOptions<Original>,
): Surface<Original> {
  const routes: Route<Original>[] = [
    // A slash at the end is what a pasted callback address may well have, and money hangs on this one.
    { path: /^\/webhook(?:\/([^/]*))?\/?$/, methods: ["POST"], handle: webhook },
    { path: /^\/orders\/([^/]+)$/, methods: ["GET"], handle: order },
    { path: /^\/orders\/([^/]+)\/events$/, methods: ["GET"], handle: events },
    { path: /^\/checkout\/([^/]+)$/, methods: ["GET"], handle: checkoutPage },
    { path: /^\/pay\/([^/]+)$/, methods: ["GET", "POST"], handle: payLink },
    { path: /^\/(checkout\.[\w.-]+)$/, methods: ["GET"], handle: checkoutAsset },
  ];
  if (options.resolveOrder !== undefined) {
    routes.push({ path: /^\/orders$/, methods: ["POST"], handle: createOrder });
  }
  const slots = new StreamSlots(host.limits);

  return async (request) => {
    for (const route of routes) {
      const match = route.path.exec(request.path);
      if (match === null) continue;
      if (!allows(route.methods, request.method)) return notAllowed(route.methods);
      const id = decode(match[1]);
      if (id === malformed)
        return failure(
          "request_invalid",
          "The path must be valid percent-encoding, received another. Check the URL.",
        );
      try {
        return await route.handle(request, { host, options, slots, id });
      } catch (error) {
        if (!isCoinCoinError(error)) throw error;
        const reply = failureOf(error);
        if (reply.status >= 500) host.logger.error({ err: error, code: error.code }, "a request failed");
        return reply;
      }
    }
    return undefined;
  };
}

type Methods = Route<never>["methods"];

function allows(methods: Methods, method: string): boolean {
  return methods.some((each) => each === method || (each === "GET" && method === "HEAD"));
}

function notAllowed(methods: Methods): SurfaceReply {
  const allow = methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ");
  const reply = failure("method_not_allowed", `The method must be ${allow}. Send the request with it.`);
  return { ...reply, headers: { ...reply.headers, allow } };
}

const malformed = Symbol("malformed");

function decode(part: string | undefined): string | undefined | typeof malformed {
  if (part === undefined || part === "") return undefined;
  try {
    return decodeURIComponent(part);
  } catch {
    return malformed;
  }
}
