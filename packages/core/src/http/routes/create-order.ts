import { readHeader } from "../headers.ts";
import type { SurfaceReply, SurfaceRequest } from "../message.ts";
import { failure, json, notFound } from "../reply.ts";
import type { RouteContext } from "../route.ts";

/**
 * `POST /orders`, there only with `resolveOrder`, which alone says what is paid for and at which price.
 *
 * The request has to be `application/json`. Shops know their customers by cookie, and a foreign page can make a
 * browser send a form, or nothing at all, along with that cookie; for JSON the browser asks first, and nobody here
 * answers that question with yes.
 */
export async function createOrder<O>(
  request: SurfaceRequest<O>,
  { host, options }: RouteContext<O>,
): Promise<SurfaceReply> {
  const type = readHeader(request.headers, "content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    return failure("request_invalid", "Send this with content-type: application/json.", 415);
  }
  const wanted = await options.resolveOrder?.(request.original);
  if (wanted === undefined) return notFound();
  const { paymentId } = await host.createOrder(wanted);
  const found = await host.readView(paymentId);
  return found === undefined ? notFound() : json(201, { ...found.view, viewKey: host.viewKey(paymentId) });
}
