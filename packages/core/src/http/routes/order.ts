import type { SurfaceReply, SurfaceRequest } from "../message.ts";
import { json, notFound } from "../reply.ts";
import type { RouteContext } from "../route.ts";
import { mayView } from "./view.ts";

/** `GET /orders/:paymentId?key=`: what the customer may see, as JSON. */
export async function order<O>(
  request: SurfaceRequest<O>,
  { host, id }: RouteContext<O>,
): Promise<SurfaceReply> {
  if (!mayView(host, id, request.search)) return notFound();
  const found = await host.readView(id);
  return found === undefined ? notFound() : json(200, found.view);
}
