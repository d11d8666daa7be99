import type { SurfaceReply } from "../message.ts";
import { notFound } from "../reply.ts";

/** `GET /checkout.js`: what makes the payment page live. */
export function checkoutScript(): SurfaceReply {
  return notFound();
}
